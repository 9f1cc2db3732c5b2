//! The scanner: a program of its own beside the app, fetched when somebody scans (`public/boot.js` knows where it is).

use super::{Error, ask_beside};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, File};

/// Opens the scanner's screen with a request in JSON, and waits until it closes; its answer in JSON, `null` for nothing.
pub async fn scan(request: &str) -> Result<String, Error> {
    Ok(ask_beside("scanner", "scan", &[&JsValue::from_str(request)]).await?.as_string().unwrap_or_default())
}

/// What a photo shows, for [`capture`].
#[derive(Clone, Copy)]
pub enum Subject {
    Paper,
    /// Cut to 4 by 6.
    Portrait,
}

/// Opens the screen on which a photo is cut and made straight, and waits until it closes. The file is called `name`, with
/// an ending of its own; `None` when the person changed their mind. An error when the scanner cannot be had: the photo as
/// it is has to do.
pub async fn capture(subject: Subject, name: &str, photo: &Blob) -> Result<Option<File>, Error> {
    let kind = match subject {
        Subject::Paper => "paper",
        Subject::Portrait => "portrait",
    };
    Ok(ask_beside("scanner", "capture", &[&kind.into(), &name.into(), photo]).await?.dyn_into().ok())
}
