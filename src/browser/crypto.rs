//! A key that the browser keeps and never shows: AES-GCM of `WebCrypto`, not extractable, to be stored in the database as
//! it is. A page on plain http does not get it.

use super::{Error, call, object, property, random};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const CIPHER: &str = "AES-GCM";
/// Of the nonce, in bytes.
const NONCE: usize = 12;

/// See the module. What it seals is short and rare (keys and names), so that nonces of chance never meet.
#[derive(Clone)]
pub struct DeviceKey(JsValue);

impl DeviceKey {
    /// A new one, of this browser's chance.
    pub async fn generate() -> Result<Self, Error> {
        let kind = object(&[("name", CIPHER.into()), ("length", 256.into())]);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        Ok(Self(ask("generateKey", &[&kind, &JsValue::FALSE, &uses]).await?))
    }

    /// What was stored of it; `None` where there is nothing.
    pub fn stored(value: JsValue) -> Option<Self> {
        value.is_object().then_some(Self(value))
    }

    /// What is to be stored.
    pub fn to_store(&self) -> &JsValue {
        &self.0
    }

    /// Encrypts `plain`, which is about `about` and is refused for anything else: nonce, ciphertext, tag.
    pub async fn seal(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE];
        random::fill(&mut nonce)?;
        let plain: JsValue = Uint8Array::from(plain).into();
        let sealed = ask("encrypt", &[&how(&nonce, about), &self.0, &plain]).await?;
        Ok([&nonce[..], &Uint8Array::new(&sealed).to_vec()].concat())
    }

    /// What [`Self::seal`] was given.
    pub async fn open(&self, about: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let Some((nonce, text)) = sealed.split_first_chunk::<NONCE>() else {
            return Err(Error::missing("nonce"));
        };
        let text: JsValue = Uint8Array::from(text).into();
        let plain = ask("decrypt", &[&how(nonce, about), &self.0, &text]).await?;
        Ok(Uint8Array::new(&plain).to_vec())
    }
}

fn how(nonce: &[u8; NONCE], about: &str) -> JsValue {
    let about = Uint8Array::from(about.as_bytes());
    object(&[
        ("name", CIPHER.into()),
        ("iv", Uint8Array::from(&nonce[..]).into()),
        ("additionalData", about.into()),
    ])
}

async fn ask(deed: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
    let subtle = property(&property(&js_sys::global(), "crypto"), "subtle");
    let promise: Promise =
        call(&subtle, deed, arguments)?.dyn_into().map_err(|_| Error::missing("crypto.subtle"))?;
    Ok(JsFuture::from(promise).await?)
}
