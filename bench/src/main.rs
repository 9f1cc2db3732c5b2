//! Load on the server: `bench submit|track|hold|disk …`, one line of JSON as the result. `bench/server.mjs` calls it.
//!
//! A client of its own, because on two cores a heavier one would measure itself: it writes requests as prepared bytes
//! and reads no more of an answer than status and length.

mod connection;
mod disk;
mod load;

use load::{Load, Work};
use std::time::Duration;

const USAGE: &str = "usage:
  bench submit ADDRESS CONNECTIONS SECONDS BODY-FILE   bodies of POST /api/v1/submissions with a new key each; prints codes to stderr
  bench track ADDRESS CONNECTIONS SECONDS CODES-FILE   GET /api/v1/tracking/CODE, codes in turn, one a line
  bench hold ADDRESS CONNECTIONS SECONDS               idle connections that have asked once
  bench disk FOLDER SECONDS                            fdatasync of appends of 4 KiB";

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["submit", address, connections, seconds, body] => {
            let work = Work::submissions(&std::fs::read_to_string(body)?)?;
            load(address, connections, seconds, work).await?
        }
        ["track", address, connections, seconds, codes] => {
            let codes: Vec<String> = std::fs::read_to_string(codes)?.lines().map(str::to_owned).collect();
            load(address, connections, seconds, Work::tracking(codes)?).await?
        }
        ["hold", address, connections, seconds] => {
            let count: usize = connections.parse()?;
            connection::hold(address, count, Duration::from_secs(seconds.parse()?)).await?;
            serde_json::json!({ "connections": count })
        }
        ["disk", folder, seconds] => disk::measure(folder.as_ref(), Duration::from_secs(seconds.parse()?))?,
        _ => return Err(USAGE.into()),
    };
    #[expect(clippy::print_stdout, reason = "the program's result")]
    {
        println!("{result}");
    }
    Ok(())
}

async fn load(
    address: &str,
    connections: &str,
    seconds: &str,
    work: Work,
) -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let load = Load { address: address.to_owned(), connections: connections.parse()?, work };
    Ok(load.run(Duration::from_secs(seconds.parse()?)).await?)
}
