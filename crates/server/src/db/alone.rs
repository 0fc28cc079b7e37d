//! A write on PostgreSQL: a transaction of its own, run again when that is safe.

use std::time::Duration;

use futures::future::BoxFuture;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, TransactionTrait as _};

use super::WriteError;
use crate::outage::is_connection_lost;

/// How often a transaction may be run again.
const TRIES: u32 = 6;

/// How a run of the transaction ended.
enum Run<T, E> {
    Committed(T),
    /// Nothing of it is stored.
    Failed(E),
    /// The connection broke while it was being committed: it may be stored.
    Unknown(E),
}

/// Runs `work`, again when the server asks for it, or when the connection
/// broke before the commit: then nothing is stored.
pub(super) async fn write<T, E, F>(db: &DatabaseConnection, work: F) -> Result<T, E>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let error = match run(db, &work).await {
            Run::Committed(value) => return Ok(value),
            Run::Unknown(error) => return Err(error),
            Run::Failed(error) => error,
        };
        let again = error.database().is_some_and(may_run_again);
        if !again || tries == TRIES {
            return Err(error);
        }
        tokio::time::sleep(Duration::from_millis(5 << tries)).await;
    }
}

async fn run<T, E, F>(db: &DatabaseConnection, work: &F) -> Run<T, E>
where
    F: for<'t> Fn(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: WriteError,
{
    let tx = match db.begin().await {
        Ok(tx) => tx,
        Err(error) => return Run::Failed(error.into()),
    };
    match work(&tx).await {
        Ok(value) => match tx.commit().await {
            Ok(()) => Run::Committed(value),
            Err(error) if is_connection_lost(&error) => Run::Unknown(error.into()),
            Err(error) => Run::Failed(error.into()),
        },
        Err(error) => {
            // Without a connection there is nothing to roll back; the cause counts.
            if let Err(rollback) = tx.rollback().await {
                tracing::debug!(error = %rollback, "a transaction ended with its connection");
            }
            Run::Failed(error)
        }
    }
}

fn may_run_again(error: &DbErr) -> bool {
    is_connection_lost(error) || must_run_again(error)
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
