//! The SQLite writer: one durable transaction for whatever waits.
//!
//! Each write runs inside a savepoint, and fails alone. When SQLite itself
//! gives up (a full disk, a fault of the device) it rolls the whole transaction
//! back, and with it the savepoints; then everybody who was in it hears so,
//! the connection is replaced, and whoever had not had a turn yet gets it in
//! the next transaction.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc, time::Instant};

use futures::{FutureExt as _, future::BoxFuture};
use sea_orm::{
    Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Notify, mpsc, oneshot};

use super::{WriteError, busy, custom, noticing_jobs, options};
use crate::{
    operation::{note_group, note_queue},
    outage::Outage,
};

/// Closures that may wait for the writer before callers are told to come back.
const QUEUE_LENGTH: usize = 2048;
/// Closures that one transaction carries at most.
const GROUP_SIZE: usize = 64;

pub(super) type Queue = mpsc::Sender<QueuedWrite>;
pub(super) type QueuedWrite =
    Box<dyn for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Attempted> + Send>;

type Verdict = Result<(), Arc<DbErr>>;
type Answer = Box<dyn FnOnce(Verdict) + Send>;

/// A write that had its turn, and who waits for it.
pub(super) struct Attempted {
    outcome: Outcome,
    answer: Answer,
}

enum Outcome {
    /// What it wrote is committed with the others.
    Stays,
    /// It failed; its savepoint was rolled back.
    Undone,
    /// The transaction around it is gone.
    Doomed(DbErr),
}

/// Starts the writer of the database at `url`.
pub(super) async fn start(url: &str) -> Result<Queue, DbErr> {
    let connection = connect(url).await?;
    let (sender, receiver) = mpsc::channel(QUEUE_LENGTH);
    let writer = Writer {
        url: url.to_owned(),
        connection: Some(connection),
    };
    tokio::spawn(writer.run(receiver));
    Ok(sender)
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    Database::connect(options(url, 1)).await
}

/// Has `work` done by the writer, and waits for the commit.
pub(super) async fn write<T, E, F>(
    queue: &Queue,
    jobs_committed: Arc<Notify>,
    work: F,
) -> Result<T, E>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + Sync + 'static,
    T: Send + 'static,
    E: WriteError,
{
    let (answer, answered) = oneshot::channel::<Result<T, E>>();
    let queued: QueuedWrite = Box::new(move |tx| {
        Box::pin(async move {
            let ((result, outcome), has_jobs) = noticing_jobs(run_in_savepoint(tx, &work)).await;
            let finish: Answer = Box::new(move |verdict| {
                let result = match (result, verdict) {
                    (Ok(value), Ok(())) => {
                        if has_jobs {
                            jobs_committed.notify_one();
                        }
                        Ok(value)
                    }
                    (Err(error), _) => Err(error),
                    (Ok(_), Err(error)) => Err(E::from((*error).clone())),
                };
                // Nobody waits any more when the request was given up; the write stands.
                drop(answer.send(result));
            });
            Attempted {
                outcome,
                answer: finish,
            }
        })
    });
    queue.try_send(queued).map_err(|_| E::from(busy()))?;
    // A write that is dropped unanswered had no turn: the database is locked or away.
    answered.await.unwrap_or_else(|_| Err(E::from(busy())))
}

async fn run_in_savepoint<T, E, F>(tx: &DatabaseTransaction, work: &F) -> (Result<T, E>, Outcome)
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let doomed = |error: DbErr| (Err(E::from(error.clone())), Outcome::Doomed(error));
    let savepoint = match tx.begin().await {
        Ok(savepoint) => savepoint,
        Err(error) => return doomed(error),
    };
    let result = AssertUnwindSafe(work(&savepoint)).catch_unwind().await;
    let error = match result {
        Ok(Ok(value)) => {
            return match savepoint.commit().await {
                Ok(()) => (Ok(value), Outcome::Stays),
                Err(error) => doomed(error),
            };
        }
        Ok(Err(error)) => error,
        Err(panic) => E::from(custom(&panic_text(&*panic))),
    };
    match savepoint.rollback().await {
        Ok(()) => (Err(error), Outcome::Undone),
        // There is no savepoint any more: the error that took it away says why.
        Err(rollback) => {
            let cause = error.database().cloned().unwrap_or(rollback);
            (Err(error), Outcome::Doomed(cause))
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|it| (*it).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a write panicked: {}", text.unwrap_or_default())
}

struct Writer {
    url: String,
    /// None after a failure that may have left the connection in any state.
    connection: Option<DatabaseConnection>,
}

impl Writer {
    async fn run(mut self, mut queue: mpsc::Receiver<QueuedWrite>) {
        let mut group = Vec::with_capacity(GROUP_SIZE);
        while !group.is_empty() || 0 < queue.recv_many(&mut group, GROUP_SIZE).await {
            let (started, size) = (Instant::now(), group.len());
            note_queue(queue.len());
            let mut answers = Vec::with_capacity(size);
            let verdict = self.write_group(&mut group, &mut answers).await;
            note_group(answers.len(), started);
            let verdict = verdict.map_err(|error| {
                tracing::error!(%error, "a group of writes was not committed");
                Arc::new(error)
            });
            for answer in answers {
                answer(verdict.clone());
            }
        }
    }

    /// Writes what waits in `group`; what is left there has had no turn.
    async fn write_group(
        &mut self,
        group: &mut Vec<QueuedWrite>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), DbErr> {
        let tx = match self.begin().await {
            Ok(tx) => tx,
            Err(error) => {
                group.clear();
                return Err(error);
            }
        };
        let mut waiting = std::mem::take(group).into_iter();
        let mut stays = false;
        for write in waiting.by_ref() {
            let Attempted { outcome, answer } = write(&tx).await;
            answers.push(answer);
            match outcome {
                Outcome::Stays => stays = true,
                Outcome::Undone => {}
                Outcome::Doomed(error) => {
                    group.extend(waiting);
                    drop(tx);
                    self.replace_connection().await;
                    return Err(error);
                }
            }
        }
        let ended = if stays {
            tx.commit().await
        } else {
            tx.rollback().await
        };
        if ended.is_err() {
            self.replace_connection().await;
        }
        ended
    }

    async fn begin(&mut self) -> Result<DatabaseTransaction, DbErr> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.url).await?,
        };
        let begun = begin_immediate(&connection).await;
        let is_sound = match &begun {
            Ok(_) => true,
            Err(error) => Outage::of_database(error) == Some(Outage::Busy),
        };
        if is_sound {
            self.connection = Some(connection);
        }
        begun
    }

    /// The driver may think that it is inside a transaction which SQLite has
    /// ended: only a new connection is known to be outside.
    async fn replace_connection(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the writer's connection was not closed");
        }
        self.connection = connect(&self.url).await.ok();
    }
}

/// SQLite upgrades a read transaction to a write one only if nobody else wrote
/// meanwhile, so a transaction that will write takes the lock at once.
async fn begin_immediate(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    })
    .await
}
