//! Where a handler finds an element of the view it stands in.

use leptos::reactive::signal::RwSignal;
use leptos::reactive::traits::{Get, GetUntracked, Set};
use send_wrapper::SendWrapper;
use std::marker::PhantomData;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// Empty until the element has been made: `<input node_ref=place />`.
pub struct NodeRef<T> {
    place: RwSignal<Option<SendWrapper<Node>>>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for NodeRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for NodeRef<T> {}

impl<T: JsCast> Default for NodeRef<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: JsCast> NodeRef<T> {
    pub fn new() -> Self {
        Self { place: RwSignal::new(None), kind: PhantomData }
    }

    /// The element; whoever reads it is told when there is another.
    pub fn get(&self) -> Option<T> {
        self.place.get().map(|node| node.take().unchecked_into())
    }

    /// `None` also when the screen has been left.
    pub fn get_untracked(&self) -> Option<T> {
        self.place.try_get_untracked().flatten().map(|node| node.take().unchecked_into())
    }

    pub(super) fn hold(self, node: Node) {
        self.place.set(Some(SendWrapper::new(node)));
    }
}
