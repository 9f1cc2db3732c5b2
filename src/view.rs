//! How a screen is drawn: elements made at once, by plain calls, with Leptos's signals watched where a closure stands.
//!
//! Leptos's own renderer gives each view a type of its own and compiles its building, rebuilding, mounting and dropping
//! again for each. That made two thirds of the app's code; this makes one kind of view. The syntax is the same; signals,
//! effects, owners and the address are Leptos's (`crate::browser::address` for the last). What it does not do: keep the nodes of a closure that runs
//! again. They are replaced, so a closure should stand around no more than what changes.

mod attribute;
mod child;
mod element;
mod keyed;
mod node_ref;
mod watching;

pub use attribute::IntoAttribute;
pub use child::{IntoAny, IntoChild};
pub use element::{Element, element, fragment, svg_element};
pub use keyed::keyed;
pub use node_ref::NodeRef;
pub use watching::{derived, effect, memo};

use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::{LocalStorage, StoredValue};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Comment, Document, Event, HtmlInputElement, HtmlTextAreaElement, Node, Window};

/// What a file with a view needs: signals and what they are read and written by, elements, timers.
pub mod prelude {
    pub use super::{
        AnyView, IntoAny, IntoChild, NodeRef, derived, document, effect, event_target, event_target_value,
        keyed, memo, window,
    };
    pub use crate::browser::timer::{request_animation_frame, set_timeout};
    pub use leptos::reactive::computed::Memo;
    pub use leptos::reactive::graph::untrack;
    pub use leptos::reactive::owner::{
        LocalStorage, Owner, StoredValue, expect_context, on_cleanup, provide_context, use_context,
    };
    pub use leptos::reactive::signal::{ArcRwSignal, ArcTrigger, RwSignal};
    pub use leptos::reactive::traits::{
        Dispose, Get, GetUntracked, GetValue, IsDisposed, Notify, ReadUntracked, Set, SetValue, Track,
        Update, UpdateValue, With, WithUntracked, WithValue,
    };
    pub use leptos::reactive::wrappers::read::Signal;
    pub use view_macro::view;
}

thread_local! {
    static WINDOW: Window = web_sys::window().expect("runs in a page");
    static DOCUMENT: Document = window().document().expect("runs in a page");
}

/// The page's window.
pub fn window() -> Window {
    WINDOW.with(Clone::clone)
}

/// The page's document.
pub fn document() -> Document {
    DOCUMENT.with(Clone::clone)
}

/// Draws at the end of the page; it lives as long as the page.
pub fn run(draw: impl FnOnce() -> AnyView + 'static) {
    leptos::mount::mount_to_body(move || {
        if let Some(body) = document().body() {
            append(&body, draw().node());
        }
    });
}

/// Puts what was drawn at the end of the page, where it stays until it is taken out.
pub fn at_end(drawn: &AnyView) {
    if let Some(body) = document().body() {
        append(&body, drawn.node());
    }
}

/// The element an event happened to. `T` is what stands in the view.
///
/// # Panics
///
/// For an event that was never dispatched.
pub fn event_target<T: JsCast>(event: &Event) -> T {
    event.target().expect("an event that was heard has a target").unchecked_into()
}

/// What stands in the box an event happened to.
pub fn event_target_value(event: &Event) -> String {
    let target: Node = event_target(event);
    match target.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) => area.value(),
        None => target.unchecked_into::<HtmlInputElement>().value(),
    }
}

/// Drawn nodes that wait to be put somewhere: one node, or a document fragment that gives its children away.
pub struct AnyView(SendWrapper<Node>);

impl AnyView {
    fn new(node: impl Into<Node>) -> Self {
        Self(SendWrapper::new(node.into()))
    }

    fn node(&self) -> &Node {
        &self.0
    }
}

fn comment() -> Comment {
    document().create_comment("")
}

/// Runs at once, and again after each change of a signal it read; ends with the owner it was made in.
fn watch(run: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    let _: StoredValue<RenderEffect<()>, LocalStorage> = StoredValue::new_local(effect);
}

/// Appends; only a node that was handed to the wrong place could refuse, and then nothing is shown there.
fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// A place in the page whose content changes: everything between two comments.
#[derive(Clone)]
struct Region {
    start: Node,
    end: Node,
}

impl Region {
    /// Makes it, in a fragment of its own.
    fn new() -> (Self, AnyView) {
        let region = Self { start: comment().unchecked_into(), end: comment().unchecked_into() };
        let fragment: Node = document().create_document_fragment().unchecked_into();
        append(&fragment, &region.start);
        append(&fragment, &region.end);
        (region, AnyView::new(fragment))
    }

    fn fill(&self, view: &AnyView) {
        if let Some(parent) = self.end.parent_node() {
            let _ = parent.insert_before(view.node(), Some(&self.end));
        }
    }

    /// All its nodes, comments included, in order.
    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.start.clone()];
        let mut next = self.start.next_sibling();
        while let Some(node) = next {
            next = if node.is_same_node(Some(&self.end)) { None } else { node.next_sibling() };
            nodes.push(node);
        }
        nodes
    }

    fn move_into(&self, parent: &Node, before: Option<&Node>) {
        for node in self.nodes() {
            let _ = parent.insert_before(&node, before);
        }
    }

    fn move_before(&self, next: &Node) {
        if let Some(parent) = next.parent_node() {
            self.move_into(&parent, Some(next));
        }
    }

    /// Takes it out of the page; it can be put back.
    fn remove(&self) {
        self.move_into(&document().create_document_fragment(), None);
    }

    fn clear(&self) {
        while let Some(node) = self.end.previous_sibling().filter(|node| !self.start.is_same_node(Some(node)))
        {
            if let Some(parent) = node.parent_node() {
                let _ = parent.remove_child(&node);
            }
        }
    }
}

/// A view that is drawn anew whenever a signal it reads has changed.
fn region(draw: Box<dyn Fn() -> AnyView>) -> AnyView {
    let (region, view) = Region::new();
    watch(Box::new(move || {
        let drawn = draw();
        region.clear();
        region.fill(&drawn);
    }));
    view
}
