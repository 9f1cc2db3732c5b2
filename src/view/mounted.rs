//! A view where Leptos wants one of its own: under the router, and at the root.

use super::{AnyView, Region};
use leptos::prelude::{LocalStorage, StoredValue};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;

/// The nodes of a view, wherever they stand now.
pub struct Mounted(Region);

impl Render for AnyView {
    type State = Mounted;

    fn build(self) -> Mounted {
        // The fragment that holds the region lives on as the parent of its nodes.
        let (region, _) = Region::new();
        region.fill(&self);
        Mounted(region)
    }

    fn rebuild(self, state: &mut Mounted) {
        state.0.clear();
        state.0.fill(&self);
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        self.0.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.move_into(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let start = &self.0.start;
        let Some(parent) = start.parent_element() else { return false };
        child.mount(&parent, Some(start));
        true
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl AddAnyAttr for AnyView {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// Only what runs in a browser is here; the app is never drawn on a server.
impl RenderHtml for AnyView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// A view of Leptos's own kind, as the router's screens are, between ours. It lives as long as the present owner.
pub fn foreign(view: impl leptos::IntoView + 'static) -> AnyView {
    let holder = super::page().create_document_fragment();
    let mut state = view.into_view().build();
    state.mount(holder.unchecked_ref(), None);
    let _: StoredValue<_, LocalStorage> = StoredValue::new_local(state);
    AnyView::new(holder)
}
