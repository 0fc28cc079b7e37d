//! Opening the database, and the one door through which everything is written.
//!
//! Reads use [`Db::read`]; every write is a closure given to [`Db::write`]. On
//! SQLite one writer takes the waiting closures together, runs each inside a
//! savepoint of one `BEGIN IMMEDIATE` transaction, and answers all of them
//! after its durable commit; a closure that fails is rolled back alone. On
//! PostgreSQL each closure is a transaction of its own, run again when the
//! server reports a serialisation failure or a deadlock.

use std::{
    any::Any,
    cell::Cell,
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::operation::{note_group, note_queue, note_write};
use futures::{FutureExt as _, future::BoxFuture};
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    RuntimeErr, SqliteTransactionMode, TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Notify, mpsc, oneshot};

/// Closures that may wait for the SQLite writer before callers are told to come back.
const QUEUE_LENGTH: usize = 2048;
/// Closures that one SQLite transaction carries at most.
const GROUP_SIZE: usize = 64;
/// How often PostgreSQL may ask for a transaction to be run again.
const POSTGRES_TRIES: u32 = 6;

/// The database: a pool for reading, and the door for writing.
#[derive(Clone)]
pub struct Db {
    reads: DatabaseConnection,
    door: Door,
    jobs_committed: Arc<Notify>,
}

tokio::task_local! {
    /// Whether the write that is running has put a job into the queue.
    static HAS_JOBS: Cell<bool>;
}

/// Says, inside a write, that it queued a job: workers of this server wake after its commit.
pub(crate) fn wake_workers_after_commit() {
    // Outside of a write there is nothing to wait for; the workers look each second anyway.
    HAS_JOBS.try_with(|it| it.set(true)).ok();
}

#[derive(Clone)]
enum Door {
    Sqlite(mpsc::Sender<QueuedWrite>),
    Postgres,
}

/// An error that a write may end with; it says whether the database caused it.
pub trait WriteError: From<DbErr> + Send + 'static {
    fn database(&self) -> Option<&DbErr>;
}

impl WriteError for DbErr {
    fn database(&self) -> Option<&DbErr> {
        Some(self)
    }
}

type Verdict = Result<(), Arc<DbErr>>;
type Answer = Box<dyn FnOnce(Verdict) + Send>;
type Attempted = (bool, Answer);
type QueuedWrite =
    Box<dyn for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Attempted> + Send>;

impl Db {
    /// Connects to SQLite or PostgreSQL and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let db = Self::open_unmigrated(url).await?;
        match &db.door {
            // Migrations take the write lock like everybody else, before the door opens.
            Door::Sqlite(_) | Door::Postgres => Migrator::up(&db.reads, None).await?,
        }
        Ok(db)
    }

    /// Connects without touching the schema.
    pub async fn open_unmigrated(url: &str) -> Result<Self, DbErr> {
        let reads = Database::connect(options(url, 8)).await?;
        let door = if reads.get_database_backend() == DbBackend::Sqlite {
            let writer = Database::connect(options(url, 1)).await?;
            let (sender, receiver) = mpsc::channel(QUEUE_LENGTH);
            tokio::spawn(run_writer(writer, receiver));
            Door::Sqlite(sender)
        } else {
            Door::Postgres
        };
        Ok(Self {
            reads,
            door,
            jobs_committed: Arc::default(),
        })
    }

    /// The connections for reading.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Told after each commit that queued a job.
    pub(crate) fn jobs_committed(&self) -> &Notify {
        &self.jobs_committed
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.door, Door::Sqlite(_))
    }

    /// Runs `work` as one durable transaction and answers after its commit.
    ///
    /// `work` may run more than once (PostgreSQL), so it takes nothing by
    /// value out of itself, and it awaits nothing but the database. A rule is
    /// decided inside, under a lock: `lock_exclusive()` on the row it is about.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>
            + Send
            + Sync
            + 'static,
        T: Send + 'static,
        E: WriteError,
    {
        let result = match &self.door {
            Door::Sqlite(queue) => write_in_group(queue, self.jobs_committed.clone(), work).await,
            Door::Postgres => {
                let alone = write_alone(&self.reads, work);
                let (result, has_jobs) = noticing_jobs(alone).await;
                if has_jobs && result.is_ok() {
                    self.jobs_committed.notify_one();
                }
                result
            }
        };
        note_write(result.is_ok());
        result
    }
}

/// Says whether an error means that the database is too busy just now.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    matches!(error, DbErr::ConnectionAcquire(_))
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(8))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("busy_timeout", "10000")
                .foreign_keys(true)
                .statement_cache_capacity(256)
        });
    options
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

fn busy() -> DbErr {
    DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout)
}

fn custom(message: &str) -> DbErr {
    DbErr::Custom(message.to_owned())
}

/// Runs `write`, and says whether it queued a job.
async fn noticing_jobs<T>(write: impl Future<Output = T>) -> (T, bool) {
    HAS_JOBS
        .scope(Cell::new(false), async {
            let result = write.await;
            (result, HAS_JOBS.with(Cell::get))
        })
        .await
}

async fn write_in_group<T, E, F>(
    queue: &mpsc::Sender<QueuedWrite>,
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
            let (result, has_jobs) = noticing_jobs(run_in_savepoint(tx, &work)).await;
            let stays = result.is_ok();
            let finish: Answer = Box::new(move |verdict| {
                let result = match (result, verdict) {
                    (Ok(value), Ok(())) => {
                        if has_jobs {
                            jobs_committed.notify_one();
                        }
                        Ok(value)
                    }
                    (Err(error), _) => Err(error),
                    (Ok(_), Err(error)) => Err(E::from(custom(&error.to_string()))),
                };
                // Nobody waits any more when the request was given up; the write stands.
                drop(answer.send(result));
            });
            (stays, finish)
        })
    });
    queue.try_send(queued).map_err(|_| E::from(busy()))?;
    answered
        .await
        .unwrap_or_else(|_| Err(E::from(custom("the writer stopped"))))
}

async fn run_in_savepoint<T, E, F>(tx: &DatabaseTransaction, work: &F) -> Result<T, E>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let savepoint = tx.begin().await?;
    let result = AssertUnwindSafe(work(&savepoint)).catch_unwind().await;
    match result {
        Ok(Ok(value)) => {
            savepoint.commit().await?;
            Ok(value)
        }
        Ok(Err(error)) => {
            savepoint.rollback().await?;
            Err(error)
        }
        Err(panic) => {
            savepoint.rollback().await?;
            Err(E::from(custom(&panic_text(&*panic))))
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

/// The SQLite writer: one transaction for whatever waits, answered after its commit.
async fn run_writer(db: DatabaseConnection, mut queue: mpsc::Receiver<QueuedWrite>) {
    let mut group = Vec::with_capacity(GROUP_SIZE);
    while 0 < queue.recv_many(&mut group, GROUP_SIZE).await {
        let (started, size) = (Instant::now(), group.len());
        note_queue(queue.len());
        let mut answers = Vec::with_capacity(size);
        let verdict = write_group(&db, &mut group, &mut answers).await;
        group.clear();
        note_group(size, started);
        let verdict = verdict.map_err(|error| {
            tracing::error!(%error, "a group of writes was not committed");
            Arc::new(error)
        });
        for answer in answers {
            answer(verdict.clone());
        }
    }
}

async fn write_group(
    db: &DatabaseConnection,
    group: &mut Vec<QueuedWrite>,
    answers: &mut Vec<Answer>,
) -> Result<(), DbErr> {
    let tx = begin_immediate(db).await?;
    let mut stays = false;
    for write in group.drain(..) {
        let (stored, answer) = write(&tx).await;
        stays |= stored;
        answers.push(answer);
    }
    if stays {
        tx.commit().await
    } else {
        tx.rollback().await
    }
}

async fn write_alone<T, E, F>(db: &DatabaseConnection, work: F) -> Result<T, E>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let tx = db.begin().await?;
        let error = match work(&tx).await {
            Ok(value) => match tx.commit().await {
                Ok(()) => return Ok(value),
                Err(error) => E::from(error),
            },
            Err(error) => {
                tx.rollback().await?;
                error
            }
        };
        let again = error.database().is_some_and(must_run_again);
        if !again || tries == POSTGRES_TRIES {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(5 << tries)).await;
    }
}

/// PostgreSQL's `serialization_failure` and `deadlock_detected`.
fn must_run_again(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    cause
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code == "40001" || code == "40P01")
}
