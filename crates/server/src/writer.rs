//! The one writer of SQLite: owns the only connection that writes.
//!
//! It commits what has queued in one transaction and answers each only after that commit. It never waits for a batch
//! to fill: while one commit is synced to disk, the next batch gathers by itself. One bad change does not fail the
//! others: each has its own savepoint.

use crate::database::JobFuture;
use crate::error::{Error, Result};
use crate::submissions::{NewDossier, Stored, insert_many, insert_one};
use futures_util::FutureExt;
use sqlx::{AnyConnection, Connection, Executor};
use std::pin::Pin;
use tokio::sync::{mpsc, oneshot};

/// A batch is at most this long, so that the first of it need not wait for too many others.
const BATCH: usize = 256;

/// Tells whoever waits how it ended; `Err` when the commit failed after the change itself went well.
type Answer = Box<dyn FnOnce(std::result::Result<(), ()>) + Send>;

/// A change that is not a submission: does its work and hands back what answers it after the commit.
type Job = Box<
    dyn for<'c> FnOnce(&'c mut AnyConnection) -> Pin<Box<dyn Future<Output = JobEnd> + Send + 'c>> + Send,
>;

struct JobEnd {
    keep: bool,
    answer: Answer,
}

enum Change {
    Submission(Box<NewDossier>, oneshot::Sender<Result<Stored>>),
    Job(Job),
    /// Nothing after it is taken.
    Stop,
}

/// The handle; clones feed the same writer.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Change>,
    stopped: std::sync::Arc<tokio::sync::Mutex<Option<tokio::task::JoinHandle<()>>>>,
}

impl Writer {
    /// Takes the connection; `queue`: how many changes may wait.
    pub fn start(connection: AnyConnection, queue: usize) -> Self {
        let (sender, receiver) = mpsc::channel(queue);
        let task = tokio::spawn(write_all(connection, receiver));
        Self { queue: sender, stopped: std::sync::Arc::new(tokio::sync::Mutex::new(Some(task))) }
    }

    /// Stores a submission; `Busy` when too many wait.
    pub async fn submit(&self, dossier: NewDossier) -> Result<Stored> {
        let (sender, receiver) = oneshot::channel();
        self.queue.try_send(Change::Submission(Box::new(dossier), sender)).map_err(|_| Error::Busy)?;
        receiver.await.map_err(|_| Error::Busy)?
    }

    /// Does a job; `Busy` when too many wait.
    pub async fn run<T, J>(&self, job: J) -> Result<T>
    where
        T: Send + 'static,
        J: for<'c> FnOnce(&'c mut AnyConnection) -> JobFuture<'c, T> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            async move {
                let result = job(connection).await;
                let keep = result.is_ok();
                let answer: Answer = Box::new(move |committed| {
                    // Nobody waits any more when the client has gone: its change stands all the same.
                    let _gone = sender.send(if committed.is_ok() { result } else { Err(Error::Busy) });
                });
                JobEnd { keep, answer }
            }
            .boxed()
        });
        self.queue.try_send(Change::Job(job)).map_err(|_| Error::Busy)?;
        receiver.await.map_err(|_| Error::Busy)?
    }

    /// How many changes wait.
    pub fn queued(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Waits until all that was queued is written, then closes the connection.
    pub async fn stop(self) {
        if let Some(task) = self.stopped.lock().await.take() {
            // Fails only when the writer has ended already.
            let _ended = self.queue.send(Change::Stop).await;
            if let Err(error) = task.await {
                tracing::error!(%error, "the writer failed");
            }
        }
    }
}

async fn write_all(mut connection: AnyConnection, mut queue: mpsc::Receiver<Change>) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut stop = false;
    while !stop && queue.recv_many(&mut batch, BATCH).await > 0 {
        if let Some(at) = batch.iter().position(|change| matches!(change, Change::Stop)) {
            stop = true;
            batch.truncate(at);
        }
        metrics::histogram!("batch_changes")
            .record(f64::from(u32::try_from(batch.len()).unwrap_or(u32::MAX)));
        write_batch(&mut connection, &mut batch).await;
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the database did not close well");
    }
}

/// One transaction for the whole batch.
async fn write_batch(connection: &mut AnyConnection, batch: &mut Vec<Change>) {
    if let Err(error) = connection.execute("BEGIN IMMEDIATE").await {
        // Dropped senders answer `Busy`.
        tracing::error!(%error, "no transaction");
        batch.clear();
        return;
    }
    let mut answers: Vec<Answer> = Vec::with_capacity(batch.len());
    let mut submissions = Vec::new();
    for change in batch.drain(..) {
        match change {
            Change::Submission(dossier, sender) => submissions.push((dossier, sender)),
            Change::Job(job) => answers.push(run_job(connection, job).await),
            Change::Stop => {}
        }
    }
    store(connection, submissions, &mut answers).await;
    let committed = connection.execute("COMMIT").await;
    if let Err(error) = &committed {
        tracing::error!(%error, "the commit failed");
        if let Err(error) = connection.execute("ROLLBACK").await {
            tracing::debug!(%error, "already rolled back");
        }
    }
    let committed = committed.map(|_| ()).map_err(|_| ());
    for answer in answers {
        answer(committed);
    }
}

/// Runs one job in its own savepoint.
async fn run_job(connection: &mut AnyConnection, job: Job) -> Answer {
    if let Err(error) = connection.execute("SAVEPOINT change").await {
        tracing::error!(%error, "no savepoint");
        // The job, and with it its sender, is dropped: `Busy`.
        return Box::new(|_| ());
    }
    let end = job(connection).await;
    let finish = if end.keep { "RELEASE change" } else { "ROLLBACK TO change; RELEASE change" };
    match sqlx::raw_sql(finish).execute(connection).await {
        Ok(_) => end.answer,
        Err(error) => {
            tracing::error!(%error, "the savepoint failed");
            let answer = end.answer;
            Box::new(move |_| answer(Err(())))
        }
    }
}

/// Stores all submissions of the batch with few statements; should that fail, one by one.
async fn store(
    connection: &mut AnyConnection,
    submissions: Vec<(Box<NewDossier>, oneshot::Sender<Result<Stored>>)>,
    answers: &mut Vec<Answer>,
) {
    if submissions.is_empty() {
        return;
    }
    let (dossiers, senders): (Vec<_>, Vec<_>) = submissions.into_iter().unzip();
    let outcomes = match in_savepoint(connection, async |c| insert_many(c, &dossiers).await).await {
        Ok(stored) => stored.into_iter().map(Ok).collect(),
        Err(error) => {
            tracing::warn!(%error, "a batch failed; storing its submissions one by one");
            let mut outcomes = Vec::with_capacity(dossiers.len());
            for dossier in &dossiers {
                outcomes.push(in_savepoint(connection, async |c| insert_one(c, dossier).await).await);
            }
            outcomes
        }
    };
    for (sender, outcome) in senders.into_iter().zip(outcomes) {
        answers.push(Box::new(move |committed| {
            let _gone = sender.send(if committed.is_ok() { outcome } else { Err(Error::Busy) });
        }));
    }
}

/// Does `work` in a savepoint that is undone when it fails.
async fn in_savepoint<T>(
    connection: &mut AnyConnection,
    work: impl AsyncFnOnce(&mut AnyConnection) -> Result<T>,
) -> Result<T> {
    connection.execute("SAVEPOINT change").await?;
    let done = work(connection).await;
    let finish = if done.is_ok() { "RELEASE change" } else { "ROLLBACK TO change; RELEASE change" };
    sqlx::raw_sql(finish).execute(connection).await?;
    done
}
