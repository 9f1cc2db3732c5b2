//! Webhooks: told in order, signed, again until they take it, dead in the end, and never sent behind the server's own walls.

use crate::scenario::{NO_LIMITS, On, Server, TOKEN, problem};
use axum::Router;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::{Action, Webhook, WebhookMessage, WebhookSecret, kinds, paths};
use reqwest::Method;
use serde_json::json;
use server::webhooks::delivery::{DEAD_AFTER, sign};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Headers and body of a request.
type Message = (HeaderMap, Vec<u8>);

/// A system that is told, and answers as the test wants.
#[derive(Clone)]
struct Receiver {
    url: String,
    answer: Arc<AtomicU16>,
    heard: Arc<Mutex<Vec<Message>>>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { url, answer: Arc::new(AtomicU16::new(204)), heard: Arc::default() };
        let routes =
            Router::new().route("/hook", post(take)).route("/other", post(take)).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        receiver
    }

    fn answers(&self, status: u16) {
        self.answer.store(status, Ordering::Relaxed);
    }

    fn messages(&self) -> Vec<Message> {
        self.heard.lock().unwrap().clone()
    }

    /// The changes it was told, in the order of arrival.
    fn numbers(&self) -> Vec<i64> {
        let read = |(_, body): Message| serde_json::from_slice::<WebhookMessage>(&body).unwrap().data.number;
        self.messages().into_iter().map(read).collect()
    }

    /// Until it has heard so much.
    async fn hears(&self, count: usize) {
        eventually(&format!("{count} messages"), async || self.messages().len() >= count).await;
    }
}

async fn take(
    Shared(receiver): Shared<Receiver>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> (StatusCode, HeaderMap) {
    receiver.heard.lock().unwrap().push((headers, body.to_vec()));
    let status = StatusCode::from_u16(receiver.answer.load(Ordering::Relaxed)).unwrap();
    let mut headers = HeaderMap::new();
    if status.is_redirection() {
        headers.insert("location", receiver.url.replace("/hook", "/other").parse().unwrap());
    }
    (status, headers)
}

async fn eventually(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..300 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not within 15 s: {what}");
}

async fn start(on: On) -> Server {
    Server::start_with(on, &[&NO_LIMITS[..], &["--webhook-private=true"]].concat()).await
}

async fn adds(server: &Server, url: &str) -> WebhookSecret {
    let response = server.asks(TOKEN, Method::POST, paths::WEBHOOKS, Some(json!({ "url": url }))).await;
    assert_eq!(response.status(), 201);
    response.json().await.unwrap()
}

async fn only(server: &Server) -> Webhook {
    let response = server.asks(TOKEN, Method::GET, paths::WEBHOOKS, None).await;
    let text = response.text().await.unwrap();
    assert!(!text.contains("secret") && !text.contains("whsec"));
    serde_json::from_str::<Vec<Webhook>>(&text).unwrap().remove(0)
}

async fn replays(server: &Server, id: &str, after: i64) -> u16 {
    let body = Some(json!({ "after": after }));
    server.asks(TOKEN, Method::POST, &paths::webhook_replay(id), body).await.status().as_u16()
}

/// The scheme's own example.
#[test]
fn it_signs_as_the_scheme_wants() {
    let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signature = sign(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
    assert_eq!(signature.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

async fn every_change_is_told_in_its_order_and_signed(on: On) {
    let (server, receiver) = (start(on).await, Receiver::start().await);
    server.files_a_dossier().await;
    let WebhookSecret { id, secret } = adds(&server, &receiver.url).await;
    let code = server.files_a_dossier().await.code;
    for action in [Action::Receive, Action::Process, Action::Finish] {
        server.moves(&code, action, "").await.unwrap();
    }
    receiver.hears(4).await;
    assert_eq!(receiver.numbers(), [2, 3, 4, 5], "not what came before it");
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    assert_eq!(key.len(), 32);
    for (headers, body) in receiver.messages() {
        let value = |name: &str| headers[name].to_str().unwrap().to_owned();
        let seconds: i64 = value("webhook-timestamp").parse().unwrap();
        assert!((server.app.clock.now() / 1000 - seconds).abs() < 60);
        assert_eq!(value("webhook-signature"), sign(&key, &value("webhook-id"), seconds, &body).unwrap());
        let message: WebhookMessage = serde_json::from_slice(&body).unwrap();
        assert_eq!(value("webhook-id"), format!("change-{}", message.data.number));
        assert_eq!((&*message.kind, &*message.data.code), ("dossier.changed", &*code));
    }
    eventually("up to date", async || only(&server).await.behind == 0).await;
    // Told again from where one wants, under the same ids.
    assert_eq!(replays(&server, &id, 99).await, 400);
    assert_eq!(replays(&server, "0000", 0).await, 404);
    assert_eq!(replays(&server, &id, 3).await, 204);
    receiver.hears(6).await;
    assert_eq!(receiver.numbers()[4..], [4, 5]);
    let removed = server.asks(TOKEN, Method::DELETE, &paths::webhook(&id), None).await;
    assert_eq!(removed.status(), 204);
    server.moves(&code, Action::Return, "").await.unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(receiver.numbers().len(), 6);
    server.stop().await;
}

async fn what_is_refused_comes_again_later_and_dies_in_the_end(on: On) {
    let (server, receiver) = (start(on).await, Receiver::start().await);
    let id = adds(&server, &receiver.url).await.id;
    receiver.answers(500);
    server.files_a_dossier().await;
    server.files_a_dossier().await;
    receiver.hears(1).await;
    eventually("it is seen", async || only(&server).await.failing_since.is_some()).await;
    let failing = only(&server).await;
    assert_eq!((failing.attempts, failing.behind, failing.dead_at), (1, 2, None));
    assert!(failing.last_error.unwrap().contains("500") && failing.next_at.unwrap() > server.app.clock.now());
    // The waits grow: 5 s, 30 s, 2 min.
    let mut last = failing.next_at.unwrap();
    for (attempts, wait) in [(2, 30_000), (3, 120_000)] {
        server.app.clock.shift(last - server.app.clock.now());
        eventually("tried again", async || only(&server).await.attempts == attempts).await;
        last = only(&server).await.next_at.unwrap();
        assert!((last - server.app.clock.now() - wait).abs() < 10_000, "{attempts}");
    }
    assert_eq!(receiver.numbers(), [1, 1, 1], "nothing goes past what was not taken");
    receiver.answers(204);
    server.app.clock.shift(last - server.app.clock.now());
    eventually("up to date", async || only(&server).await.behind == 0).await;
    let well = only(&server).await;
    assert_eq!((well.attempts, well.failing_since, well.last_error), (0, None, None));
    assert_eq!(receiver.numbers(), [1, 1, 1, 1, 2]);
    // A redirect is followed nowhere.
    receiver.answers(307);
    server.files_a_dossier().await;
    receiver.hears(6).await;
    eventually("a failure", async || only(&server).await.attempts == 1).await;
    assert_eq!(receiver.messages().len(), 6);
    server.app.clock.shift(DEAD_AFTER + 1000);
    eventually("dead", async || only(&server).await.dead_at.is_some()).await;
    let told = receiver.messages().len();
    receiver.answers(204);
    server.app.clock.shift(DEAD_AFTER);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(receiver.messages().len(), told, "it is tried no more");
    assert_eq!(replays(&server, &id, only(&server).await.position).await, 204);
    eventually("alive again", async || only(&server).await.behind == 0).await;
    assert_eq!(receiver.numbers().last(), Some(&3));
    // Who wants no more, says 410.
    receiver.answers(410);
    server.files_a_dossier().await;
    eventually("dead at once", async || only(&server).await.dead_at.is_some()).await;
    server.stop().await;
}

async fn it_never_leads_behind_our_own_walls(on: On) {
    let (server, receiver) = (Server::start(on).await, Receiver::start().await);
    let port = receiver.url.split(':').nth(2).unwrap();
    for url in [
        receiver.url.clone(),
        "https://127.0.0.1/".to_owned(),
        "https://[::1]/".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "https://0x7f000001/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "hook".to_owned(),
    ] {
        let refused = server.asks(TOKEN, Method::POST, paths::WEBHOOKS, Some(json!({ "url": url }))).await;
        assert_eq!(problem(refused).await.kind, kinds::BAD_REQUEST, "{url}");
    }
    // A name is judged by what it leads to when it is used.
    adds(&server, &format!("https://localhost:{port}")).await;
    server.files_a_dossier().await;
    eventually("a failure", async || only(&server).await.attempts > 0).await;
    assert!(only(&server).await.last_error.unwrap().starts_with("not reached"));
    assert!(receiver.messages().is_empty());
    // One that stood in the database from a time when it was allowed.
    sqlx::query("UPDATE webhook SET url = $1, next_at = 0")
        .bind(receiver.url.clone())
        .execute(server.app.database.pool())
        .await
        .unwrap();
    eventually("another failure", async || only(&server).await.attempts > 1).await;
    assert_eq!(only(&server).await.last_error.unwrap(), "this address is not allowed");
    assert!(receiver.messages().is_empty());
    server.stop().await;
}

macro_rules! on_each {
    ($($name:ident)+) => {
        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(super::On::Sqlite).await;
            }
        )+}

        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(super::On::Postgres).await;
            }
        )+}
    };
}
on_each! {
    every_change_is_told_in_its_order_and_signed
    what_is_refused_comes_again_later_and_dies_in_the_end
    it_never_leads_behind_our_own_walls
}
