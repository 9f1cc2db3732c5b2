//! Starting, standing and stopping.

use crate::on_both_databases;
use crate::scenario::{On, Server};
use std::process::{Command, Output};
use std::time::Duration;

on_both_databases! {
    async fn it_says_that_it_lives_and_counts(server) {
        assert_eq!(server.get("/healthz").await.text().await.unwrap(), "ok\n");
        assert_eq!(server.get("/readyz").await.text().await.unwrap(), "ready\n");
        server.files_a_dossier().await;
        let figures = server.get("/metrics").await.text().await.unwrap();
        // Also what was counted before anybody asked for the figures.
        for figure in ["# TYPE changes_queued gauge", "# TYPE uploads_stored counter", "# TYPE submissions_stored counter"] {
            assert!(figures.contains(figure), "{figure}: {figures}");
        }
        assert!(!figures.contains("H49"));
    }

    async fn what_is_under_way_is_finished_before_it_stops(server) {
        let bodies: Vec<_> = (0..20).map(|_| server.filled_without_files()).collect();
        let sending: Vec<_> = bodies.iter().map(|filled| {
            let (server, body) = (server.clone(), filled.body());
            tokio::spawn(async move {
                let request = server.request(reqwest::Method::POST, contract::paths::SUBMISSIONS);
                request.header("content-type", "application/json").body(body).send().await.map(|r| r.status().as_u16())
            })
        }).collect();
        tokio::time::sleep(Duration::from_millis(3)).await;
        server.stop().await;
        for sent in sending {
            // Answered whole, or never taken: a connection that was not yet accepted is refused.
            if let Ok(status) = sent.await.unwrap() {
                assert_eq!(status, 201);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_not_ready_without_its_database() {
    let server = Server::start(On::Sqlite).await;
    server.app.database.pool().close().await;
    let response = server.get("/readyz").await;
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(server.get("/healthz").await.status(), 200);
    server.stop().await;
}

/// The certificate is asked for, and one by an unknown authority is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_is_spoken_to_in_secret() {
    let (url, authority) = crate::postgres::new_database_on("localhost");
    let verified = format!("{url}?sslmode=verify-full&sslrootcert={}", authority.display());
    let data = tempfile::tempdir().unwrap();
    let program = crate::crash::start(data.path(), Some(&verified));
    let client = crate::scenario::client();
    assert_eq!(client.get(format!("{}/readyz", program.url)).send().await.unwrap().status(), 200);
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&verified).await.unwrap();
    let (open,): (i64,) = sqlx::query_as(
        "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                                          WHERE datname = current_database() AND NOT ssl",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(open, 0, "connections in the clear");
    pool.close().await;
    let done = start(&[("DATABASE_URL", &format!("{url}?sslmode=verify-full"))]);
    assert!(!done.status.success());
    assert!(String::from_utf8_lossy(&done.stderr).contains("DATABASE_URL"));
}

fn start(environment: &[(&str, &str)]) -> Output {
    let data = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nop-ho-so-server"));
    command.env("DATA_DIR", data.path()).env("PORT", "0");
    command.envs(environment.iter().copied()).output().unwrap()
}

/// An idle browser keeps its connection open: that must not keep the server up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_ends_it_soon() {
    let data = tempfile::tempdir().unwrap();
    let mut program = crate::crash::start(data.path(), None);
    let client = crate::scenario::client();
    assert_eq!(client.get(format!("{}/healthz", program.url)).send().await.unwrap().status(), 200);
    let told = Command::new("kill").args(["-TERM", &program.child.id().to_string()]).status().unwrap();
    assert!(told.success());
    for _ in 0..100 {
        if let Some(status) = program.child.try_wait().unwrap() {
            assert!(status.success());
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("still running after 5 s");
}

#[test]
fn a_wrong_setting_stops_the_start_and_is_named() {
    for (name, value) in [
        ("PORT", "eighty"),
        ("HOST", "nowhere"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/x"),
        ("DATABASE_URL", "sqlite:/nowhere/at/all.sqlite"),
        ("FILES_URL", "ftp://x"),
        ("DIST_DIR", "/nowhere"),
        ("DATA_DIR", "/proc/nowhere"),
        ("AGENCY_CODE", "quang-ninh"),
        ("OFFICER_TOKEN", "short"),
        ("SERVER_KEY", "0123"),
        ("LOG", "=loud="),
        ("PUBLIC_URL", "ninh"),
        ("TRUST_PROXY", "perhaps"),
        ("MESSAGE_GATEWAY", "pigeon"),
        ("MESSAGE_GATEWAY", "smtp://localhost"),
        ("SENDING_NEEDS_SIGN_IN", "true"),
        ("SESSION_HOURS", "0"),
        ("OFFICERS_NEED_CODE", "maybe"),
        ("TRACKING_LIMIT", "-1"),
        ("QUEUE", "0"),
        ("DATABASE_CONNECTIONS", "0"),
        ("CONNECTIONS", "0"),
    ] {
        let ended = start(&[(name, value)]);
        assert!(!ended.status.success(), "{name}={value}");
        let said = String::from_utf8_lossy(&ended.stderr).replace('-', "_").to_uppercase();
        assert!(said.contains(name), "{name}={value}: {said}");
    }
}
