//! Phones that come with an older app: they are served, and told when theirs is too old. And the question who answers.

use crate::on_both_databases;
use crate::scenario::{NO_LIMITS, On, Server, key, problem};
use contract::headers::{CLIENT_BUILD, CLIENT_DAYS, CLIENT_STATUS, OUTDATED};
use contract::{Millis, Probe, kinds, paths};
use reqwest::{Method, Response};
use server::app::App;
use server::clock::Clock;
use server::config::Settings;

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
