//! A picture drawn by the program, as a PNG.

use super::{Error, window};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// A white sheet of `width` by `height` pixels.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// How a line of text looks.
#[derive(Clone, Copy)]
pub struct Font {
    /// In pixels.
    pub size: f64,
    pub bold: bool,
}

impl Canvas {
    pub fn new(width: u32, height: u32) -> Result<Self, Error> {
        let document = window()?.document().ok_or_else(|| Error::missing("document"))?;
        let element: HtmlCanvasElement =
            document.create_element("canvas")?.dyn_into().map_err(|_| Error::missing("canvas"))?;
        element.set_width(width);
        element.set_height(height);
        let context: CanvasRenderingContext2d = element
            .get_context("2d")?
            .and_then(|context| context.dyn_into().ok())
            .ok_or_else(|| Error::missing("2d"))?;
        let canvas = Self { element, context };
        canvas.fill("#ffffff", 0.0, 0.0, f64::from(width), f64::from(height));
        Ok(canvas)
    }

    pub fn fill(&self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x, y, width, height);
    }

    /// Writes from the top left corner, broken into lines no wider than `width`. Returns where the next line begins.
    pub fn write(&self, text: &str, font: Font, x: f64, y: f64, width: f64) -> Result<f64, Error> {
        let weight = if font.bold { "700" } else { "400" };
        self.context
            .set_font(&format!("{weight} {}px system-ui, Roboto, \"Noto Sans\", sans-serif", font.size));
        self.context.set_fill_style_str("#000000");
        // Room for the stacked marks of Vietnamese capitals.
        let height = font.size * 1.45;
        let mut y = y;
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && self.context.measure_text(&longer)?.width() > width {
                self.context.fill_text(&line, x, y + font.size)?;
                y += height;
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        self.context.fill_text(&line, x, y + font.size)?;
        Ok(y + height)
    }

    /// The bytes of the PNG.
    pub async fn png(&self) -> Result<Vec<u8>, Error> {
        let mut failed = None;
        let blob = Promise::new(&mut |resolve, _| {
            let done =
                Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob).is_ok());
            failed = self.element.to_blob(done.unchecked_ref()).err();
        });
        if let Some(thrown) = failed {
            return Err(thrown.into());
        }
        let blob: Blob = JsFuture::from(blob).await?.dyn_into().map_err(|_| Error::missing("toBlob"))?;
        Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
    }
}
