//! What may stand between tags.

use super::{AnyView, append, document, region};
use leptos::reactive::computed::Memo;
use leptos::reactive::signal::RwSignal;
use leptos::reactive::traits::Get;
use leptos::reactive::wrappers::read::Signal;
use std::sync::Arc;

/// A view, a text, a number, an option or list of these, or a closure or signal of one of these.
pub trait IntoChild {
    fn into_child(self) -> AnyView;
}

/// The name Leptos has for it.
pub trait IntoAny {
    fn into_any(self) -> AnyView;
}

impl<T: IntoChild> IntoAny for T {
    fn into_any(self) -> AnyView {
        self.into_child()
    }
}

fn text(text: &str) -> AnyView {
    AnyView::new(document().create_text_node(text))
}

fn nothing() -> AnyView {
    AnyView::new(document().create_document_fragment())
}

impl IntoChild for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl IntoChild for () {
    fn into_child(self) -> AnyView {
        nothing()
    }
}

macro_rules! texts {
    ($($kind:ty),*) => {
        $(impl IntoChild for $kind {
            fn into_child(self) -> AnyView {
                text(&self)
            }
        })*
    };
}
texts!(&str, String, &String, Arc<str>);

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(impl IntoChild for $kind {
            fn into_child(self) -> AnyView {
                text(&self.to_string())
            }
        })*
    };
}
numbers!(u8, u16, u32, i32, i64, usize);

impl<T: IntoChild> IntoChild for Option<T> {
    fn into_child(self) -> AnyView {
        self.map_or_else(nothing, IntoChild::into_child)
    }
}

impl<T: IntoChild> IntoChild for Vec<T> {
    fn into_child(self) -> AnyView {
        let all = nothing();
        for child in self {
            append(all.node(), child.into_child().node());
        }
        all
    }
}

impl<T: IntoChild, const N: usize> IntoChild for [T; N] {
    fn into_child(self) -> AnyView {
        Vec::from(self).into_child()
    }
}

impl<F, T> IntoChild for F
where
    F: Fn() -> T + 'static,
    T: IntoChild,
{
    fn into_child(self) -> AnyView {
        region(Box::new(move || self().into_child()))
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T> IntoChild for $signal<T>
        where
            T: IntoChild + Clone + Send + Sync + 'static,
        {
            fn into_child(self) -> AnyView {
                region(Box::new(move || self.get().into_child()))
            }
        })*
    };
}
signals!(Memo, RwSignal, Signal);
