//! Every answer of every route has the security headers, errors included.

use crate::on_both_databases;
use crate::scenario::{On, Server};
use contract::paths;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use std::fs;

fn judge(path: &str, status: StatusCode, headers: &HeaderMap) {
    let value = |name: &str| headers.get(name).map(|v| v.to_str().unwrap().to_owned()).unwrap_or_default();
    let place = format!("{status} {path}");
    assert_eq!(value("strict-transport-security"), "max-age=31536000; includeSubDomains", "{place}");
    assert_eq!(value("x-content-type-options"), "nosniff", "{place}");
    assert_eq!(value("referrer-policy"), "no-referrer", "{place}");
    assert_eq!(value("cross-origin-opener-policy"), "same-origin", "{place}");
    assert_eq!(value("cross-origin-resource-policy"), "same-origin", "{place}");
    assert!(value("permissions-policy").starts_with("camera=(self)"), "{place}");
    assert_eq!(value("x-request-id").len(), 16, "{place}");
    let policy = value("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{place}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{place}");
    assert!(!value("cache-control").is_empty(), "{place}");
    if status.is_client_error() || status.is_server_error() {
        assert_eq!(value("content-type"), "application/problem+json", "{place}");
    }
}

on_both_databases! {
    /// Walks the API's own document: a new route is judged without a line here.
    async fn every_route_answers_with_the_headers(server) {
        let document: serde_json::Value = server.get("/api/openapi.json").await.json().await.unwrap();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let mut paths: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
        assert!(paths.len() >= 18, "{paths:?}");
        paths.extend(["/", "/dich-vu/x", "/nothing.js", "/api", "/api/style.css", "/api/openapi.json", "/api/x"].map(str::to_owned));
        for path in paths {
            let filled = path.replace("{slug}", "dang-ky-tam-tru").replace(['{', '}'], "");
            for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS, Method::TRACE] {
                for officer in [false, true] {
                    let request = server.request(method.clone(), &filled);
                    let request = if officer { request.bearer_auth(crate::scenario::TOKEN) } else { request };
                    let response = request.send().await.unwrap();
                    assert_ne!(response.status(), 500, "{method} {filled}");
                    judge(&filled, response.status(), response.headers());
                    let public = ["/api/v1/services", "/api/v1/reference", "/api/style.css", "/api/openapi.json"];
                    if filled.starts_with("/api/v1") && !public.iter().any(|start| filled.starts_with(start)) {
                        assert_eq!(response.headers()["cache-control"], "no-store", "{filled}");
                    }
                }
            }
        }
    }

    async fn the_description_of_the_api_can_be_read(server) {
        let page = server.get("/api").await;
        assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
        let html = page.text().await.unwrap();
        assert!(html.contains(paths::SUBMISSIONS) && html.contains("/api/v1/tracking/{code}"));
        assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("http://") && !html.contains("https://"));
    }
}

/// The app's files: compressed ones preferred, hashed ones kept, its routes answered with the page.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_app_is_served() {
    let dist = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(dist.path().join(name), bytes).unwrap();
    write("index.html", b"<!doctype html><title>app</title>");
    write("sw.js", b"// worker");
    write("app-0123456789abcdef_bg.wasm", b"\0asm");
    write("app-0123456789abcdef_bg.wasm.br", b"brotli");
    write("app-0123456789abcdef_bg.wasm.gz", b"gzip");
    let server = Server::start_with(On::Sqlite, &[&format!("--dist-dir={}", dist.path().display())]).await;
    for route in ["/", "/dich-vu/dang-ky-tam-tru", "/nop/dang-ky-tam-tru/abc/kiem-tra", "/tra-cuu?x=1"] {
        let response = server.get(route).await;
        judge(route, response.status(), response.headers());
        assert_eq!(response.headers()["cache-control"], "no-cache");
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval';")
                && policy.contains("trusted-types default")
        );
        assert!(response.text().await.unwrap().contains("<title>app"));
    }
    // The app is built anew under the running server: what stands in the page now is allowed, by its hash.
    write("index.html", b"<!doctype html><script>a()</script>");
    let built = fs::File::open(dist.path().join("index.html")).unwrap();
    let before = built.metadata().unwrap().modified().unwrap();
    built.set_modified(before + std::time::Duration::from_secs(1)).unwrap();
    let policy = server.get("/tra-cuu").await.headers()["content-security-policy"].clone();
    let policy = policy.to_str().unwrap();
    assert!(policy.contains("'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"), "{policy}");
    assert!(!policy.contains("unsafe-inline"));
    let wasm = "/app-0123456789abcdef_bg.wasm";
    write("boot.js", b"// start");
    fs::create_dir(dist.path().join("pin-0")).unwrap();
    write("pin-0/worker.js", b"// worker");
    for (path, is_part) in [(wasm, true), ("/boot.js", true), ("/sw.js", false), ("/pin-0/worker.js", false)]
    {
        let response = server.get(path).await;
        let headers = response.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        // A worker lives by its own policy; what is a part of a page does nothing by itself.
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert_eq!(policy == "default-src 'none'; frame-ancestors 'none'", is_part, "{path}");
        assert_eq!(policy.contains("script-src 'self'"), !is_part, "{path}");
    }
    for (coding, expected) in [("br, gzip", "brotli"), ("gzip", "gzip"), ("identity", "\0asm")] {
        let response =
            server.request(Method::GET, wasm).header("accept-encoding", coding).send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "application/wasm");
        assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(response.text().await.unwrap(), expected);
    }
    assert_eq!(server.get("/sw.js").await.headers()["cache-control"], "no-cache");
    for missing in ["/missing.js", "/..%2fserver.key", "/%2e%2e/server.key", "/.git/config"] {
        assert_eq!(server.get(missing).await.status(), 404, "{missing}");
    }
    assert_eq!(server.post_json("/", "{}").await.status(), 405);
    server.stop().await;
}

/// A stuck app is taken back from every phone by one setting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_service_worker_can_be_switched_off() {
    let dist = tempfile::tempdir().unwrap();
    fs::write(dist.path().join("sw.js"), b"// worker").unwrap();
    fs::write(dist.path().join("index.html"), b"<!doctype html>").unwrap();
    let folder = format!("--dist-dir={}", dist.path().display());
    let server = Server::start_with(On::Sqlite, &[&folder, "--service-worker=false"]).await;
    let response = server.get("/sw.js").await;
    judge("/sw.js", response.status(), response.headers());
    assert_eq!(response.headers()["cache-control"], "no-cache");
    assert_eq!(response.headers()["content-type"], "text/javascript");
    assert!(response.text().await.unwrap().contains("registration.unregister()"));
    server.stop().await;
}
