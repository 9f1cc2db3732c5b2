//! The real program, killed without warning while people send forms: nothing acknowledged is lost, nothing is there twice.

use crate::postgres;
use crate::scenario::{Filled, On, Server, TOKEN, client, key};
use contract::{DossierPage, Receipt, paths};
use futures_util::stream::{self, StreamExt};
use reqwest::Client;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const ROUNDS: usize = 10;
const CLIENTS: usize = 8;
/// As many as a client can send before its server is killed.
const FORMS: usize = 25;

/// A program that is killed when dropped.
pub struct Program {
    pub child: Child,
    pub url: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts the real program on a free port.
pub fn start(data: &Path, database: Option<&str>) -> Program {
    let environment: Vec<_> = database.map(|url| ("DATABASE_URL", url)).into_iter().collect();
    start_with(data, &environment, Stdio::null())
}

/// The same with more settings; `log`: where its log goes.
pub fn start_with(data: &Path, environment: &[(&str, &str)], log: impl Into<Stdio>) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nop-ho-so-server"));
    command
        .env("DATA_DIR", data)
        .env("PORT", "0")
        .env("HOST", "127.0.0.1")
        .env("OFFICER_TOKEN", TOKEN)
        .env("SUBMISSION_LIMIT", "1000000");
    command.envs(environment.iter().copied());
    let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().rsplit(' ').next().unwrap().to_owned();
    assert!(url.starts_with("http://"), "{line}");
    Program { child, url }
}

/// Sends forms one after another, each with one retry, until the server is gone; keeps what was acknowledged.
async fn keep_sending(
    client: Client,
    url: String,
    forms: Vec<Filled>,
    acknowledged: Arc<Mutex<HashMap<String, Receipt>>>,
) {
    for filled in forms {
        for _ in 0..2 {
            let request = client
                .post(format!("{url}{}", paths::SUBMISSIONS))
                .header("content-type", "application/json");
            let Ok(response) = request.body(filled.body()).send().await else { return };
            if response.status() == 201 {
                let Ok(receipt) = response.json::<Receipt>().await else { return };
                acknowledged.lock().unwrap().insert(filled.key.clone(), receipt);
            }
        }
    }
}

async fn survives(on: On) {
    // A server of the test's own only fills forms; the programs that are killed have their own data.
    let model = Server::start(On::Sqlite).await;
    let data = tempfile::tempdir().unwrap();
    let database = matches!(on, On::Postgres).then(postgres::new_database);
    let acknowledged = Arc::new(Mutex::new(HashMap::new()));
    let client = client();
    let filled = model.filled_without_files();
    let mut tried = Vec::new();
    for round in 0..ROUNDS {
        let mut program = start(data.path(), database.as_deref());
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            // One without files keeps the clients quick.
            let forms: Vec<Filled> = (0..FORMS).map(|_| Filled { key: key(), ..filled.clone() }).collect();
            tried.extend(forms.iter().cloned());
            clients.push(tokio::spawn(keep_sending(
                client.clone(),
                program.url.clone(),
                forms,
                acknowledged.clone(),
            )));
        }
        tokio::time::sleep(Duration::from_millis(30 + 25 * u64::try_from(round).unwrap())).await;
        program.child.kill().unwrap();
        for client in clients {
            client.await.unwrap();
        }
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > ROUNDS, "only {} acknowledged", acknowledged.len());
    let program = start(data.path(), database.as_deref());
    // All come back and send again: the acknowledged get what they had, the others get theirs now.
    let mut codes = HashMap::new();
    let mut sent = stream::iter(&tried)
        .map(|filled| {
            let request = client.post(format!("{}{}", program.url, paths::SUBMISSIONS));
            let request = request.header("content-type", "application/json").body(filled.body());
            async move { (filled, request.send().await.unwrap()) }
        })
        .buffer_unordered(CLIENTS);
    while let Some((filled, response)) = sent.next().await {
        assert_eq!(response.status(), 201);
        let receipt: Receipt = response.json().await.unwrap();
        let known = acknowledged.get(&filled.key);
        assert!(known.is_none_or(|known| *known == receipt), "lost: {known:?}");
        assert!(codes.insert(receipt.code, filled.key.clone()).is_none(), "a code given twice");
    }
    drop(sent);
    let mut stored = list_all(&client, &program.url).await;
    stored.sort();
    let mut known: Vec<String> = codes.into_keys().collect();
    known.sort();
    assert_eq!(stored, known, "one dossier a key, no more and no fewer");
    model.stop().await;
}

async fn list_all(client: &Client, url: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut cursor = String::new();
    loop {
        let address = format!("{url}{}?limit=100{cursor}", paths::OFFICER_DOSSIERS);
        let page: DossierPage =
            client.get(address).bearer_auth(TOKEN).send().await.unwrap().json().await.unwrap();
        codes.extend(page.dossiers.into_iter().map(|row| row.code));
        match page.next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return codes,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_sqlite() {
    survives(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_postgres() {
    survives(On::Postgres).await;
}
