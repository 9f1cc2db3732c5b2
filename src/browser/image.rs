//! Pictures made smaller and turned upright by the browser's own decoder. Re-encoding also drops what a camera writes
//! into a picture besides the picture: the place, the time, the owner.

use super::{Error, call, object, property, window};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// A JPEG made here.
pub struct Picture {
    pub bytes: Uint8Array,
    pub width: u32,
    pub height: u32,
}

/// What the picture may be at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of the longer side, in pixels.
    pub side: u32,
    pub bytes: u32,
}

/// Qualities to try, best first; at the last one a 2,000 pixel photo has some 300 KB.
const QUALITIES: [f64; 5] = [0.88, 0.8, 0.7, 0.55, 0.4];

/// Decodes, turns as the camera was held and then by `quarter_turns` to the right, shrinks and encodes.
/// An `EncodingError` or `InvalidStateError` means that the bytes are no picture this browser can read.
pub async fn shrink(source: &Blob, quarter_turns: u8, limits: Limits) -> Result<Picture, Error> {
    let bitmap = decode(source).await?;
    let drawn = draw(&bitmap, quarter_turns, limits.side);
    bitmap.close();
    let (canvas, width, height) = drawn?;
    let mut smallest = None;
    for quality in QUALITIES {
        let blob = encode(&canvas, quality).await?;
        let fits = blob.size() <= f64::from(limits.bytes);
        smallest = Some(blob);
        if fits {
            break;
        }
    }
    // Some phones count canvases against a small limit of memory until they are empty.
    canvas.set_width(0);
    let blob = smallest.filter(|blob| blob.size() > 0.0).ok_or_else(|| Error::missing("toBlob"))?;
    Ok(Picture { bytes: super::upload::read(&blob).await?, width, height })
}

async fn decode(source: &Blob) -> Result<ImageBitmap, Error> {
    let options = object(&[("imageOrientation", JsValue::from_str("from-image"))]);
    let promise = call(window()?.as_ref(), "createImageBitmap", &[source, &options])?;
    Ok(JsFuture::from(Promise::resolve(&promise)).await?.unchecked_into())
}

/// The canvas, and its width and height in pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded sizes of some thousand pixels"
)]
fn draw(bitmap: &ImageBitmap, quarter_turns: u8, side: u32) -> Result<(HtmlCanvasElement, u32, u32), Error> {
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (f64::from(side) / width.max(height)).min(1.0);
    let (width, height) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let lying = quarter_turns % 2 == 1;
    let (across, down) = if lying { (height, width) } else { (width, height) };

    let document = window()?.document().ok_or_else(|| Error::missing("document"))?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(across as u32);
    canvas.set_height(down as u32);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or_else(|| Error::missing("2d"))?.unchecked_into();
    // JPEG has no transparency: what was clear in a PNG becomes paper, not black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, across, down);
    call(&context, "translate", &[&(across / 2.0).into(), &(down / 2.0).into()])?;
    context.rotate(f64::from(quarter_turns % 4) * std::f64::consts::FRAC_PI_2)?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, -width / 2.0, -height / 2.0, width, height)?;
    Ok((canvas, across as u32, down as u32))
}

async fn encode(canvas: &HtmlCanvasElement, quality: f64) -> Result<Blob, Error> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        let quality = JsValue::from_f64(quality);
        if let Err(error) = canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &quality) {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let blob = JsFuture::from(promise).await?;
    if property(&blob, "size").is_undefined() {
        Err(Error::missing("toBlob"))
    } else {
        Ok(blob.unchecked_into())
    }
}
