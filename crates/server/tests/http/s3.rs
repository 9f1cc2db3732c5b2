//! Files in a bucket: the real client against an S3 server of the test's own, which checks every signature.
//!
//! Keys and address come from the environment, which a test cannot change for itself: each test runs again as a program of
//! its own with the environment it needs.

use crate::scenario::{NO_LIMITS, On, Server, key, pdf, sha256};
use contract::paths;
use hyper_util::rt::TokioIo;
use reqwest::Method;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use server::uploads::sweep;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tokio::net::TcpListener;

const BUCKET: &str = "giay-to";
const SECRET: &str = "a-secret-of-the-bucket";
const MIB: usize = 1024 * 1024;
const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;

/// Starts an S3 server whose bucket is a folder; its address and the folder.
async fn start_s3() -> (String, TempDir) {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join(BUCKET)).unwrap();
    let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
    builder.set_auth(SimpleAuth::from_single("an-operator", SECRET));
    let service = builder.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                let _gone = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
    (address, root)
}

/// Runs one of the ignored tests below with a bucket in its environment.
async fn run_with_bucket(test: &str, secret: &str) {
    let (address, bucket) = start_s3().await;
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", test, "--ignored", "--nocapture"]);
    program.env("AWS_ENDPOINT", address).env("AWS_ALLOW_HTTP", "true").env("AWS_REGION", "vn-1");
    program.env("AWS_ACCESS_KEY_ID", "an-operator").env("AWS_SECRET_ACCESS_KEY", secret);
    program.env("BUCKET_FOLDER", bucket.path().join(BUCKET));
    let done = tokio::task::spawn_blocking(move || program.output()).await.unwrap().unwrap();
    let said = [done.stdout, done.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_can_live_in_a_bucket() {
    run_with_bucket("s3::a_file_lives_in_the_bucket", SECRET).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_key_of_the_bucket_is_not_ready() {
    run_with_bucket("s3::the_bucket_refuses", "another-secret").await;
}

async fn start() -> Server {
    let bucket = format!("--files-url=s3://{BUCKET}");
    Server::start_with(On::Sqlite, &[&NO_LIMITS[..], &[&bucket]].concat()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the environment of `files_can_live_in_a_bucket`"]
async fn a_file_lives_in_the_bucket() {
    let server = start().await;
    assert_eq!(server.get("/readyz").await.status(), 200);
    let mut filled = server.filled("dang-ky-tam-tru", None, 0);
    let old = sha256(&filled.picture);
    // More than one part of an upload to S3.
    filled.picture = pdf(&"Hợp đồng thuê nhà ".repeat(9 * MIB / 24));
    let text = serde_json::to_string(&filled.answers).unwrap().replace(&old, &sha256(&filled.picture));
    filled.answers = serde_json::from_str(&text).unwrap();
    let receipt = server.sends(&filled).await;
    let path = paths::officer_attachment(&receipt.code, &sha256(&filled.picture));
    let fetched = server.as_officer(Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(sha256(&fetched), sha256(&filled.picture));

    let folder = PathBuf::from(std::env::var_os("BUCKET_FOLDER").unwrap());
    let stored = files(&folder);
    assert_eq!(stored.len(), 1);
    let sealed = std::fs::read(&stored[0]).unwrap();
    assert!(sealed.len() > filled.picture.len() && !sealed.windows(4).any(|four| four == b"%PDF"));
    assert!(!server.data.path().join("files").exists(), "nothing on the server's own disk");

    server.upload(&key(), &pdf("/Never /Sent")).await;
    assert_eq!(files(&folder).len(), 2);
    server.app.clock.shift(WEEK + 60_000);
    assert_eq!(sweep::once(&server.app).await.unwrap(), 1);
    assert_eq!(files(&folder), stored);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the environment of `a_wrong_key_of_the_bucket_is_not_ready`"]
async fn the_bucket_refuses() {
    let server = start().await;
    assert_eq!(server.get("/readyz").await.status(), 503);
    assert_eq!(server.upload(&key(), &pdf("")).await.status(), 500);
    server.stop().await;
}

/// The objects under a folder; what the S3 server notes for itself begins with a dot.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}
