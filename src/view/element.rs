//! One element, made by calls in a row.

use super::{AnyView, IntoAttribute, IntoChild, NodeRef, append, document};
use leptos::reactive::computed::Memo;
use leptos::reactive::owner::Owner;
use leptos::reactive::signal::RwSignal;
use leptos::reactive::traits::Get;
use leptos::reactive::wrappers::read::Signal;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element, or a fragment, that is being made.
#[must_use = "it is drawn only where it is put"]
pub struct Element(Node);

/// An element of HTML. The name stands in the program, so the page knows it.
pub fn element(name: &'static str) -> Element {
    match document().create_element(name) {
        Ok(element) => Element(element.into()),
        Err(_) => fragment(),
    }
}

/// An element of SVG.
pub fn svg_element(name: &'static str) -> Element {
    match document().create_element_ns(Some(SVG), name) {
        Ok(element) => Element(element.into()),
        Err(_) => fragment(),
    }
}

/// Several views side by side.
pub fn fragment() -> Element {
    Element(document().create_document_fragment().into())
}

impl Element {
    pub fn attribute(self, name: &'static str, value: impl IntoAttribute) -> Self {
        value.put(self.0.unchecked_ref(), name);
        self
    }

    /// Has the class while the value holds.
    pub fn class(self, name: &'static str, value: impl IntoFlag) -> Self {
        let element: web_sys::Element = self.0.clone().unchecked_into();
        value.put(Box::new(move |holds| {
            let _ = element.class_list().toggle_with_force(name, holds);
        }));
        self
    }

    /// Sets a property of the object, which is not always the attribute of that name.
    pub fn property(self, name: &'static str, value: impl Into<wasm_bindgen::JsValue>) -> Self {
        let _ = js_sys::Reflect::set(&self.0, &name.into(), &value.into());
        self
    }

    /// `E` is what the browser gives to the handlers of that event.
    pub fn on<E: JsCast>(self, event: &'static str, mut handler: impl FnMut(E) + 'static) -> Self {
        self.listen(event, Box::new(move |event: Event| handler(event.unchecked_into())))
    }

    fn listen(self, event: &str, mut handler: Box<dyn FnMut(Event)>) -> Self {
        // What was provided where the element stands is there for the handler too.
        let owner = Owner::current().unwrap_or_default();
        let run: Box<dyn FnMut(Event)> = Box::new(move |event| owner.with(|| handler(event)));
        // The collector of the browser frees it with the element.
        let handler = Closure::wrap(run).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, handler.unchecked_ref());
        self
    }

    /// The element can be found there from now on.
    pub fn node_ref<T: JsCast>(self, place: NodeRef<T>) -> Self {
        place.hold(self.0.clone());
        self
    }

    pub fn text(self, text: &str) -> Self {
        append(&self.0, &document().create_text_node(text));
        self
    }

    pub fn child(self, child: impl IntoChild) -> Self {
        append(&self.0, child.into_child().node());
        self
    }

    pub fn element(self, child: Self) -> Self {
        append(&self.0, &child.0);
        self
    }

    pub fn done(self) -> AnyView {
        AnyView::new(self.0)
    }
}

/// What holds or does not: a value, or something to watch.
pub trait IntoFlag {
    fn put(self, set: Box<dyn Fn(bool)>);
}

impl IntoFlag for bool {
    fn put(self, set: Box<dyn Fn(bool)>) {
        set(self);
    }
}

impl<F: Fn() -> bool + 'static> IntoFlag for F {
    fn put(self, set: Box<dyn Fn(bool)>) {
        super::watch(Box::new(move || set(self())));
    }
}

macro_rules! signal_flags {
    ($($signal:ident),*) => {
        $(impl IntoFlag for $signal<bool> {
            fn put(self, set: Box<dyn Fn(bool)>) {
                super::watch(Box::new(move || set(self.get())));
            }
        })*
    };
}
signal_flags!(Memo, RwSignal, Signal);
