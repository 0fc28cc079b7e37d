//! Opening the database, and the one door through which everything is written.
//!
//! Reads use [`Db::read`]; every write is a closure given to [`Db::write`]. On
//! SQLite one writer takes the waiting closures together, runs them in one
//! `BEGIN IMMEDIATE` transaction, and answers all of them
//! after its durable commit; a closure that fails is rolled back alone. On
//! PostgreSQL each closure is a transaction of its own, run again when the
//! server reports a serialisation failure or a deadlock.

mod alone;
mod batch;
mod group;

pub(crate) use batch::Batch;

use std::{cell::Cell, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
};
use tokio::sync::Notify;

use crate::operation::note_write;

/// How long a write waits for a lock that somebody else holds before its
/// caller is told to come back.
const LOCK_SECONDS: u64 = 5;

/// Pages of SQLite's log after which they are moved into the database (32 MiB; its
/// default is an eighth of that): pages that each commit writes are moved once for many.
const CHECKPOINT_PAGES: u32 = 8192;

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
    Sqlite(group::Queue),
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
            Door::Sqlite(group::start(url).await?)
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
            Door::Sqlite(queue) => group::write(queue, self.jobs_committed.clone(), work).await,
            Door::Postgres => {
                let alone = alone::write(&self.reads, work);
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
                .pragma("wal_autocheckpoint", CHECKPOINT_PAGES.to_string())
                .pragma("busy_timeout", (LOCK_SECONDS * 1000).to_string())
                .foreign_keys(true)
                .statement_cache_capacity(256)
        })
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([("lock_timeout", format!("{LOCK_SECONDS}s"))])
        });
    options
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
