//! What may stand as the value of an attribute.

use super::watch;
use leptos::reactive::computed::Memo;
use leptos::reactive::signal::RwSignal;
use leptos::reactive::traits::Get;
use leptos::reactive::wrappers::read::Signal;
use std::borrow::Cow;
use web_sys::Element;

/// A text, a number, a flag (there or not there), an option, or a closure or signal of one of these.
pub trait IntoAttribute {
    fn put(self, element: &Element, name: &'static str);
}

/// A value that is known now; `None` takes the attribute away.
pub trait AttributeText {
    fn text(&self) -> Option<Cow<'_, str>>;
}

fn set(element: &Element, name: &str, text: Option<&str>) {
    // Refuses only what is no name of an attribute, and the names stand in the program.
    let _ = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
}

fn watched(element: &Element, name: &'static str, text: Box<dyn Fn() -> Option<String>>) {
    let element = element.clone();
    watch(Box::new(move || set(&element, name, text().as_deref())));
}

impl AttributeText for &str {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl AttributeText for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl AttributeText for &String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl AttributeText for bool {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: AttributeText> AttributeText for Option<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.text()
    }
}

macro_rules! plain {
    ($($kind:ty),*) => {
        $(impl IntoAttribute for $kind {
            fn put(self, element: &Element, name: &'static str) {
                if let Some(text) = self.text() {
                    set(element, name, Some(&text));
                }
            }
        })*
    };
}
plain!(&str, String, &String, bool);

impl<T: AttributeText> IntoAttribute for Option<T> {
    fn put(self, element: &Element, name: &'static str) {
        if let Some(text) = self.text() {
            set(element, name, Some(&text));
        }
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {
        $(
            impl AttributeText for $kind {
                fn text(&self) -> Option<Cow<'_, str>> {
                    Some(Cow::Owned(self.to_string()))
                }
            }
            impl IntoAttribute for $kind {
                fn put(self, element: &Element, name: &'static str) {
                    set(element, name, Some(&self.to_string()));
                }
            }
        )*
    };
}
numbers!(u8, u16, u32, i32, usize);

impl<F, T> IntoAttribute for F
where
    F: Fn() -> T + 'static,
    T: AttributeText,
{
    fn put(self, element: &Element, name: &'static str) {
        watched(element, name, Box::new(move || self().text().map(Cow::into_owned)));
    }
}

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T> IntoAttribute for $signal<T>
        where
            T: AttributeText + Clone + Send + Sync + 'static,
        {
            fn put(self, element: &Element, name: &'static str) {
                watched(element, name, Box::new(move || self.get().text().map(Cow::into_owned)));
            }
        })*
    };
}
signals!(Memo, RwSignal, Signal);
