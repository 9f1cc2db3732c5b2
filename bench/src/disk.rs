//! How often this disk can promise that bytes are safe: the limit of every durable submission that comes alone.

use std::fs::{File, remove_file};
use std::io::{Result, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Appends 4 KiB and waits for the disk, again and again.
pub fn measure(folder: &Path, time: Duration) -> Result<serde_json::Value> {
    let path = folder.join("bench-disk");
    let mut file = File::create(&path)?;
    let page = [b'x'; 4096];
    let mut micros = Vec::new();
    let begin = Instant::now();
    while begin.elapsed() < time {
        let one = Instant::now();
        file.write_all(&page)?;
        file.sync_data()?;
        micros.push(u32::try_from(one.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    let elapsed = begin.elapsed().as_secs_f64();
    drop(file);
    remove_file(path)?;
    micros.sort_unstable();
    let at = |part: usize| micros.get(micros.len() * part / 1000).map_or(0.0, |one| f64::from(*one) / 1000.0);
    #[expect(clippy::cast_precision_loss, reason = "counts of one run are far below 2^52")]
    let rate = micros.len() as f64 / elapsed;
    Ok(serde_json::json!({ "rate": rate, "p50": at(500), "p99": at(990) }))
}
