//! Work that follows a transaction: rows in a table, claimed by a lease, tried
//! again with back-off. Other features queue with [`service::enqueue`] inside
//! their own transaction; `kinds` says which function runs which kind.

pub(crate) mod kinds;
mod queries;
pub(crate) mod service;
mod workers;

pub use workers::{Workers, start};

/// Why a job did not succeed. The text is for the health page: no personal data.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobError {
    /// It may succeed later.
    #[error("{0}")]
    Retry(String),
    /// It never will.
    #[error("{0}")]
    GiveUp(String),
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}
