//! The only caller of the server. Speaks the types of `contract`, and tells three kinds of failure apart.

pub mod account;

use crate::browser::{event, page};
use crate::reading;
use contract::sealed::{self, SealedReceipt, SealingKey};
use contract::{
    Filed, NewSubmission, Problem, Rating, Receipt, ServiceIndex, ServicePage, Tracked, UploadReceipt,
    Withdrawal, headers, paths,
};
use forms::Definition;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::AbortSignal;

/// Longest wait for an answer, in milliseconds: a phone at the edge of signal may never be told that it failed.
const PATIENCE: u32 = 30_000;
/// The same for a file of some megabytes.
const PATIENCE_WITH_FILE: u32 = 180_000;

/// Why an answer did not come.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// No answer: no signal, or it took too long. Trying again later is right.
    Offline,
    /// An answer that is not our server's, as the log-in page of a public Wi-Fi gives.
    NotOurs,
    /// The server says no, and why.
    Problem(Box<Problem>),
}

/// All services, for Home.
pub async fn service_index() -> Result<ServiceIndex, Failure> {
    reading::service_index(&get_text(paths::SERVICES).await?).ok_or(Failure::NotOurs)
}

/// The guide of one service.
pub async fn service_page(slug: &str) -> Result<ServicePage, Failure> {
    get(&paths::service(slug)).await
}

/// The same as it came.
pub async fn service_page_text(slug: &str) -> Result<String, Failure> {
    get_text(&paths::service(slug)).await
}

/// The form of one service as it is today.
pub async fn current_definition(slug: &str) -> Result<Definition, Failure> {
    reading::definition(&get_text(&paths::current_definition(slug)).await?).ok_or(Failure::NotOurs)
}

/// The form of one service in one version. Immutable: the browser's cache keeps it.
pub async fn definition(slug: &str, version: &str) -> Result<Definition, Failure> {
    reading::definition(&get_text(&paths::definition(slug, version)).await?).ok_or(Failure::NotOurs)
}

/// A code list; `list` as in [`paths::reference`].
pub async fn reference<T: DeserializeOwned>(list: &str) -> Result<T, Failure> {
    get(&paths::reference(list)).await
}

/// The same as it came.
pub async fn reference_text(list: &str) -> Result<String, Failure> {
    get_text(&paths::reference(list)).await
}

/// Sends a file's bytes; `sha256` is theirs, `key` that of the submission or supplement which will name the file.
pub async fn upload(key: &str, sha256: &str, bytes: js_sys::Uint8Array) -> Result<UploadReceipt, Failure> {
    let request = with_patience(Request::put(&paths::upload(key, sha256)), PATIENCE_WITH_FILE)
        .header("content-type", "application/octet-stream")
        .body(bytes);
    read(&answer(request).await?).await
}

/// The bytes of a submission. Made once and kept, so that a retry is the same to the byte.
pub fn submission_body(submission: &NewSubmission) -> Result<String, serde_json::Error> {
    serde_json::to_string(submission)
}

/// Sends a submission as [`submission_body`] made it. `account`: whom it is bound to; empty: nobody.
pub async fn submit(body: &str, account: &str) -> Result<Receipt, Failure> {
    read(&answer(json(submission(account), body)).await?).await
}

fn submission(account: &str) -> RequestBuilder {
    let request = with_patience(Request::post(paths::SUBMISSIONS), PATIENCE);
    if account.is_empty() { request } else { request.header(headers::ACCOUNT, account) }
}

/// Sends a form that is sealed to the server's public key.
pub async fn submit_sealed(body: &js_sys::Uint8Array, account: &str) -> Result<SealedReceipt, Failure> {
    let request = submission(account).header("content-type", sealed::MEDIA_TYPE).body(body.clone());
    read(&answer(request).await?).await
}

/// What the server says of a submission that has arrived before.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Told {
    Open(Receipt),
    /// It came sealed, from this phone or another: only what it was made with reads the receipt.
    Sealed(SealedReceipt),
}

/// The receipt of a submission that has arrived before.
pub async fn receipt(key: &str) -> Result<Told, Failure> {
    get(&paths::submission(key)).await
}

/// The key that forms and files are sealed to.
pub async fn sealing_key() -> Result<SealingKey, Failure> {
    get(paths::SEALING_KEY).await
}

/// Where a dossier stands; its details only with the right secret.
pub async fn track(code: &str, secret: &str) -> Result<Tracked, Failure> {
    let mut request = with_patience(Request::get(&paths::tracking(code)), PATIENCE);
    if !secret.is_empty() {
        request = request.header(headers::LOOKUP_SECRET, secret);
    }
    read(&answer(request.build()).await?).await
}

/// Answers a request for more with a [`contract::Supplement`] in JSON, made once and kept.
pub async fn supplement(code: &str, secret: &str, body: &str) -> Result<Tracked, Failure> {
    post_with_secret(&paths::supplement(code), secret, body).await
}

/// What was filed.
pub async fn filed(code: &str, secret: &str) -> Result<Filed, Failure> {
    let request = with_patience(Request::get(&paths::filed(code)), PATIENCE);
    read(&answer(request.header(headers::LOOKUP_SECRET, secret).build()).await?).await
}

/// Rates a service that has ended.
pub async fn rate(code: &str, secret: &str, rating: &Rating) -> Result<Tracked, Failure> {
    post_with_secret(&paths::rating(code), secret, &made(rating)).await
}

/// Takes a dossier back.
pub async fn withdraw(code: &str, secret: &str, withdrawal: &Withdrawal) -> Result<Tracked, Failure> {
    post_with_secret(&paths::withdrawal(code), secret, &made(withdrawal)).await
}

/// The bytes of a result file.
pub async fn result_file(code: &str, id: &str, secret: &str) -> Result<Vec<u8>, Failure> {
    let request = with_patience(Request::get(&paths::result_file(code, id)), PATIENCE_WITH_FILE)
        .header(headers::LOOKUP_SECRET, secret)
        .build();
    let response = answer(request).await?;
    if response.ok() {
        return response.binary().await.map_err(|_| Failure::Offline);
    }
    Err(failure(&body(&response).await?))
}

async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    parsed(&get_text(path).await?).ok_or(Failure::NotOurs)
}

/// What is had without sending anything is never refused for wrong answers.
async fn get_text(path: &str) -> Result<String, Failure> {
    let response = answer(with_patience(Request::get(path), PATIENCE).build()).await?;
    let body = body(&response).await?;
    if response.ok() { Ok(body) } else { Err(reading::refusal(&body)) }
}

async fn post_with_secret(path: &str, secret: &str, body: &str) -> Result<Tracked, Failure> {
    let request = with_patience(Request::post(path), PATIENCE).header(headers::LOOKUP_SECRET, secret);
    read(&answer(json(request, body)).await?).await
}

/// Our own request types always turn into JSON; an empty body would be refused by the server, not lost.
fn made<B: Serialize>(body: &B) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// The server is told which build of the app asks; one put together by hand has no name.
fn with_patience(request: RequestBuilder, milliseconds: u32) -> RequestBuilder {
    let request = request.abort_signal(Some(&AbortSignal::timeout_with_u32(milliseconds)));
    match page::told("build") {
        Some(build) => request.header(headers::CLIENT_BUILD, &build),
        None => request,
    }
}

fn json(request: RequestBuilder, body: &str) -> Result<Request, gloo_net::Error> {
    request.header("content-type", "application/json").body(body)
}

async fn answer(request: Result<Request, gloo_net::Error>) -> Result<Response, Failure> {
    let answer = request.map_err(|_| Failure::Offline)?.send().await.map_err(|_| Failure::Offline)?;
    if answer.headers().get(headers::CLIENT_STATUS).is_some() {
        event::fire("outdated");
    }
    Ok(answer)
}

/// Apart from `read`, so that it is compiled once and not once a type.
async fn body(response: &Response) -> Result<String, Failure> {
    response.text().await.map_err(|_| Failure::Offline)
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Failure> {
    let body = body(response).await?;
    if response.ok() { parsed(&body).ok_or(Failure::NotOurs) } else { Err(failure(&body)) }
}

/// From text, as what the phone keeps is read: bytes would compile every reader of a type a second time.
fn parsed<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

fn failure(body: &str) -> Failure {
    parsed(body).map_or(Failure::NotOurs, |problem| Failure::Problem(Box::new(problem)))
}
