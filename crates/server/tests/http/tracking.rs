//! Following a dossier: what the code alone tells, what the secret opens, and what a guesser learns.

use crate::on_both_databases;
use crate::scenario::{On, Server, problem};
use contract::{Action, State, kinds, paths};
use reqwest::Method;
use std::time::{Duration, Instant};

on_both_databases! {
    async fn the_code_alone_tells_steps_and_nothing_personal(server) {
        let receipt = server.files_a_dossier().await;
        server.moves(&receipt.code, Action::RequestMore, "Thiếu chữ ký của chủ nhà").await.unwrap();
        let tracked = server.track(&receipt.code, None).await;
        assert_eq!(tracked.steps.iter().map(|s| s.state).collect::<Vec<_>>(), [State::Registered, State::MoreRequested]);
        assert!(tracked.steps.iter().all(|step| step.reason.is_none()));
        assert!(tracked.detail.is_none());
        let detail = server.track(&receipt.code, Some(&receipt.secret)).await.detail.unwrap();
        assert_eq!(detail.service, receipt.service);
        assert_eq!(detail.due, receipt.due);
        assert_eq!(detail.timeline[1].reason.as_deref(), Some("Thiếu chữ ký của chủ nhà"));
        assert_eq!(detail.request.unwrap().reason, "Thiếu chữ ký của chủ nhà");
        assert!(server.track(&receipt.code, Some("0123456789abcdefghjkmnpqrs")).await.detail.is_none());
    }

    async fn the_secret_may_be_typed_in_capitals_and_groups(server) {
        let receipt = server.files_a_dossier().await;
        let secret = receipt.secret.to_uppercase();
        let typed = format!("{}-{} {}", &secret[..5], &secret[5..13], &secret[13..]);
        assert!(server.track(&receipt.code, Some(&typed)).await.detail.is_some());
    }

    async fn an_unknown_code_looks_the_same(server) {
        let unknown = server.track("H49.22-261122-000000", None).await;
        assert!(unknown.steps.is_empty() && unknown.detail.is_none());
        let with_secret = server.track("H49.22-261122-000000", Some("0123456789abcdefghjkmnpqrs")).await;
        assert_eq!(with_secret, unknown);
        assert_eq!(server.get(&paths::tracking(&"x".repeat(65))).await.status(), 400);
        assert_eq!(server.track("'; DROP TABLE dossier; --", None).await.steps, []);
    }

    async fn an_unknown_code_takes_as_long(server) {
        let receipt = server.files_a_dossier().await;
        // On a machine with other work one comparison may be off; a difference that is there shows in all three.
        let mut found = Vec::new();
        for _ in 0..3 {
            let (known, unknown) = times(&server, &receipt.code).await;
            if known.abs_diff(unknown) <= Duration::from_millis(2) {
                return;
            }
            found.push((known, unknown));
        }
        panic!("known and unknown: {found:?}");
    }
}

/// Medians of asking for a code that is there and for one that is not, in turn.
async fn times(server: &Server, there: &str) -> (Duration, Duration) {
    let mut known = Vec::new();
    let mut unknown = Vec::new();
    for round in 0..120 {
        let codes = [there, "H49.22-261122-000000"];
        for code in if round % 2 == 0 { codes } else { [codes[1], codes[0]] } {
            let started = Instant::now();
            server.track(code, None).await;
            if code == there { &mut known } else { &mut unknown }.push(started.elapsed());
        }
    }
    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    (median(&mut known), median(&mut unknown))
}

async fn guess(server: &Server, n: usize, forwarded: Option<&str>) -> reqwest::Response {
    let request = server.request(Method::GET, &paths::tracking(&format!("H49.22-261122-{n:06}")));
    let request = match forwarded {
        Some(address) => request.header("x-forwarded-for", address),
        None => request,
    };
    request.send().await.unwrap()
}

/// The 21st code is refused, whatever the client says about its address, until the first is ten minutes old.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_guesses_codes_is_slowed_down() {
    let server = Server::start_with(On::Sqlite, &[]).await;
    let receipt = server.files_a_dossier().await;
    for n in 0..20 {
        assert_eq!(guess(&server, n, None).await.status(), 200);
    }
    let refused = guess(&server, 20, Some("203.0.113.9")).await;
    let wait: i64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=601).contains(&wait));
    assert_eq!(problem(refused).await.kind, kinds::TOO_MANY_REQUESTS);
    assert_eq!(guess(&server, 3, None).await.status(), 200, "the same code again is no guess");
    assert!(
        server.track(&receipt.code, Some(&receipt.secret)).await.detail.is_some(),
        "nor is a secret that fits"
    );
    server.app.clock.shift(10 * 60 * 1000);
    assert_eq!(guess(&server, 20, None).await.status(), 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_proxy_its_word_counts_and_only_its_last() {
    let server = Server::start_with(On::Sqlite, &["--trust-proxy=true", "--tracking-limit=1"]).await;
    assert_eq!(guess(&server, 0, Some("198.51.100.1")).await.status(), 200);
    assert_eq!(guess(&server, 1, Some("198.51.100.2")).await.status(), 200);
    assert_eq!(guess(&server, 2, Some("203.0.113.77, 198.51.100.1")).await.status(), 429);
    server.stop().await;
}
