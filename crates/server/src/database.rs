//! The database: SQLite or PostgreSQL behind `sqlx::Any`, with the same SQL (the walls are in `docs/architecture.md`).
//!
//! On SQLite all changes go through one writer ([`crate::writer`]); on PostgreSQL each is a transaction of the pool.

use crate::error::{Error, Result};
use crate::submissions::{NewDossier, Stored, insert_one};
use crate::writer::Writer;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqlStr};
use std::borrow::Cow;
use std::fmt::Write;
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

/// The migrations, in order. New ones are added at the end; none is ever changed.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "dossiers", include_str!("../migrations/0001_dossiers.sql")),
    (2, "unneeded files", include_str!("../migrations/0002_unneeded_files.sql")),
    (3, "papers later", include_str!("../migrations/0003_papers_later.sql")),
    (4, "worklist", include_str!("../migrations/0004_worklist.sql")),
    (5, "officers", include_str!("../migrations/0005_officers.sql")),
    (6, "webhooks", include_str!("../migrations/0006_webhooks.sql")),
    (7, "accounts", include_str!("../migrations/0007_accounts.sql")),
    (8, "credentials", include_str!("../migrations/0008_credentials.sql")),
    (9, "ratings", include_str!("../migrations/0009_ratings.sql")),
];

/// A connection of SQLite waits this long for another process (the command line) to finish its transaction.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; \
     PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000;";

/// A future of a job on a connection.
pub type JobFuture<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sqlite,
    Postgres,
}

/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    /// SQLite only.
    writer: Option<Writer>,
}

impl Database {
    /// Connects, creating what is missing. `queue`: how many changes may wait for the writer of SQLite.
    pub async fn open(url: &str, connections: u32, queue: usize) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let kind = if url.starts_with("sqlite:") { Kind::Sqlite } else { Kind::Postgres };
        let url = match kind {
            Kind::Sqlite if !url.contains('?') => format!("{url}?mode=rwc"),
            _ => url.to_owned(),
        };
        let options = AnyConnectOptions::from_str(&url)?.disable_statement_logging();
        let mut writer = connect(kind, &options).await?;
        migrate(kind, &mut writer).await?;
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(10))
            .test_before_acquire(kind == Kind::Postgres)
            .after_connect(move |connection, _| Box::pin(prepare(kind, connection)))
            .connect_lazy_with(options);
        let writer = match kind {
            Kind::Sqlite => Some(Writer::start(writer, queue)),
            Kind::Postgres => {
                writer.close().await?;
                None
            }
        };
        Ok(Self { pool, writer })
    }

    /// For reading.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Does `job` in one transaction and returns after it is durable; an error undoes all of it.
    pub async fn write<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: for<'c> FnOnce(&'c mut AnyConnection) -> JobFuture<'c, T> + Send + 'static,
    {
        if let Some(writer) = &self.writer {
            return writer.run(job).await;
        }
        let mut transaction = self.pool.begin().await?;
        let done = job(&mut transaction).await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// Stores a dossier and its first event, durably. Apart from [`Database::write`] because it can be batched.
    pub async fn submit(&self, dossier: NewDossier) -> Result<Stored> {
        match &self.writer {
            Some(writer) => writer.submit(dossier).await,
            None => {
                self.write(move |connection| Box::pin(async move { insert_one(connection, &dossier).await }))
                    .await
            }
        }
    }

    /// How many changes wait for the writer.
    pub fn queued(&self) -> usize {
        self.writer.as_ref().map_or(0, Writer::queued)
    }

    /// Gives back what the start has read: SQLite would keep it for a next time that does not come.
    pub async fn forget(&self) -> Result<()> {
        let Some(writer) = &self.writer else { return Ok(()) };
        writer
            .run(|connection| {
                Box::pin(async move {
                    sqlx::raw_sql("PRAGMA shrink_memory").execute(connection).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Waits for what is queued and closes.
    pub async fn close(self) {
        if let Some(writer) = self.writer {
            writer.stop().await;
        }
        self.pool.close().await;
    }
}

/// `INSERT` of several rows: sqlx's own builder writes `?`, which PostgreSQL does not read.
pub fn insert_sql(table: &str, columns: &str, rows: usize, end: &str) -> SqlStr {
    let width = columns.split(',').count();
    let mut sql = format!("INSERT INTO {table} ({columns}) VALUES ");
    for number in 1..=rows * width {
        let before = match (number, number % width) {
            (1, _) => "(",
            (_, 1) => "), (",
            _ => ", ",
        };
        // Writing into a String cannot fail.
        let _ = write!(sql, "{before}${number}");
    }
    sql.push_str(") ");
    sql.push_str(end);
    AssertSqlSafe(sql).into_sql_str()
}

async fn connect(kind: Kind, options: &AnyConnectOptions) -> Result<AnyConnection> {
    let mut connection = AnyConnection::connect_with(options).await?;
    prepare(kind, &mut connection).await?;
    Ok(connection)
}

async fn prepare(kind: Kind, connection: &mut AnyConnection) -> sqlx::Result<()> {
    if kind == Kind::Sqlite {
        sqlx::raw_sql(SQLITE_SETTINGS).execute(connection).await?;
    }
    Ok(())
}

/// Brings the tables to the newest form.
async fn migrate(kind: Kind, connection: &mut AnyConnection) -> Result<()> {
    let bytes = if kind == Kind::Sqlite { "BLOB" } else { "BYTEA" };
    let migrations = MIGRATIONS
        .iter()
        .map(|(version, name, sql)| {
            let sql = AssertSqlSafe(sql.replace("BYTES", bytes)).into_sql_str();
            Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
        })
        .collect();
    let failed = |error: sqlx::migrate::MigrateError| Error::Database(error.into());
    Migrator::with_migrations(migrations).run_direct(None, connection, false).await.map_err(failed)?;
    let append_only = match kind {
        Kind::Sqlite => include_str!("../migrations/append_only.sqlite.sql"),
        Kind::Postgres => include_str!("../migrations/append_only.postgres.sql"),
    };
    sqlx::raw_sql(append_only).execute(connection).await?;
    Ok(())
}
