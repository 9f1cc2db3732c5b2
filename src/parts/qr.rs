//! A QR code as a drawing.

use crate::view::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// White modules around the code, as the standard asks for.
const QUIET: usize = 4;

/// Which of `size` x `size` modules are dark, row by row.
pub struct Modules {
    pub size: usize,
    pub dark: Vec<bool>,
}

/// The code of a text; `None` when it is too long.
pub fn modules(text: &str) -> Option<Modules> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(Modules {
        size: code.width(),
        dark: code.to_colors().into_iter().map(|c| c == Color::Dark).collect(),
    })
}

/// The code as a picture with the words `label` for those who do not see it.
pub fn qr(text: &str, label: &str) -> AnyView {
    let Some(modules) = modules(text) else { return ().into_any() };
    let side = modules.size + 2 * QUIET;
    view! {
        <svg class="qr" data-qr="" role="img" aria-label=label.to_owned() viewBox=format!("0 0 {side} {side}")>
            <path d=outline(&modules)></path>
        </svg>
    }
    .into_any()
}

/// One stroke of the path for each run of dark modules in a row.
fn outline(modules: &Modules) -> String {
    let mut path = String::new();
    for (y, row) in modules.dark.chunks(modules.size).enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}
