//! The real program, killed without warning while papers come in parts: what was said to be there is there, and is not
//! sent twice.

use crate::crash::{Program, start};
use crate::postgres;
use crate::scenario::{On, Server, TOKEN, client, sha256};
use crate::tus::{metadata, number, paper};
use contract::headers::tus;
use contract::{Dossier, Receipt, paths};
use futures_util::stream::{self, StreamExt};
use reqwest::{Body, Client, Method, RequestBuilder};
use std::time::Duration;

const ROUNDS: u64 = 8;
const KIB: usize = 1024;
/// As soon as so much has come the server stores it.
const PART: usize = 256 * KIB;

fn request(client: &Client, program: &Program, method: Method, path: &str) -> RequestBuilder {
    client.request(method, format!("{}{path}", program.url)).header(tus::RESUMABLE, tus::ONE)
}

fn add(client: &Client, program: &Program, path: &str, offset: usize) -> RequestBuilder {
    let request = request(client, program, Method::PATCH, path);
    request.header("content-type", tus::MEDIA_TYPE).header(tus::OFFSET, offset)
}

async fn offset(client: &Client, program: &Program, path: &str) -> usize {
    let told = request(client, program, Method::HEAD, path).send().await.unwrap();
    assert_eq!(told.status(), 200);
    number(told.headers(), tus::OFFSET)
}

/// The rest of the paper at the pace of a phone.
fn slowly(rest: &[u8]) -> Body {
    let parts: Vec<Vec<u8>> = rest.chunks(32 * KIB).map(<[u8]>::to_vec).collect();
    Body::wrap_stream(stream::iter(parts).then(async |part| {
        tokio::time::sleep(Duration::from_millis(8)).await;
        Ok::<_, std::io::Error>(part)
    }))
}

async fn parts_survive(on: On) {
    let model = Server::start(On::Sqlite).await;
    let mut filled = model.filled("dang-ky-tam-tru", None, 0);
    let old = sha256(&filled.picture);
    filled.picture = paper(6 * KIB);
    let bytes = filled.picture.clone();
    let text = serde_json::to_string(&filled.answers).unwrap().replace(&old, &sha256(&bytes));
    filled.answers = serde_json::from_str(&text).unwrap();
    model.stop().await;

    let data = tempfile::tempdir().unwrap();
    let database = matches!(on, On::Postgres).then(postgres::new_database);
    let mut program = start(data.path(), database.as_deref());
    let client = client();
    let body = filled.body().replacen('{', r#"{"papers":"later","#, 1);
    let form = request(&client, &program, Method::POST, paths::SUBMISSIONS);
    let sent = form.header("content-type", "application/json").body(body).send().await.unwrap();
    assert_eq!(sent.status(), 201);
    let receipt: Receipt = sent.json().await.unwrap();
    let creation = request(&client, &program, Method::POST, paths::UPLOADS).header(tus::LENGTH, bytes.len());
    let begun = creation.header(tus::METADATA, metadata(&filled.key, &sha256(&bytes))).send().await.unwrap();
    assert_eq!(begun.status(), 201);
    let path = paths::upload(&filled.key, &sha256(&bytes));
    let mut at = 0;
    for round in 0..ROUNDS {
        let sending = add(&client, &program, &path, at).body(slowly(&bytes[at..])).send();
        let killing = async {
            let mut told = at;
            while told < at + PART {
                tokio::time::sleep(Duration::from_millis(3 + round)).await;
                told = offset(&client, &program, &path).await;
            }
            program.child.kill().unwrap();
            program.child.wait().unwrap();
            told
        };
        let (answer, told) = tokio::join!(sending, killing);
        assert!(answer.is_err(), "killed in the middle: {answer:?}");
        program = start(data.path(), database.as_deref());
        let there = offset(&client, &program, &path).await;
        assert!(there >= told && there < bytes.len(), "round {round}: {told}, then {there}");
        let part = &bytes[there..there + 10 * KIB];
        let answered = add(&client, &program, &path, there).body(part.to_vec()).send().await.unwrap();
        assert_eq!(answered.status(), 204);
        at = there + part.len();
        assert_eq!(offset(&client, &program, &path).await, at);
    }
    let last = add(&client, &program, &path, at).body(bytes[at..].to_vec()).send().await.unwrap();
    assert_eq!(last.status(), 204);
    let read = async |path: String| {
        let request = client.get(format!("{}{path}", program.url)).bearer_auth(TOKEN);
        request.send().await.unwrap()
    };
    let dossier: Dossier = read(paths::officer_dossier(&receipt.code)).await.json().await.unwrap();
    assert!(dossier.awaited.is_none() && dossier.complete_at.is_some());
    let kept = read(paths::officer_attachment(&receipt.code, &sha256(&bytes))).await.bytes().await.unwrap();
    assert_eq!(sha256(&kept), sha256(&bytes));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite() {
    parts_survive(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres() {
    parts_survive(On::Postgres).await;
}
