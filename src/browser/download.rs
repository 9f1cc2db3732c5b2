//! Bytes as an address for this page only, and as a file to keep.

use super::{Error, window};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, Url};

/// A `blob:` address; what it names is freed when this is dropped.
#[derive(Debug)]
pub struct ObjectUrl(String);

impl ObjectUrl {
    pub fn of(blob: &Blob) -> Result<Self, Error> {
        Ok(Self(Url::create_object_url_with_blob(blob)?))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Fails for no address we have made.
        let _ = Url::revoke_object_url(&self.0);
    }
}

pub fn blob(bytes: &Uint8Array, media_type: &str) -> Result<Blob, Error> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Ok(Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options)?)
}

/// Bytes as a file that was chosen.
pub fn file(bytes: &Uint8Array, name: &str, media_type: &str) -> Result<File, Error> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    Ok(File::new_with_u8_array_sequence_and_options(&Array::of1(bytes), name, &options)?)
}

/// Offers a file to keep.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), Error> {
    let url = ObjectUrl::of(&blob(&Uint8Array::from(bytes), media_type)?)?;
    let document = window()?.document().ok_or_else(|| Error::missing("document"))?;
    let link: HtmlAnchorElement =
        document.create_element("a")?.dyn_into().map_err(|_| Error::missing("a"))?;
    link.set_href(url.as_str());
    link.set_download(name);
    link.click();
    // Safari reads the address after the click has returned.
    wasm_bindgen_futures::spawn_local(async move {
        super::timer::sleep(60_000).await;
        drop(url);
    });
    Ok(())
}
