//! How much one address may send.

use crate::scenario::{On, Server, key, pdf, problem, sha256};
use contract::{kinds, paths};
use reqwest::{Method, Response, StatusCode};

const LIMITS: [&str; 2] = ["--upload-limit=3", "--submission-limit=2"];

async fn upload(server: &Server, forwarded: Option<&str>) -> Response {
    let bytes = pdf("");
    let request = server.request(Method::PUT, &paths::upload(&key(), &sha256(&bytes))).body(bytes);
    match forwarded {
        Some(address) => request.header("x-forwarded-for", address),
        None => request,
    }
    .send()
    .await
    .unwrap()
}

async fn assert_refused(response: Response) {
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=600).contains(&wait), "{wait} s");
    assert_eq!(problem(response).await.kind, kinds::TOO_MANY_REQUESTS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_may_send_so_many_files_and_forms() {
    let server = Server::start_with(On::Sqlite, &LIMITS).await;
    for _ in 0..3 {
        assert_eq!(upload(&server, None).await.status(), 200);
    }
    assert_refused(upload(&server, None).await).await;
    // Nobody behind it is believed: another address in the header changes nothing.
    assert_refused(upload(&server, Some("203.0.113.7")).await).await;
    // Files and forms are counted apart; also a form that is refused counts.
    assert_eq!(server.post_json(paths::SUBMISSIONS, "{}").await.status(), 400);
    let filled = server.filled_without_files();
    assert_eq!(server.post_json(paths::SUBMISSIONS, filled.body()).await.status(), 201);
    assert_refused(server.post_json(paths::SUBMISSIONS, filled.body()).await).await;
    assert_eq!(server.get(&paths::submission(&filled.key)).await.status(), 200, "reading goes on");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_proxy_each_client_has_its_own_count() {
    let server = Server::start_with(On::Sqlite, &[&LIMITS[..], &["--trust-proxy=true"]].concat()).await;
    for _ in 0..3 {
        assert_eq!(upload(&server, Some("203.0.113.7")).await.status(), 200);
    }
    assert_refused(upload(&server, Some("203.0.113.7")).await).await;
    assert_eq!(upload(&server, Some("203.0.113.8")).await.status(), 200);
    // Only the proxy's own word counts, which is the last one.
    assert_refused(upload(&server, Some("198.51.100.1, 203.0.113.7")).await).await;
    server.stop().await;
}
