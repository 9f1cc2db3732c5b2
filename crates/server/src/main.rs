//! The binary: everything is in the library, so that tests can start it too.

use clap::Parser;
use server::config::CommandLine;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match server::start::run(CommandLine::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("nop-ho-so-server: {error}");
            ExitCode::FAILURE
        }
    }
}
