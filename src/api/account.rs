//! Signing in, and what the server says to who has.

use super::{Failure, PATIENCE, answer, body, failure, get, json, read, with_patience};
use contract::{AccountInfo, CodeSent, Device, NewCode, SignIn, SignInWays, paths};
use gloo_net::http::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How people sign in here.
pub async fn ways() -> Result<SignInWays, Failure> {
    get(paths::SIGN_IN).await
}

/// Has a code sent.
pub async fn send_code(wanted: &NewCode) -> Result<CodeSent, Failure> {
    post(paths::SIGN_IN_CODES, wanted).await
}

/// Signs this browser in.
pub async fn sign_in(entered: &SignIn) -> Result<AccountInfo, Failure> {
    post(paths::SIGN_IN_SESSION, entered).await
}

/// Who is signed in.
pub async fn me() -> Result<AccountInfo, Failure> {
    get(paths::ME).await
}

/// The devices that are signed in.
pub async fn devices() -> Result<Vec<Device>, Failure> {
    get(paths::MY_DEVICES).await
}

/// Signs this browser out.
pub async fn sign_out() -> Result<(), Failure> {
    delete(paths::MY_SESSION).await
}

/// Signs another device out.
pub async fn end_device(id: &str) -> Result<(), Failure> {
    delete(&paths::my_device(id)).await
}

async fn post<B: Serialize, T: DeserializeOwned>(path: &str, sent: &B) -> Result<T, Failure> {
    // Our own request types always turn into JSON; an empty body would be refused by the server, not lost.
    let sent = serde_json::to_string(sent).unwrap_or_default();
    read(&answer(json(with_patience(Request::post(path), PATIENCE), &sent)).await?).await
}

async fn delete(path: &str) -> Result<(), Failure> {
    let response = answer(with_patience(Request::delete(path), PATIENCE).build()).await?;
    if response.ok() { Ok(()) } else { Err(failure(&body(&response).await?)) }
}
