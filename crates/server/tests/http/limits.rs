//! What one request may be.

use crate::on_both_databases;
use crate::scenario::{key, problem};
use contract::{kinds, paths};
use reqwest::Method;
use std::time::{Duration, Instant};

on_both_databases! {
    async fn malformed_submissions_are_refused_at_once(server) {
        let body = server.filled("dang-ky-tam-tru", None, 0).body();
        let deep = format!(r#"{{"key":{}1{}}}"#, "[".repeat(5000), "]".repeat(5000));
        let long = format!(r#"{{"key":[{}0]}}"#, "0,".repeat(5000));
        for (what, body, status, kind) in [
            ("nothing", String::new(), 400, kinds::BAD_REQUEST),
            ("no JSON", "x".to_owned(), 400, kinds::BAD_REQUEST),
            ("cut", body[..body.len() - 2].to_owned(), 400, kinds::BAD_REQUEST),
            ("an unknown field", body.replacen('{', r#"{"admin":true,"#, 1), 400, kinds::BAD_REQUEST),
            ("an unknown field inside", body.replace(r#""text_version""#, r#""x":1,"text_version""#), 400, kinds::BAD_REQUEST),
            ("a short key", body.replacen(r#""key":""#, r#""key":"0"#, 1), 400, kinds::BAD_REQUEST),
            ("deep nesting", deep, 400, kinds::BAD_REQUEST),
            ("a long array", long, 400, kinds::BAD_REQUEST),
            ("too large", format!("{{\"key\":\"{}\"}}", "x".repeat(1024 * 1024)), 413, kinds::TOO_LARGE),
        ] {
            let started = Instant::now();
            let refused = problem(server.post_json(paths::SUBMISSIONS, body).await).await;
            assert_eq!((refused.status, &*refused.kind), (status, kind), "{what}");
            assert!(started.elapsed() < Duration::from_secs(1), "{what}");
        }
    }

    async fn only_plain_json_is_read(server) {
        let body = server.filled("dang-ky-tam-tru", None, 0).body();
        for (header, value) in [
            ("content-type", "text/plain"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("content-encoding", "gzip"),
        ] {
            let request = server.request(Method::POST, paths::SUBMISSIONS);
            let request = if header == "content-type" { request } else { request.header("content-type", "application/json") };
            let response = request.header(header, value).body(body.clone()).send().await.unwrap();
            assert_eq!(problem(response).await.status, 415, "{header}: {value}");
        }
        assert_eq!(server.get(&paths::submission(&key())).await.status(), 404);
    }

    async fn a_refusal_never_repeats_an_answer(server) {
        let body = server.filled("dang-ky-tam-tru", None, 0).body().replace(r#""answers":"#, r#""answers":"Trần Bá Hộ","x":"#);
        let text = server.post_json(paths::SUBMISSIONS, body).await.text().await.unwrap();
        assert!(!text.contains("Trần Bá Hộ"), "{text}");
    }
}
