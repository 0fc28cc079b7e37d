//! What the world outside may do to a server: disks that are full, databases
//! that are locked or gone. Neither is a bug, both pass: whoever asked is told
//! which it is, and may come back.

use std::{error::Error, io};

use axum::http::StatusCode;
use sea_orm::{DbErr, RuntimeErr};

/// Why something cannot be done just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outage {
    /// There is no room to write (507).
    Full,
    /// The database is locked, overloaded, restarting or out of reach (503).
    Busy,
}

impl Outage {
    /// The outage behind an error of the database; none is a bug or a rule.
    pub(crate) fn of_database(error: &DbErr) -> Option<Self> {
        match error {
            DbErr::ConnectionAcquire(_) => Some(Self::Busy),
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => Self::of_driver(cause),
            _ => None,
        }
    }

    /// The outage behind any error, wherever in the chain of its causes it stands.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            let found = match error.downcast_ref::<io::Error>() {
                Some(error) => Self::of_system(error),
                None => error.downcast_ref().and_then(Self::of_database),
            };
            if found.is_some() {
                return found;
            }
            cause = error.source();
        }
        None
    }

    /// The status of an answer that could not be made for this reason, or for a bug.
    pub(crate) fn status(outage: Option<Self>) -> StatusCode {
        match outage {
            Some(Self::Full) => StatusCode::INSUFFICIENT_STORAGE,
            Some(Self::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// When it makes sense to come back.
    pub(crate) fn retry_after_seconds(self) -> u64 {
        match self {
            Self::Full => 30,
            Self::Busy => 2,
        }
    }

    fn of_driver(error: &sqlx::Error) -> Option<Self> {
        match error {
            sqlx::Error::Database(error) => Self::of_code(&error.code()?),
            sqlx::Error::Io(error) => Some(Self::of_system(error).unwrap_or(Self::Busy)),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Some(Self::Busy)
            }
            _ => None,
        }
    }

    /// An SQLSTATE of PostgreSQL has five characters, an extended result code of SQLite fewer.
    fn of_code(code: &str) -> Option<Self> {
        // `SQLITE_FULL`, what the system refused to write into the database,
        // its log or the index of its log, and PostgreSQL's `disk_full`.
        const FULL: [&str; 4] = ["13", "778", "4874", "53100"];
        // `SQLITE_BUSY` and `SQLITE_LOCKED` with what they are extended by …
        const LOCKED: [&str; 6] = ["5", "261", "517", "773", "6", "262"];
        // … deadlocks and serialisation failures that came again and again,
        // locks not to be had in time, statements cancelled, and a server that
        // goes down or comes up.
        const AWAY: [&str; 7] = [
            "40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03",
        ];
        // Connection exceptions and insufficient resources.
        let is_of_class = |class: &str| code.len() == 5 && code.starts_with(class);
        if FULL.contains(&code) {
            Some(Self::Full)
        } else if LOCKED.contains(&code)
            || AWAY.contains(&code)
            || is_of_class("08")
            || is_of_class("53")
        {
            Some(Self::Busy)
        } else {
            None
        }
    }

    fn of_system(error: &io::Error) -> Option<Self> {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge).then_some(Self::Full)
    }
}

/// Whether the connection to the database is gone, and its transaction with it.
pub(crate) fn is_connection_lost(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    match &**cause {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            matches!(&*code, "57P01" | "57P02" | "57P03") || code.starts_with("08")
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_found_below_what_wraps_it() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let wrapped = object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(full()),
        };
        let wrapped = crate::store::StoreError::Store(wrapped);
        assert_eq!(Outage::of(&wrapped), Some(Outage::Full));
        assert_eq!(Outage::of(&full()), Some(Outage::Full));
        let other = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(Outage::of(&other), None);
    }

    #[test]
    fn codes_of_both_databases_are_told_apart() {
        for (code, expected) in [
            ("13", Some(Outage::Full)),
            ("778", Some(Outage::Full)),
            ("53100", Some(Outage::Full)),
            ("5", Some(Outage::Busy)),
            ("55P03", Some(Outage::Busy)),
            ("57P01", Some(Outage::Busy)),
            ("08006", Some(Outage::Busy)),
            ("53300", Some(Outage::Busy)),
            ("2067", None),
            ("23505", None),
            ("1", None),
        ] {
            assert_eq!(Outage::of_code(code), expected, "{code}");
        }
    }
}
