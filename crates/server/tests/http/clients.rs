//! Phones that come with an older app: they are served, and told when theirs is too old. And the question who answers.

use crate::on_both_databases;
use crate::scenario::{NO_LIMITS, On, Server, key, problem};
use contract::headers::{CLIENT_BUILD, CLIENT_DAYS, CLIENT_STATUS, OUTDATED};
use contract::{Millis, Probe, kinds, paths};
use reqwest::{Method, Response};
use serde_json::Value;
use server::app::App;
use server::clock::Clock;
use server::config::Settings;
use std::collections::HashMap;
use std::mem::discriminant;

const DAY: Millis = 24 * 60 * 60 * 1000;

async fn ask(server: &Server, build: &str) -> Response {
    let response =
        server.request(Method::GET, paths::SERVICES).header(CLIENT_BUILD, build).send().await.unwrap();
    assert_eq!(response.status(), 200, "every client is served");
    response
}

async fn is_outdated(server: &Server, build: &str) -> bool {
    ask(server, build).await.headers().get(CLIENT_STATUS).is_some_and(|status| status == OUTDATED)
}

async fn an_old_build_is_told_so_ninety_days_after_the_next(on: On) {
    let dist = tempfile::tempdir().unwrap();
    std::fs::write(dist.path().join("index.html"), "<!doctype html>").unwrap();
    let name = |build: &str| std::fs::write(dist.path().join("build.txt"), format!("{build}\n")).unwrap();
    name("build-1");
    let setting = format!("--dist-dir={}", dist.path().display());
    let server = Server::start_with(on, &[&NO_LIMITS[..], &[&setting]].concat()).await;
    server.app.clock.shift(400 * DAY);
    assert!(!is_outdated(&server, "build-1").await, "however old: there is no newer one");
    // A new version of the app, over the same database.
    name("build-2");
    let clock = server.app.clock.clone();
    server.stop().await;
    let next = restart(server.app.settings.clone(), clock).await;
    assert!(!is_outdated(&next, "build-1").await);
    next.app.clock.shift(CLIENT_DAYS * DAY - 60_000);
    assert!(!is_outdated(&next, "build-1").await, "served for {CLIENT_DAYS} days without a word");
    next.app.clock.shift(120_000);
    assert!(is_outdated(&next, "build-1").await);
    for other in ["build-2", "never-served", "", "\u{e9}"] {
        assert!(!is_outdated(&next, other).await, "{other:?}");
    }
    let told = next.request(Method::POST, paths::SUBMISSIONS).header(CLIENT_BUILD, "build-1").body("{}");
    let refused = told.send().await.unwrap();
    assert_eq!(refused.headers()[CLIENT_STATUS], OUTDATED, "also with a refusal");
    assert_eq!(refused.status(), 415);
    next.stop().await;
}

async fn restart(settings: Settings, clock: Clock) -> Server {
    Server::of(App::open(settings, clock).await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn builds_on_sqlite() {
    an_old_build_is_told_so_ninety_days_after_the_next(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn builds_on_postgres() {
    an_old_build_is_told_so_ninety_days_after_the_next(On::Postgres).await;
}

on_both_databases! {
    async fn the_app_of_2026_11_22_is_answered_as_it_was(server) {
        replay(&server, include_str!("fixtures/app-2026-11-22.json")).await;
    }

    async fn the_probe_says_back_what_it_was_asked_with(server) {
        for nonce in [key(), key(), "0123456789abcdef".to_owned()] {
            let response = server.get(&paths::probe(&nonce)).await;
            assert_eq!(response.headers()["cache-control"], "no-store");
            assert_eq!(response.headers()["content-type"], "application/json");
            let probe: Probe = response.json().await.unwrap();
            assert!(probe.answers(&nonce) && !probe.answers(&key()));
            assert!((probe.at - server.app.clock.now()).abs() < 60_000);
        }
        for wrong in ["", "short", "<script>alert(1)</script>", &"0".repeat(65)] {
            let refused = problem(server.get(&paths::probe(wrong)).await).await;
            assert_eq!((refused.status, &*refused.kind), (400, kinds::BAD_REQUEST));
        }
    }
}

/// What an app on people's phones asked, recorded then with the answers it got.
#[derive(serde::Deserialize)]
struct Recording {
    recorded_at: Millis,
    service: String,
    version: String,
    definition: String,
    requests: Vec<Recorded>,
}

#[derive(serde::Deserialize)]
struct Recorded {
    method: String,
    path: String,
    headers: HashMap<String, String>,
    body: Option<String>,
    status: u16,
    answer: Value,
    /// Names for later requests, by the field of the answer that has the value.
    #[serde(default)]
    remember: HashMap<String, String>,
}

/// Asks again word for word, on the day of the recording.
async fn replay(server: &Server, recording: &str) {
    let recording: Recording = serde_json::from_str(recording).unwrap();
    server.app.clock.shift(recording.recorded_at - server.app.clock.now());
    // The form of then was served then: it may be another by now.
    let definition: forms::Definition = serde_json::from_str(&recording.definition).unwrap();
    assert_eq!((&definition.slug, &definition.version), (&recording.service, &recording.version));
    crate::submissions::keep_definition(server, &definition).await;
    let mut names: HashMap<String, String> = HashMap::new();
    for Recorded { method, path, headers, body, status, answer, remember } in recording.requests {
        let filled = |text: &str| {
            names
                .iter()
                .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
        };
        let mut request = server.request(method.parse().unwrap(), &filled(&path));
        for (name, value) in headers {
            request = request.header(name, filled(&value));
        }
        let response = request.body(body.unwrap_or_default()).send().await.unwrap();
        let place = format!("{method} {path}");
        assert_eq!(response.status(), status, "{place}");
        let now: Value = response.json().await.unwrap();
        assert_like(&answer, &now, &place);
        for (name, field) in remember {
            names.insert(name, now[field].as_str().unwrap().to_owned());
        }
    }
}

/// All that was there is there, of the same type; words that the app acts on are the same. More may be there.
fn assert_like(then: &Value, now: &Value, place: &str) {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            for (name, value) in then {
                let place = format!("{place} {name}");
                let other = now.get(name).unwrap_or_else(|| panic!("{place} is gone"));
                assert_like(value, other, &place);
                if ["type", "state", "actor", "media_type", "payload_sha256", "sha256"].contains(&&**name) {
                    assert_eq!(value, other, "{place}");
                }
            }
        }
        (Value::Array(then), Value::Array(now)) => {
            if let Some(first) = then.first() {
                assert_like(first, now.first().unwrap_or_else(|| panic!("{place} is empty")), place);
            }
        }
        _ => assert_eq!(discriminant(then), discriminant(now), "{place}"),
    }
}
