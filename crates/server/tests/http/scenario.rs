//! A server on a free port, and the people who use it.

use crate::command_line::{console, said};
use axum::http::HeaderMap;
use contract::{Dossier, Problem, Receipt, Tracked, paths};
use forms::{Address, Answers, FileRef, Form, Value};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use server::app::App;
use server::clock::{self, Clock};
use server::config::{CommandLine, Settings};
use server::serve;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

pub const TOKEN: &str = "an-officers-token-for-tests";

/// One address does here what many do.
pub const NO_LIMITS: [&str; 3] =
    ["--tracking-limit=100000", "--upload-limit=1000000", "--submission-limit=1000000"];

#[derive(Clone, Copy, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A client of the network of this machine only.
pub fn client() -> Client {
    // The client wants to know how it would encrypt, also when it never does; an error says that it knows already.
    let _known = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().build().unwrap()
}

/// A running server; clones are the same one.
#[derive(Clone)]
pub struct Server {
    pub url: String,
    pub app: Arc<App>,
    pub client: Client,
    pub data: Arc<TempDir>,
    running: Arc<Mutex<Option<Running>>>,
}

struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Settings as from a command line, with a data folder of its own.
pub fn settings(data: &TempDir, on: On, more: &[&str]) -> Settings {
    use clap::Parser;
    let mut arguments = vec!["nop-ho-so-server".to_owned(), "--port=0".into(), "--host=127.0.0.1".into()];
    arguments.push(format!("--data-dir={}", data.path().display()));
    arguments.push(format!("--officer-token={TOKEN}"));
    if let On::Postgres = on {
        arguments.push(format!("--database-url={}", super::postgres::new_database()));
    }
    arguments.extend(more.iter().map(|&text| text.to_owned()));
    CommandLine::parse_from(arguments).settings
}

impl Server {
    pub async fn start(on: On) -> Self {
        Self::start_with(on, &NO_LIMITS).await
    }

    pub async fn start_with(on: On, more: &[&str]) -> Self {
        // Why an answer was a 500 stands in the output of the test that failed.
        let errors = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_test_writer();
        let _another_test_was_first = errors.try_init();
        let data = tempfile::tempdir().unwrap();
        let settings = settings(&data, on, more);
        let server = Self::of(App::open(settings, Clock::default()).await.unwrap()).await;
        Self { data: Arc::new(data), ..server }
    }

    /// Serves what was opened; its data folder is another's care.
    pub async fn of(app: Arc<App>) -> Self {
        let listener = serve::listen(&app).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve::serve(app.clone(), listener, async {
            let _ = stopped.await;
        }));
        let client = client();
        let running = Arc::new(Mutex::new(Some(Running { stop, task })));
        let data = Arc::new(tempfile::tempdir().unwrap());
        Self { url, app, client, data, running }
    }

    /// Stops as a signal would.
    pub async fn stop(&self) {
        if let Some(Running { stop, task }) = self.running.lock().await.take() {
            let _ = stop.send(());
            task.await.unwrap();
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn post_json(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
        self.request(Method::POST, path)
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    pub fn as_officer(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(TOKEN)
    }

    /// A new officer of a unit, added at the console; the token.
    pub fn hires(&self, id: &str, unit: &str, role: &str) -> String {
        let arguments = ["officer", "add", id, "--name", "Cán bộ", "--unit", unit, "--role", role];
        said(&console(self, &arguments)).trim().to_owned()
    }

    /// What an officer's system gets for JSON.
    pub async fn asks(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<serde_json::Value>,
    ) -> Response {
        let request = self.request(method, path).bearer_auth(token);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        request.send().await.unwrap()
    }

    pub async fn read(&self, code: &str) -> Dossier {
        let response = self.as_officer(Method::GET, &paths::officer_dossier(code)).send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    /// An officer does something to the dossier as it is now.
    pub async fn moves(
        &self,
        code: &str,
        action: contract::Action,
        reason: &str,
    ) -> Result<Dossier, Problem> {
        let expected_version = self.read(code).await.version;
        self.moves_as_seen(code, action, reason, expected_version).await
    }

    pub async fn moves_as_seen(
        &self,
        code: &str,
        action: contract::Action,
        reason: &str,
        expected_version: i64,
    ) -> Result<Dossier, Problem> {
        let body =
            serde_json::json!({ "action": action, "reason": reason, "expected_version": expected_version });
        self.transits(code, body).await
    }

    /// An officer sends this body.
    pub async fn transits(&self, code: &str, transition: serde_json::Value) -> Result<Dossier, Problem> {
        let request = self.as_officer(Method::POST, &paths::officer_transitions(code)).json(&transition);
        let response = request.send().await.unwrap();
        if response.status() == 200 {
            Ok(response.json().await.unwrap())
        } else {
            Err(problem(response).await)
        }
    }

    pub async fn track(&self, code: &str, secret: Option<&str>) -> Tracked {
        let mut request = self.request(Method::GET, &paths::tracking(code));
        if let Some(secret) = secret {
            request = request.header("lookup-secret", secret);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    /// Sends a file's bytes under a key.
    pub async fn upload(&self, key: &str, bytes: &[u8]) -> Response {
        let path = paths::upload(key, &sha256(bytes));
        self.request(Method::PUT, &path).body(bytes.to_vec()).send().await.unwrap()
    }

    /// A form of a service, as filled by a person: answers and the body that sends them.
    pub fn filled(&self, service: &str, variant: Option<&str>, seed: u64) -> Filled {
        let today = clock::day(self.app.clock.now());
        let definition = self.app.catalog.edition(service, today).unwrap().contents().unwrap().definition;
        let version = definition.version.clone();
        let form = Form::new(definition).unwrap();
        let picture = picture();
        let file = FileRef { sha256: sha256(&picture), name: "giay-to.jpg".to_owned() };
        let lists = self.app.catalog.lists(today);
        let answers = forms::sample::answers(&form, variant, seed, today, &lists, &file);
        Filled { key: key(), service: service.to_owned(), version, answers, picture }
    }

    /// A filled form that names no file.
    pub fn filled_without_files(&self) -> Filled {
        self.find_form(false)
    }

    /// A filled form that names a file.
    pub fn filled_with_files(&self) -> Filled {
        self.find_form(true)
    }

    fn find_form(&self, has_files: bool) -> Filled {
        let today = clock::day(self.app.clock.now());
        let services = self.app.catalog.index(today).services;
        let mut forms = services.iter().map(|card| self.filled(&card.slug, None, u64::from(has_files)));
        forms.find(|filled| filled.has_files() == has_files).expect("such a service")
    }

    /// A whole dossier of temporary residence: files, form, receipt.
    pub async fn files_a_dossier(&self) -> Receipt {
        self.sends(&self.filled("dang-ky-tam-tru", None, 0)).await
    }

    /// The same, which the police of a commune of Quảng Ninh receives.
    pub async fn files_a_dossier_in(&self, commune: &str) -> Receipt {
        let mut filled = self.filled("dang-ky-tam-tru", None, 0);
        let office =
            Address { province: "22".to_owned(), commune: commune.to_owned(), detail: String::new() };
        assert!(filled.answers.set("receiving", 0, "receiving_commune", Value::Address(office)));
        self.sends(&filled).await
    }

    /// Uploads what the form names and sends it.
    pub async fn sends(&self, filled: &Filled) -> Receipt {
        if filled.has_files() {
            assert_eq!(self.upload(&filled.key, &filled.picture).await.status(), 200);
        }
        let response = self.post_json(paths::SUBMISSIONS, filled.body()).await;
        let status = response.status();
        let text = response.text().await.unwrap();
        assert_eq!(status, StatusCode::CREATED, "{} {:?}: {text}", filled.service, filled.answers);
        serde_json::from_str(&text).unwrap()
    }
}

/// A filled form with the file it names.
#[derive(Clone, Debug)]
pub struct Filled {
    pub key: String,
    pub service: String,
    pub version: String,
    pub answers: Answers,
    pub picture: Vec<u8>,
}

impl Filled {
    pub fn has_files(&self) -> bool {
        serde_json::to_string(&self.answers).unwrap().contains(&sha256(&self.picture))
    }

    /// The same bytes each time.
    pub fn body(&self) -> String {
        serde_json::json!({
            "key": self.key,
            "service": self.service,
            "version": self.version,
            "answers": self.answers,
            "consent": { "text_version": "2026-11", "language": "vi", "accepted_at": 1_795_300_000_000_i64 },
        })
        .to_string()
    }
}

/// A small JPEG.
pub fn picture() -> Vec<u8> {
    encoded(image::ImageFormat::Jpeg, 12, 16)
}

pub fn encoded(format: image::ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, y| {
        let shade = |n: u32| u8::try_from(n % 256).unwrap();
        image::Rgb([shade(x * 7), shade(y * 5), shade(x + y)])
    }));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A small PDF with this text in it.
pub fn pdf(inside: &str) -> Vec<u8> {
    format!("%PDF-1.4\n1 0 obj <</Type /Page {inside}>> endobj\nstartxref\n9\n%%EOF\n").into_bytes()
}

pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// A new idempotency key.
pub fn key() -> String {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).unwrap();
    hex(&bytes)
}

/// The problem document of a failed answer, whose shape is judged here for all tests.
pub async fn problem(response: Response) -> Problem {
    let status = response.status().as_u16();
    let headers: HeaderMap = response.headers().clone();
    assert_eq!(headers["content-type"], "application/problem+json");
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status);
    assert!(!problem.detail.vi.is_empty() && !problem.detail.en.is_empty());
    assert_eq!(problem.instance, headers["x-request-id"].to_str().unwrap());
    problem
}
