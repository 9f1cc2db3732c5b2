//! Sending bytes with visible progress: `fetch` cannot tell how much has gone out.

use super::Error;
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// Empty when the answer names none.
    pub content_type: String,
    pub body: String,
}

/// `PUT`s bytes. `progress` gets the number of bytes gone out so far. An error means that no answer came.
pub async fn put(
    path: &str,
    bytes: &Uint8Array,
    timeout_ms: u32,
    progress: impl Fn(f64) + 'static,
) -> Result<Answer, Error> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("PUT", path, true)?;
    request.set_request_header("content-type", "application/octet-stream")?;
    request.set_timeout(timeout_ms);
    let listener =
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded()));
    request.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    let finished = Promise::new(&mut |resolve: Function, _: Function| {
        // Comes after success, error, abort and timeout alike; the status then tells.
        request.set_onloadend(Some(&resolve));
    });
    request.send_with_opt_js_u8_array(Some(bytes))?;
    JsFuture::from(finished).await?;
    let status = request.status()?;
    if status == 0 {
        return Err(Error { name: "NetworkError".to_owned(), message: path.to_owned() });
    }
    Ok(Answer {
        status,
        content_type: request.get_response_header("content-type")?.unwrap_or_default(),
        body: request.response_text()?.unwrap_or_default(),
    })
}

/// All bytes of a blob.
pub async fn read(blob: &web_sys::Blob) -> Result<Uint8Array, Error> {
    let buffer: JsValue = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}
