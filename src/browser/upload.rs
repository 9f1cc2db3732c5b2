//! Sending bytes with visible progress: `fetch` cannot tell how much has gone out.

use super::Error;
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

/// What goes out.
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: &'a [(&'a str, String)],
    pub body: Option<&'a Uint8Array>,
    /// For the whole of it, in milliseconds.
    pub patience: u32,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// As they came: a line each, `name: value`.
    pub headers: String,
    pub body: String,
}

impl Answer {
    /// The value of a header; its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.headers.lines().filter_map(|line| line.split_once(':'));
        pairs.find(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// Sends a request. `progress` gets the number of bytes gone out so far. An error means that no answer came.
pub async fn send(request: Request<'_>, progress: impl Fn(f64) + 'static) -> Result<Answer, Error> {
    let sent = XmlHttpRequest::new()?;
    sent.open_with_async(request.method, request.path, true)?;
    for (name, value) in request.headers {
        sent.set_request_header(name, value)?;
    }
    sent.set_timeout(request.patience);
    let listener =
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded()));
    sent.upload()?.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    let finished = Promise::new(&mut |resolve: Function, _: Function| {
        // Comes after success, error, abort and timeout alike; the status then tells.
        sent.set_onloadend(Some(&resolve));
    });
    sent.send_with_opt_js_u8_array(request.body)?;
    JsFuture::from(finished).await?;
    let status = sent.status()?;
    if status == 0 {
        return Err(Error { name: "NetworkError".to_owned(), message: request.path.to_owned() });
    }
    Ok(Answer {
        status,
        headers: sent.get_all_response_headers()?,
        body: sent.response_text()?.unwrap_or_default(),
    })
}

/// Of plain ASCII.
pub fn base64(text: &str) -> Result<String, Error> {
    Ok(super::window()?.btoa(text)?)
}

/// The bytes that a text in base64 says.
pub fn from_base64(text: &str) -> Result<Vec<u8>, Error> {
    let letters = super::window()?.atob(text)?;
    Ok(letters.chars().filter_map(|letter| u8::try_from(letter).ok()).collect())
}

/// All bytes of a blob.
pub async fn read(blob: &web_sys::Blob) -> Result<Uint8Array, Error> {
    let buffer: JsValue = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer))
}

#[cfg(test)]
mod tests {
    use super::Answer;

    #[test]
    fn headers_are_found_whatever_their_letters() {
        let headers = "content-type: text/plain\r\nUpload-Offset: 262144\r\n".to_owned();
        let answer = Answer { headers, ..Answer::default() };
        assert_eq!(answer.header("upload-offset"), Some("262144"));
        assert_eq!(answer.header("upload"), None);
    }
}
