//! The app's `view!`.
//!
//! It reads what Leptos's macro reads (elements, attributes, `class:`, `prop:`, `on:`, `node_ref`, blocks, fragments) and
//! writes plain calls of `crate::view` instead of one nested type a view. Each view of its own type brings its own copies
//! of building, rebuilding, mounting and dropping: with some 230 views they were two thirds of the app's code.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{ToTokens, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;

/// Elements of the SVG name space that the app draws.
const SVG: [&str; 10] = ["svg", "use", "path", "g", "rect", "circle", "line", "symbol", "title", "polyline"];

/// Draws what it is given; a `crate::view::AnyView`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    match rstml::parse2(tokens.into()) {
        Ok(nodes) => draw_all(&nodes, false).unwrap_or_else(|error| error.to_compile_error()).into(),
        Err(error) => error.to_compile_error().into(),
    }
}

fn draw_all(nodes: &[Node], inside_svg: bool) -> syn::Result<Tokens> {
    if let [Node::Element(element)] = nodes {
        let element = draw_element(element, inside_svg)?;
        return Ok(quote! { #element.done() });
    }
    let children = nodes.iter().filter_map(|node| draw_child(node, inside_svg).transpose());
    let children = children.collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! { crate::view::fragment() #(#children)* .done() })
}

/// `.child(…)`, or nothing for a comment.
fn draw_child(node: &Node, inside_svg: bool) -> syn::Result<Option<Tokens>> {
    Ok(Some(match node {
        Node::Comment(_) | Node::Doctype(_) => return Ok(None),
        Node::Text(text) => {
            let text = &text.value;
            quote! { .text(#text) }
        }
        Node::RawText(text) => {
            let text = text.to_string_best();
            quote! { .text(#text) }
        }
        Node::Block(NodeBlock::ValidBlock(block)) => {
            let value = unwrapped(block);
            quote_spanned! { block.span() => .child(#value) }
        }
        Node::Element(element) => {
            let element = draw_element(element, inside_svg)?;
            quote! { .element(#element) }
        }
        Node::Fragment(fragment) => {
            let children =
                fragment.children.iter().filter_map(|node| draw_child(node, inside_svg).transpose());
            let children = children.collect::<syn::Result<Vec<_>>>()?;
            quote! { #(#children)* }
        }
        other => return Err(syn::Error::new(other.span(), "not known to this `view!`")),
    }))
}

fn draw_element(element: &NodeElement<Infallible>, inside_svg: bool) -> syn::Result<Tokens> {
    let name = element.name().to_string();
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return Err(syn::Error::new(element.name().span(), "call a function instead of a component"));
    }
    let is_svg = name == "svg" || (inside_svg && SVG.contains(&name.as_str()));
    let begin = if is_svg {
        quote! { crate::view::svg_element(#name) }
    } else {
        quote! { crate::view::element(#name) }
    };
    let attributes = element.attributes().iter().map(draw_attribute).collect::<syn::Result<Vec<_>>>()?;
    let children = element.children.iter().filter_map(|node| draw_child(node, is_svg).transpose());
    let children = children.collect::<syn::Result<Vec<_>>>()?;
    Ok(quote! { #begin #(#attributes)* #(#children)* })
}

fn draw_attribute(attribute: &NodeAttribute) -> syn::Result<Tokens> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(syn::Error::new(attribute.span(), "name the attribute"));
    };
    let name = name_of(&attribute.key);
    let value = value_of(attribute);
    let span = attribute.span();
    Ok(match name.split_once(':') {
        None if name == "node_ref" => quote_spanned! { span => .node_ref(#value) },
        None => quote_spanned! { span => .attribute(#name, #value) },
        Some(("on", event)) => {
            let kind = syn::Ident::new(kind_of(event), span);
            quote_spanned! { span => .on::<::web_sys::#kind>(#event, #value) }
        }
        Some(("class", class)) => quote_spanned! { span => .class(#class, #value) },
        Some(("prop", property)) => quote_spanned! { span => .property(#property, #value) },
        Some(_) => return Err(syn::Error::new(span, "not known to this `view!`")),
    })
}

/// What a browser gives to the handlers of an event.
fn kind_of(event: &str) -> &'static str {
    match event {
        "click" | "mousedown" | "mouseup" => "MouseEvent",
        "keydown" | "keyup" => "KeyboardEvent",
        "focus" | "blur" | "focusin" | "focusout" => "FocusEvent",
        "submit" => "SubmitEvent",
        _ => "Event",
    }
}

/// As written, without the spaces that printing tokens puts in.
fn name_of(name: &NodeName) -> String {
    name.to_string().chars().filter(|c| !c.is_whitespace()).collect()
}

fn value_of(attribute: &KeyedAttribute) -> Tokens {
    match attribute.value() {
        None => quote! { true },
        Some(syn::Expr::Block(block)) if block.label.is_none() && block.attrs.is_empty() => {
            unwrapped(&block.block)
        }
        Some(value) => value.to_token_stream(),
    }
}

/// `{ value }` as `value`.
fn unwrapped(block: &syn::Block) -> Tokens {
    match block.stmts.as_slice() {
        [syn::Stmt::Expr(value, None)] => value.to_token_stream(),
        _ => block.to_token_stream(),
    }
}
