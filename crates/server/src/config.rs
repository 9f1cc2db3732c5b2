//! The settings, each as an argument and as an environment variable. A wrong one stops the start and is named.

use crate::chance;
use crate::messages::Chosen;
use clap::{Args, Parser, Subcommand};
use contract::Millis;
use std::fs;
use std::io::{self, Write};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// The server, and what an officer does from the command line.
#[derive(Debug, Parser)]
#[command(
    name = "nop-ho-so-server",
    version,
    about = "Serves the app and its REST API; moves dossiers from the command line"
)]
pub struct CommandLine {
    #[command(flatten)]
    pub settings: Settings,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Without a command: `serve`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve until told to stop.
    Serve,
    /// Read dossiers and move them, straight on the database, also while the server runs.
    #[command(subcommand)]
    Dossier(crate::command_line::Dossier),
    /// Officers and their tokens: add, list, revoke.
    #[command(subcommand)]
    Officer(crate::command_line::Officers),
    /// Go through the audit: every row is as it was written, none is missing.
    VerifyAudit {
        /// The head that an earlier run told, `NUMBER:HASH`: it must be part of the audit.
        #[arg(long)]
        noted: Option<crate::audit::Head>,
    },
    /// Remove the database and all files under `DATA_DIR`. The keys stay.
    Reset {
        /// Really do it.
        #[arg(long)]
        yes: bool,
    },
}

/// What can be set.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting by itself")]
pub struct Settings {
    /// Address to listen on; 127.0.0.1 keeps phones out.
    #[arg(long, env = "HOST", default_value = "0.0.0.0", global = true)]
    pub host: IpAddr,
    /// Port to listen on; 0 takes a free one.
    #[arg(long, env = "PORT", default_value_t = 8080, global = true)]
    pub port: u16,
    /// Where database, files and keys are kept.
    #[arg(long, env = "DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,
    /// `sqlite:PATH` or `postgres://…`; without it, SQLite in `DATA_DIR`.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,
    /// `file:///DIRECTORY` or `s3://BUCKET` (with `AWS_…`); without it, `DATA_DIR/files`.
    #[arg(long, env = "FILES_URL", global = true, value_parser = files_url)]
    pub files_url: Option<String>,
    /// The built app; without it ./dist, if there.
    #[arg(long, env = "DIST_DIR", global = true, value_parser = dist_dir)]
    pub dist_dir: Option<PathBuf>,
    /// Phones keep the app and open it without a network. `false` takes that back on every phone at its next start, should
    /// a broken version have got stuck there; what people have filled in stays.
    #[arg(long, env = "SERVICE_WORKER", default_value_t = true, global = true, action = clap::ArgAction::Set)]
    pub service_worker: bool,
    /// Identification code of the agency: the beginning of every dossier code.
    #[arg(long, env = "AGENCY_CODE", default_value = "H49.22", global = true, value_parser = agency_code)]
    pub agency_code: String,
    /// The officers' token, 24 characters or more; without it, made once and kept in `DATA_DIR/officer-token`.
    #[arg(long, env = "OFFICER_TOKEN", global = true, hide_env_values = true, value_parser = officer_token)]
    pub officer_token: Option<String>,
    /// 64 hex digits that seal what is personal; without it, made once and kept in `DATA_DIR/server.key`.
    #[arg(long, env = "SERVER_KEY", global = true, hide_env_values = true, value_parser = server_key)]
    pub server_key: Option<Key>,
    /// What is logged: error, warn, info, debug or trace, or `target=level` pairs.
    #[arg(long, env = "LOG", default_value = "info", global = true, value_parser = log_filter)]
    pub log: String,
    /// The address under which people reach the server, for what is printed at the start.
    #[arg(long, env = "PUBLIC_URL", global = true, value_parser = public_url)]
    pub public_url: Option<String>,
    /// Believe the last address in X-Forwarded-For: only behind one proxy that sets it.
    #[arg(long, env = "TRUST_PROXY", default_value_t = false, global = true, action = clap::ArgAction::Set)]
    pub trust_proxy: bool,
    /// How many different codes one address may look up in 10 minutes without their secret.
    #[arg(long, env = "TRACKING_LIMIT", default_value_t = 20, global = true)]
    pub tracking_limit: usize,
    /// How many files one address may send in 10 minutes. A helper who was offline sends for forty households at once.
    #[arg(long, env = "UPLOAD_LIMIT", default_value = "600", global = true)]
    pub upload_limit: NonZeroU32,
    /// How many forms one address may send in 10 minutes.
    #[arg(long, env = "SUBMISSION_LIMIT", default_value = "120", global = true)]
    pub submission_limit: NonZeroU32,
    /// Days after which a file that no dossier names is removed, and papers that a dossier waits for are overdue.
    #[arg(long, env = "UPLOAD_DAYS", default_value_t = 7, global = true, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub upload_days: u16,
    /// Signing in by phone number and code: who sends the messages. `off`: nobody signs in; `log`, `smtp://…`,
    /// `smtps://…` or `https://…`.
    #[arg(long, env = "MESSAGE_GATEWAY", default_value = "off", global = true, hide_env_values = true, value_parser = Chosen::read)]
    pub message_gateway: Chosen,
    /// Bearer token for a gateway that is a webhook.
    #[arg(long, env = "MESSAGE_TOKEN", global = true, hide_env_values = true)]
    pub message_token: Option<String>,
    /// Mail address that messages come from, for a gateway by mail.
    #[arg(long, env = "MESSAGE_FROM", global = true)]
    pub message_from: Option<String>,
    /// Mail address of a phone, for a gateway by mail: `{phone}@sms.example.vn`.
    #[arg(long, env = "MESSAGE_TO", global = true)]
    pub message_to: Option<String>,
    /// A form is taken only from who is signed in. Filling one in never needs it.
    #[arg(long, env = "SENDING_NEEDS_SIGN_IN", default_value_t = false, global = true, action = clap::ArgAction::Set)]
    pub sending_needs_sign_in: bool,
    /// Minutes without a request after which one signs in again.
    #[arg(long, env = "SESSION_IDLE_MINUTES", default_value_t = 15, global = true, value_parser = clap::value_parser!(u32).range(1..=129_600))]
    pub session_idle_minutes: u32,
    /// Hours after which one signs in again in any case.
    #[arg(long, env = "SESSION_HOURS", default_value_t = 12, global = true, value_parser = clap::value_parser!(u32).range(1..=2160))]
    pub session_hours: u32,
    /// People's tokens (officers and leaders) open nothing without a second factor; those who have one need it in any case.
    #[arg(long, env = "OFFICERS_NEED_CODE", default_value_t = false, global = true, action = clap::ArgAction::Set)]
    pub officers_need_code: bool,
    /// How many codes one address may ask for in 10 minutes.
    #[arg(long, env = "SIGN_IN_LIMIT", default_value = "20", global = true)]
    pub sign_in_limit: NonZeroU32,
    /// How many codes are sent in 24 hours, to all numbers together: a message costs money.
    #[arg(long, env = "CODES_A_DAY", default_value_t = 5000, global = true)]
    pub codes_a_day: u32,
    /// Let webhooks lead to private addresses and over plain http: for a receiver in the same network.
    #[arg(long, env = "WEBHOOK_PRIVATE", default_value_t = false, global = true, action = clap::ArgAction::Set)]
    pub webhook_private: bool,
    /// How many changes may wait for the writer before the server answers 503.
    #[arg(long, env = "QUEUE", default_value_t = 1024, global = true, value_parser = at_least_one)]
    pub queue: usize,
    /// Connections to the database for reading (SQLite) or for all (PostgreSQL).
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 8, global = true, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub database_connections: u32,
    /// How many clients may be connected at once.
    #[arg(long, env = "CONNECTIONS", default_value_t = 4096, global = true, value_parser = at_least_one)]
    pub connections: usize,
}

/// A key that does not show itself.
#[derive(Clone)]
pub struct Key(pub [u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A file the server keeps its own secrets in cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {what}")]
pub struct BadFile {
    pub path: String,
    pub what: String,
}

impl Settings {
    /// `DATABASE_URL`, or SQLite in `DATA_DIR`.
    pub fn database(&self) -> String {
        let default = || format!("sqlite:{}", self.data_dir.join("nop-ho-so.sqlite").display());
        self.database_url.clone().unwrap_or_else(default)
    }

    /// After so long without a request a session ends.
    pub fn session_idle(&self) -> Millis {
        Millis::from(self.session_idle_minutes) * 60_000
    }

    /// So long a session lasts at most.
    pub fn session_length(&self) -> Millis {
        Millis::from(self.session_hours) * 3_600_000
    }

    /// Where the built app is.
    pub fn dist(&self) -> PathBuf {
        self.dist_dir.clone().unwrap_or_else(|| PathBuf::from("./dist"))
    }

    /// Where the officers' token is kept when it is not set.
    pub fn officer_token_file(&self) -> PathBuf {
        self.data_dir.join("officer-token")
    }

    /// The officers' token: set, kept, or made now.
    pub fn officer_token(&self) -> Result<String, BadFile> {
        if let Some(token) = &self.officer_token {
            return Ok(token.clone());
        }
        let path = self.officer_token_file();
        let token = kept(&path, chance::secret)?;
        officer_token(&token).map_err(|what| BadFile { path: path.display().to_string(), what })
    }

    /// The key that seals: set, kept, or made now.
    pub fn key(&self) -> Result<Key, BadFile> {
        if let Some(key) = &self.server_key {
            return Ok(key.clone());
        }
        let path = self.data_dir.join("server.key");
        let text = kept(&path, chance::hex::<32>)?;
        server_key(&text).map_err(|what| BadFile { path: path.display().to_string(), what })
    }
}

/// The text of a file that only we may read; made by `make` the first time.
fn kept(path: &Path, make: impl FnOnce() -> String) -> Result<String, BadFile> {
    let bad = |error: io::Error| BadFile { path: path.display().to_string(), what: error.to_string() };
    match fs::read_to_string(path) {
        Ok(text) => return Ok(text.trim().to_owned()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(bad(error)),
        Err(_) => {}
    }
    let text = make();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(bad)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(bad)?;
    Ok(text)
}

fn database_url(url: &str) -> Result<String, String> {
    match url.split_once(':') {
        Some(("sqlite" | "postgres" | "postgresql", rest)) if !rest.is_empty() => Ok(url.to_owned()),
        _ => Err("expected `sqlite:PATH` or `postgres://USER@HOST/DATABASE`".to_owned()),
    }
}

fn files_url(url: &str) -> Result<String, String> {
    match url.split_once("://") {
        Some(("file", path)) if path.starts_with('/') => Ok(url.to_owned()),
        Some(("s3", bucket)) if !bucket.is_empty() => Ok(url.to_owned()),
        _ => Err("expected `file:///DIRECTORY` or `s3://BUCKET`".to_owned()),
    }
}

fn dist_dir(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    if path.join("index.html").is_file() { Ok(path) } else { Err("there is no index.html in it".to_owned()) }
}

fn agency_code(code: &str) -> Result<String, String> {
    let mut parts = code.split('.');
    let head = parts.next().unwrap_or_default().as_bytes();
    let head_fits =
        head.len() == 3 && head[0].is_ascii_uppercase() && head[1..].iter().all(u8::is_ascii_digit);
    let mut tail_parts = 0;
    let tail_fits = parts.all(|part| {
        tail_parts += 1;
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    });
    if head_fits && tail_fits && tail_parts <= 3 {
        Ok(code.to_owned())
    } else {
        Err("expected a code as `H49.22`: a capital, two digits, and up to three groups of digits".to_owned())
    }
}

fn officer_token(token: &str) -> Result<String, String> {
    if token.len() >= 24 && token.bytes().all(|b| b.is_ascii_graphic()) {
        Ok(token.to_owned())
    } else {
        Err("expected 24 or more letters, digits or signs".to_owned())
    }
}

fn server_key(text: &str) -> Result<Key, String> {
    key_of_hex(text).map(Key).ok_or_else(|| "expected 64 hex digits".to_owned())
}

/// The 32 bytes of 64 hex digits.
pub fn key_of_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0; 32];
    for (i, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(key)
}

fn log_filter(filter: &str) -> Result<String, String> {
    match filter.parse::<tracing_subscriber::filter::Targets>() {
        Ok(_) => Ok(filter.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn public_url(url: &str) -> Result<String, String> {
    match url.split_once("://") {
        Some(("http" | "https", host)) if !host.is_empty() => Ok(url.trim_end_matches('/').to_owned()),
        _ => Err("expected `https://HOST`".to_owned()),
    }
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_agency_codes_of_the_national_form_only() {
        for good in ["H49", "H49.22", "G01.899.108", "H49.22.1.333"] {
            assert!(agency_code(good).is_ok(), "{good}");
        }
        for bad in ["", "h49", "H4", "H49.", "H49.1234", "H49.1.2.3.4", "H49-22"] {
            assert!(agency_code(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (name, value) in [
            ("--port", "abc"),
            ("--database-url", "mysql://x"),
            ("--files-url", "ftp://x"),
            ("--officer-token", "short"),
            ("--server-key", "00"),
            ("--agency-code", "x"),
            ("--log", "=="),
            ("--queue", "0"),
            ("--upload-limit", "0"),
            ("--submission-limit", "many"),
            ("--upload-days", "0"),
            ("--message-gateway", "pigeon"),
            ("--session-idle-minutes", "0"),
            ("--session-hours", "0"),
            ("--sign-in-limit", "0"),
            ("--codes-a-day", "many"),
        ] {
            let error =
                CommandLine::try_parse_from(["nop-ho-so-server", name, value]).unwrap_err().to_string();
            assert!(error.contains(name), "{name}: {error}");
        }
    }
}
