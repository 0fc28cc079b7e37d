//! The SQLite writer: one durable transaction for whatever waits.
//!
//! The writes of a group run one after the other in one transaction. When one
//! of them fails, the transaction is rolled back and the group has a second
//! run, in which each write has a savepoint and fails alone: failures are rare,
//! and a savepoint costs as much as two statements. When SQLite itself gives up
//! (a full disk, a fault of the device) it rolls the whole transaction back,
//! and with it the savepoints; then everybody who was in it hears so, the
//! connection is replaced, and whoever had not had a turn yet gets it in the
//! next transaction.
//!
//! The writer has a thread to itself: each statement is a change to the
//! driver's thread and back, one more for each row, and a thread that does nothing
//! else can wait for the answer awake.

use std::{
    any::Any, future, panic::AssertUnwindSafe, pin::pin, sync::Arc, task::Poll, thread,
    time::Instant,
};

use futures::{FutureExt as _, executor, future::BoxFuture};
use sea_orm::{
    Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::{
    runtime::Handle,
    sync::{Notify, mpsc, oneshot},
};

use super::{WriteError, busy, custom, noticing_jobs, options};
use crate::{
    operation::{note_group, note_queue},
    outage::Outage,
};

/// How often an answer is looked for before the writer sleeps; some ten microseconds.
const LOOKS: u32 = 40;
/// Closures that may wait for the writer before callers are told to come back.
const QUEUE_LENGTH: usize = 2048;
/// Closures that one transaction carries at most.
const GROUP_SIZE: usize = 64;

pub(super) type Queue = mpsc::Sender<Box<dyn Write>>;

type Verdict = Result<(), Arc<DbErr>>;

/// A write that waits for its turn, and who waits for it.
pub(super) trait Write: Send {
    /// Does the work, in a savepoint or without one, and keeps its result.
    fn run<'a>(
        &'a mut self,
        tx: &'a DatabaseTransaction,
        savepoint: Savepoint,
    ) -> BoxFuture<'a, Outcome>;

    /// Tells the result to whoever waits, once it is known what became of the transaction.
    fn answer(self: Box<Self>, verdict: &Verdict);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Savepoint {
    None,
    Own,
}

pub(super) enum Outcome {
    /// What it wrote is committed with the others.
    Stays,
    /// It failed; what it wrote is rolled back already if it had a savepoint.
    Failed,
    /// The transaction around it is gone.
    Doomed(DbErr),
}

struct Waiting<T, E, F> {
    work: F,
    /// Of the last run, and whether that queued a job.
    result: Option<(Result<T, E>, bool)>,
    answer: oneshot::Sender<Result<T, E>>,
    jobs_committed: Arc<Notify>,
}

impl<T, E, F> Write for Waiting<T, E, F>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + Sync,
    T: Send,
    E: WriteError,
{
    fn run<'a>(
        &'a mut self,
        tx: &'a DatabaseTransaction,
        savepoint: Savepoint,
    ) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let work = &self.work;
            let ((result, outcome), has_jobs) = match savepoint {
                Savepoint::None => noticing_jobs(run_bare(tx, work)).await,
                Savepoint::Own => noticing_jobs(run_in_savepoint(tx, work)).await,
            };
            self.result = Some((result, has_jobs));
            outcome
        })
    }

    fn answer(self: Box<Self>, verdict: &Verdict) {
        let result = match (self.result, verdict) {
            (Some((Ok(value), has_jobs)), Ok(())) => {
                if has_jobs {
                    self.jobs_committed.notify_one();
                }
                Ok(value)
            }
            (Some((Err(error), _)), _) => Err(error),
            (Some((Ok(_), _)), Err(error)) => Err(E::from((**error).clone())),
            // Without a turn: the database is locked or away.
            (None, _) => Err(E::from(busy())),
        };
        // Nobody waits any more when the request was given up; the write stands.
        drop(self.answer.send(result));
    }
}

/// Starts the writer of the database at `url`.
pub(super) async fn start(url: &str) -> Result<Queue, DbErr> {
    let (sender, receiver) = mpsc::channel(QUEUE_LENGTH);
    let (ready, is_ready) = oneshot::channel();
    let url = url.to_owned();
    // For the driver's timers.
    let runtime = Handle::current();
    let writing = async move {
        let connection = match connect(&url).await {
            Ok(connection) => connection,
            Err(error) => {
                drop(ready.send(Err(error)));
                return;
            }
        };
        let writer = Writer {
            url,
            connection: Some(connection),
        };
        if ready.send(Ok(())).is_ok() {
            writer.run(receiver).await;
        }
    };
    thread::Builder::new()
        .name("sqlite-writer".into())
        .spawn(move || {
            let _entered = runtime.enter();
            executor::block_on(awake(writing));
        })
        .map_err(|error| custom(&error.to_string()))?;
    is_ready.await.map_err(|_| busy())??;
    Ok(sender)
}

/// Looks for the answer of the driver's thread some times before it sleeps: to be
/// put to sleep and woken for each row costs more than the rows. Whoever else has
/// work gets the processor in between.
async fn awake<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    future::poll_fn(move |context| {
        for _ in 0..LOOKS {
            if let Poll::Ready(result) = work.as_mut().poll(context) {
                return Poll::Ready(result);
            }
            thread::yield_now();
        }
        Poll::Pending
    })
    .await
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
    let waiting = Waiting {
        work,
        result: None,
        answer,
        jobs_committed,
    };
    queue
        .try_send(Box::new(waiting))
        .map_err(|_| E::from(busy()))?;
    // Only a writer that is gone leaves a write unanswered.
    answered.await.unwrap_or_else(|_| Err(E::from(busy())))
}

async fn run_bare<T, E, F>(tx: &DatabaseTransaction, work: &F) -> (Result<T, E>, Outcome)
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let result = caught(work(tx)).await;
    let outcome = if result.is_ok() {
        Outcome::Stays
    } else {
        Outcome::Failed
    };
    (result, outcome)
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
    let error = match caught(work(&savepoint)).await {
        Ok(value) => {
            return match savepoint.commit().await {
                Ok(()) => (Ok(value), Outcome::Stays),
                Err(error) => doomed(error),
            };
        }
        Err(error) => error,
    };
    match savepoint.rollback().await {
        Ok(()) => (Err(error), Outcome::Failed),
        // There is no savepoint any more: the error that took it away says why.
        Err(rollback) => {
            let cause = error.database().cloned().unwrap_or(rollback);
            (Err(error), Outcome::Doomed(cause))
        }
    }
}

/// The result of `work`; a panic is an error like others.
async fn caught<T, E: WriteError>(work: BoxFuture<'_, Result<T, E>>) -> Result<T, E> {
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(result) => result,
        Err(panic) => Err(E::from(custom(&panic_text(&*panic)))),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|it| (*it).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a write panicked: {}", text.unwrap_or_default())
}

/// How one transaction with a group ended.
enum Attempt {
    Done,
    /// Without savepoints, one of its writes failed; nothing is stored.
    Failed,
    /// So many from the beginning had their turn, and nothing of them is stored.
    Lost(usize, DbErr),
}

struct Writer {
    url: String,
    /// None after a failure that may have left the connection in any state.
    connection: Option<DatabaseConnection>,
}

impl Writer {
    async fn run(mut self, mut queue: mpsc::Receiver<Box<dyn Write>>) {
        let mut group = Vec::with_capacity(GROUP_SIZE);
        while !group.is_empty() || 0 < queue.recv_many(&mut group, GROUP_SIZE).await {
            let started = Instant::now();
            note_queue(queue.len());
            let (turns, verdict) = self.write_group(&mut group).await;
            note_group(turns, started);
            let verdict = verdict.map_err(|error| {
                tracing::error!(%error, "a group of writes was not committed");
                Arc::new(error)
            });
            for write in group.drain(..turns) {
                write.answer(&verdict);
            }
        }
    }

    /// Writes what waits in `group`. Answers how many from its beginning had
    /// their turn, and what became of them.
    async fn write_group(&mut self, group: &mut [Box<dyn Write>]) -> (usize, Result<(), DbErr>) {
        let attempt = match self.attempt(group, Savepoint::None).await {
            Attempt::Failed if 1 < group.len() => self.attempt(group, Savepoint::Own).await,
            attempt => attempt,
        };
        match attempt {
            Attempt::Done | Attempt::Failed => (group.len(), Ok(())),
            Attempt::Lost(turns, error) => (turns, Err(error)),
        }
    }

    /// One transaction with the writes of `group`.
    async fn attempt(&mut self, group: &mut [Box<dyn Write>], savepoint: Savepoint) -> Attempt {
        let tx = match self.begin().await {
            Ok(tx) => tx,
            // The database is locked or away, and nobody waits for it in the queue.
            Err(error) => return Attempt::Lost(group.len(), error),
        };
        let mut stays = false;
        for (index, write) in group.iter_mut().enumerate() {
            match write.run(&tx, savepoint).await {
                Outcome::Stays => stays = true,
                Outcome::Failed if savepoint == Savepoint::Own => {}
                Outcome::Failed => {
                    self.roll_back(tx).await;
                    return Attempt::Failed;
                }
                Outcome::Doomed(error) => {
                    drop(tx);
                    self.replace_connection().await;
                    return Attempt::Lost(index + 1, error);
                }
            }
        }
        if !stays {
            self.roll_back(tx).await;
            return Attempt::Done;
        }
        match tx.commit().await {
            Ok(()) => Attempt::Done,
            Err(error) => {
                self.replace_connection().await;
                Attempt::Lost(group.len(), error)
            }
        }
    }

    async fn roll_back(&mut self, tx: DatabaseTransaction) {
        // SQLite may have rolled back by itself; whose fault that was has heard of it.
        if tx.rollback().await.is_err() {
            self.replace_connection().await;
        }
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
