//! Many connections that ask as fast as they are answered, for a fixed time.

use crate::connection::Connection;
use std::fmt::Write as _;
use std::io::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// What each request is.
pub enum Work {
    /// The body around its key: 32 hex digits go between the two parts.
    Submissions {
        before: String,
        after: String,
    },
    Tracking {
        codes: Vec<String>,
    },
}

pub struct Load {
    pub address: String,
    pub connections: usize,
    pub work: Work,
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    /// Microseconds of each good answer.
    times: Vec<u32>,
    refused: u64,
    codes: Vec<String>,
}

impl Work {
    /// Takes a body whose `key` is 32 zeros, and gives each request its own.
    pub fn submissions(body: &str) -> Result<Self> {
        let (before, after) = body
            .split_once(&"0".repeat(32))
            .ok_or_else(|| Error::other("the body's key must be 32 zeros"))?;
        Ok(Self::Submissions { before: before.to_owned(), after: after.to_owned() })
    }

    pub fn tracking(codes: Vec<String>) -> Result<Self> {
        if codes.is_empty() { Err(Error::other("no codes")) } else { Ok(Self::Tracking { codes }) }
    }

    /// Writes request number `number` of this run.
    fn write(&self, request: &mut String, address: &str, run: u64, number: u64) {
        request.clear();
        let written = match self {
            Self::Submissions { before, after } => write!(
                request,
                "POST /api/v1/submissions HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\n\r\n{before}{run:016x}{number:016x}{after}",
                before.len() + 32 + after.len()
            ),
            Self::Tracking { codes } => {
                // Steps by a large prime visit the codes in no order that a cache could like.
                let place = number.wrapping_mul(982_451_653) % codes.len() as u64;
                let code = &codes[usize::try_from(place).unwrap_or_default()];
                write!(request, "GET /api/v1/tracking/{code} HTTP/1.1\r\nhost: {address}\r\n\r\n")
            }
        };
        written.expect("writing to a string cannot fail");
    }

    fn is_good(&self, status: u16) -> bool {
        match self {
            Self::Submissions { .. } => status == 201,
            Self::Tracking { .. } => status == 200,
        }
    }
}

impl Load {
    /// Runs for `time`; answers counts, rate per second and latencies in milliseconds.
    ///
    /// # Errors
    /// When a connection breaks.
    pub async fn run(self, time: Duration) -> Result<serde_json::Value> {
        let load = Arc::new(self);
        let next = Arc::new(AtomicU64::new(0));
        // A part of the keys that no other run uses.
        #[expect(clippy::disallowed_methods, reason = "a program for measuring, not part of the product")]
        let run = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX));
        let begin = Instant::now();
        let tasks: Vec<_> = (0..load.connections)
            .map(|_| tokio::spawn(one(Arc::clone(&load), Arc::clone(&next), run, begin + time)))
            .collect();
        let mut all = Seen::default();
        for task in tasks {
            let seen = task.await.map_err(Error::other)??;
            all.times.extend(seen.times);
            all.codes.extend(seen.codes);
            all.refused += seen.refused;
        }
        let elapsed = begin.elapsed().as_secs_f64();
        all.times.sort_unstable();
        let at = |part: usize| {
            let place = (all.times.len() * part / 1000).min(all.times.len().saturating_sub(1));
            all.times.get(place).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
        };
        #[expect(clippy::cast_precision_loss, reason = "counts of one run are far below 2^52")]
        let rate = all.times.len() as f64 / elapsed;
        #[expect(clippy::print_stderr, reason = "the codes are asked for again by `track`")]
        for code in &all.codes {
            eprintln!("{code}");
        }
        Ok(serde_json::json!({
            "good": all.times.len(), "refused": all.refused, "seconds": elapsed, "rate": rate,
            "p50": at(500), "p99": at(990), "max": at(1000),
        }))
    }
}

async fn one(load: Arc<Load>, next: Arc<AtomicU64>, run: u64, end: Instant) -> Result<Seen> {
    let mut connection = Connection::open(&load.address).await?;
    let mut request = String::new();
    let mut seen = Seen::default();
    while Instant::now() < end {
        load.work.write(&mut request, &load.address, run, next.fetch_add(1, Ordering::Relaxed));
        let begin = Instant::now();
        let answer = connection.ask(request.as_bytes()).await?;
        if !load.work.is_good(answer.status) {
            seen.refused += 1;
            continue;
        }
        seen.times.push(u32::try_from(begin.elapsed().as_micros()).unwrap_or(u32::MAX));
        if let Work::Submissions { .. } = load.work {
            seen.codes.extend(code(answer.body));
        }
    }
    Ok(seen)
}

/// The dossier code in a receipt, found without reading the rest of it.
fn code(body: &[u8]) -> Option<String> {
    let body = std::str::from_utf8(body).ok()?;
    let (_, from) = body.split_once("\"code\":\"")?;
    from.split_once('"').map(|(code, _)| code.to_owned())
}
