//! The server over real HTTP, each test once on SQLite and once on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "in a test what cannot be is a failure")]

mod appointments;
mod audit;
mod broken_uploads;
mod changes;
mod citizens;
mod clients;
mod command_line;
mod crash;
mod exports;
mod faults;
mod headers;
mod helpers;
mod limits;
mod officers;
mod operation;
mod papers_later;
mod permissions;
mod phones;
mod postgres;
mod rates;
mod ratings;
mod refused_writes;
mod s3;
mod scenario;
mod sealed;
mod senders;
mod services;
mod sign_in;
mod smtp;
mod staff;
mod submissions;
mod supplements;
mod sweep;
mod tokens;
mod tracking;
mod tus;
mod uploads;
mod webhooks;
mod worklist;

/// Makes two tests of each `async fn name(server)`, with a new server on each database.
macro_rules! on_both_databases {
    ($($(#[$about:meta])* async fn $name:ident($server:ident) $body:block)+) => {
        $($(#[$about])* async fn $name($server: $crate::scenario::Server) $body)+

        mod sqlite {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let server = $crate::scenario::Server::start($crate::scenario::On::Sqlite).await;
                super::$name(server.clone()).await;
                server.stop().await;
            }
        )+}

        mod postgres {$(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let server = $crate::scenario::Server::start($crate::scenario::On::Postgres).await;
                super::$name(server.clone()).await;
                server.stop().await;
            }
        )+}
    };
}
pub(crate) use on_both_databases;
