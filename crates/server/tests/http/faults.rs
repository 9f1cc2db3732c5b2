//! A network between phone and server that loses answers and breaks in the middle: nothing arrives twice, nothing is sent
//! twice that has arrived, and nothing is acknowledged that is not there.

use crate::on_both_databases;
use crate::scenario::{Filled, On, Server, client, key, problem, sha256};
use crate::tus::{metadata, number, paper};
use contract::headers::tus;
use contract::{Receipt, kinds, paths};
use futures_util::stream::{self, StreamExt};
use reqwest::{Client, Method};
use sqlx::{AnyConnection, Connection, Executor};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const KIB: usize = 1024;

/// What happens to one connection.
#[derive(Clone, Copy)]
enum Fault {
    /// All goes to the server; of its answer nothing comes back.
    AnswerLost,
    /// So many bytes go to the server, then the line is dead.
    CutAfter(usize),
}

/// A proxy that does this to each connection; its address, and how many bytes of bodies it has given to
/// the server.
async fn proxy(
    server: &Server,
    mut fault: impl FnMut() -> Fault + Send + 'static,
) -> (String, Arc<AtomicUsize>) {
    let upstream = server.url.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let passed = Arc::new(AtomicUsize::new(0));
    let counted = passed.clone();
    tokio::spawn(async move {
        while let Ok((phone, _)) = listener.accept().await {
            let server = TcpStream::connect(&upstream).await.unwrap();
            let (fault, counted) = (fault(), counted.clone());
            tokio::spawn(async move {
                // A line that breaks on the other side breaks here, too.
                let _broken = carry(phone, server, fault, &counted).await;
            });
        }
    });
    (url, passed)
}

async fn carry(
    phone: TcpStream,
    server: TcpStream,
    fault: Fault,
    counted: &AtomicUsize,
) -> std::io::Result<()> {
    let ((mut from_phone, _to_phone), (mut from_server, mut to_server)) =
        (phone.into_split(), server.into_split());
    let mut left = if let Fault::CutAfter(bytes) = fault { bytes } else { usize::MAX };
    let mut buffer = vec![0; 16 * KIB];
    let mut answer = vec![0; 16 * KIB];
    // The request's head, until it is whole.
    let mut head = Vec::new();
    loop {
        tokio::select! {
            read = from_phone.read(&mut buffer) => {
                let bytes = read?.min(left);
                if bytes == 0 {
                    return Ok(());
                }
                to_server.write_all(&buffer[..bytes]).await?;
                counted.fetch_add(of_body(&mut head, &buffer[..bytes]), Ordering::Relaxed);
                left -= bytes;
                if left == 0 {
                    return to_server.shutdown().await;
                }
            }
            // The server has answered; the phone never hears of it.
            read = from_server.read(&mut answer) => return read.map(drop),
        }
    }
}

/// How many of these bytes belong to the body.
fn of_body(head: &mut Vec<u8>, bytes: &[u8]) -> usize {
    let before = head.len();
    if head.ends_with(b"\r\n\r\n") {
        return bytes.len();
    }
    head.extend_from_slice(bytes);
    let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4) else { return 0 };
    head.truncate(end);
    before + bytes.len() - end
}

async fn submit(client: &Client, url: &str, filled: &Filled) -> reqwest::Result<Receipt> {
    let request =
        client.post(format!("{url}{}", paths::SUBMISSIONS)).header("content-type", "application/json");
    let response = request.body(filled.body()).send().await?;
    assert_eq!(response.status(), 201);
    response.json().await
}

on_both_databases! {
    /// The server has stored it, the phone does not know: it sends it again and gets the code of the first time.
    async fn an_answer_that_is_lost_makes_no_second_dossier(server) {
        const FORMS: usize = 1000;
        let (url, _) = proxy(&server, || Fault::AnswerLost).await;
        let (client, model) = (client(), server.filled_without_files());
        let forms: Vec<Filled> = (0..FORMS).map(|_| Filled { key: key(), ..model.clone() }).collect();
        let codes: HashSet<String> = stream::iter(&forms)
            .map(async |filled| {
                assert!(submit(&client, &url, filled).await.is_err());
                let stored: Receipt = server.get(&paths::submission(&filled.key)).await.json().await.unwrap();
                let again = submit(&client, &server.url, filled).await.unwrap();
                assert_eq!(again, stored);
                again.code
            })
            .buffer_unordered(16)
            .collect()
            .await;
        assert_eq!(codes.len(), FORMS);
        let (stored,): (i64,) =
            sqlx::query_as("SELECT count(*) FROM dossier").fetch_one(server.app.database.pool()).await.unwrap();
        assert_eq!(usize::try_from(stored).unwrap(), FORMS);
    }

    /// The line is cut at fifty places: the upload goes on from there, and no byte that came is sent again.
    async fn a_line_that_breaks_costs_no_byte_twice(server) {
        let (key, bytes) = (key(), paper(2 * KIB));
        let path = paths::upload(&key, &sha256(&bytes));
        let mut seed = 20_261_122_usize;
        let (url, passed) = proxy(&server, move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Fault::CutAfter(1 + (seed >> 33) % (80 * KIB))
        })
        .await;
        let request = |method: Method, url: &str, path: &str| {
            server.client.request(method, format!("{url}{path}")).header(tus::RESUMABLE, tus::ONE)
        };
        let create = request(Method::POST, &server.url, paths::UPLOADS).header(tus::LENGTH, bytes.len());
        let created = create.header(tus::METADATA, metadata(&key, &sha256(&bytes))).send().await.unwrap();
        assert_eq!(created.status(), 201);
        let (mut at, mut cuts) = (0, 0);
        while at < bytes.len() {
            let part = request(Method::PATCH, &url, &path).header("content-type", tus::MEDIA_TYPE);
            let sent = part.header(tus::OFFSET, at).body(bytes[at..].to_vec()).send().await;
            cuts += usize::from(sent.is_err());
            // What was under way when the line broke is still being written down: all of it.
            for _ in 0..400 {
                let told = request(Method::HEAD, &server.url, &path).send().await.unwrap();
                at = number(told.headers(), tus::OFFSET);
                if at == passed.load(Ordering::Relaxed) {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(25)).await;
            }
            assert_eq!(at, passed.load(Ordering::Relaxed), "every byte that came is kept, and none came twice");
        }
        assert!(cuts > 20, "{cuts}");
        let whole = server.upload(&key, &bytes).await;
        assert_eq!(whole.status(), 200, "it is there");
    }
}

/// Another program holds the database: no answer pretends that something was stored, and all goes on when it lets go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_database_is_a_busy_server() {
    let server = Server::start(On::Sqlite).await;
    let filled = server.filled_without_files();
    let mut holder = AnyConnection::connect(&server.app.settings.database()).await.unwrap();
    holder.execute("BEGIN EXCLUSIVE").await.unwrap();
    let response = server.post_json(paths::SUBMISSIONS, filled.body()).await;
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(problem(response).await.kind, kinds::BUSY);
    holder.execute("ROLLBACK").await.unwrap();
    holder.close().await.unwrap();
    assert_eq!(server.get(&paths::submission(&filled.key)).await.status(), 404, "nothing of it");
    server.sends(&filled).await;
    server.stop().await;
}
