//! Icons: the drawings of `style/icons.html`, which stand in `index.html` so that they need no request.

use crate::view::prelude::*;

/// A drawing beside a word that says the same; screen readers pass over it. `name` without its `i-`.
pub fn icon(name: &str) -> AnyView {
    let href = format!("#i-{name}");
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn read_all(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read_all(&path, all);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn the_page_carries_the_icons_in_use_and_no_others() {
        let mut program = String::new();
        read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut program);
        let page = include_str!("../../style/icons.html");
        let drawn: Vec<&str> =
            page.split("<symbol id=\"i-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for name in &drawn {
            // Those of life events are named by the catalog.
            assert!(
                name.starts_with("event-") || program.contains(&format!("\"{name}\"")),
                "{name} is not used"
            );
        }
        let used = program.split("icon(\"").skip(1).filter_map(|rest| rest.split('"').next());
        for name in used.filter(|name| !name.is_empty()) {
            assert!(drawn.contains(&name), "{name} is not drawn");
        }
    }
}
