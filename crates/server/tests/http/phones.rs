//! Phones that get messages, and browsers that keep a cookie.

use crate::scenario::{NO_LIMITS, On, Server};
use axum::Router;
use axum::extract::State as Shared;
use axum::routing::post;
use contract::{AccountInfo, CodeSent, paths};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A gateway that takes messages by webhook.
#[derive(Clone)]
pub struct Phones {
    pub url: String,
    /// Number and text.
    heard: Arc<Mutex<Vec<(String, String)>>>,
}

impl Phones {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let phones = Self { url, heard: Arc::default() };
        let routes = Router::new().route("/send", post(take)).with_state(phones.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        phones
    }

    pub fn count(&self) -> usize {
        self.heard.lock().unwrap().len()
    }

    /// The last message for a number, once there are so many in all.
    pub async fn last(&self, number: &str, count: usize) -> String {
        for _ in 0..200 {
            if self.count() >= count {
                let heard = self.heard.lock().unwrap();
                let of_number = heard.iter().rev().find(|(to, _)| to == number);
                return of_number.expect("a message for this number").1.clone();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("only {} messages within 4 s", self.count());
    }
}

async fn take(Shared(phones): Shared<Phones>, body: String) {
    let message: serde_json::Value = serde_json::from_str(&body).unwrap();
    let text = |name: &str| message[name].as_str().unwrap().to_owned();
    phones.heard.lock().unwrap().push((text("to"), text("text")));
}

/// A server at which people sign in by code, and their phones.
pub async fn start(on: On, more: &[&str]) -> (Server, Phones) {
    let phones = Phones::start().await;
    let gateway = format!("--message-gateway={}", phones.url);
    let arguments = [&NO_LIMITS[..], &["--sign-in-limit=1000000", &gateway], more].concat();
    (Server::start_with(on, &arguments).await, phones)
}

/// The six digits at the beginning of a message.
pub fn code_of(text: &str) -> String {
    let code: String = text.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{text}");
    code
}

pub async fn asks_for_code(server: &Server, number: &str) -> Response {
    let body = json!({ "phone": number, "language": "vi" });
    server.post_json(paths::SIGN_IN_CODES, body.to_string()).await
}

/// A code is asked for and read in the message.
pub async fn gets_code(server: &Server, phones: &Phones, number: &str) -> (CodeSent, String) {
    let count = phones.count();
    let response = asks_for_code(server, number).await;
    assert_eq!(response.status(), 202);
    let sent: CodeSent = response.json().await.unwrap();
    let code = code_of(&phones.last(number, count + 1).await);
    (sent, code)
}

pub async fn enters(server: &Server, challenge: &str, code: &str, cookie: Option<&str>) -> Response {
    let request = server.request(Method::POST, paths::SIGN_IN_SESSION);
    let request = with_cookie(request, cookie);
    request.json(&json!({ "challenge": challenge, "code": code })).send().await.unwrap()
}

pub fn with_cookie(request: RequestBuilder, cookie: Option<&str>) -> RequestBuilder {
    match cookie {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    }
}

/// The cookie that an answer sets, as a browser sends it back.
pub fn cookie_of(response: &Response) -> String {
    let set = response.headers()["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

/// Signs in as the owner of a number: the cookie, and who that is.
pub async fn signs_in(server: &Server, phones: &Phones, number: &str) -> (String, AccountInfo) {
    let (sent, code) = gets_code(server, phones, number).await;
    let response = enters(server, &sent.challenge, &code, None).await;
    assert_eq!(response.status(), 200);
    let cookie = cookie_of(&response);
    (cookie, response.json().await.unwrap())
}

/// Asks as somebody who is signed in.
pub async fn as_person(server: &Server, cookie: &str, method: Method, path: &str) -> Response {
    server.request(method, path).header("cookie", cookie).send().await.unwrap()
}
