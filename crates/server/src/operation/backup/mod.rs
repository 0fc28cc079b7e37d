//! One file that holds everything: each table's rows in a form that both
//! databases read, every object that a row points at, and at its end what there
//! must be, so that a file that was cut off or changed is told from a whole one.
//!
//! It is a tar file. `backup.json` comes first (who made it, the migrations),
//! then `tables/<name>/<part>.jsonl`, one JSON array per row, then
//! `objects/<sha-256>`, and last `contents.json`. It is written while the site
//! runs: rows come from one snapshot, and objects never change.

mod restoring;
mod rows;
pub(super) mod schema;
mod taking;
mod tar_file;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use restoring::{RestoreReport, restore};
pub use taking::{BackupReport, backup};

/// The version of this format.
const FORMAT: u32 = 1;
const HEAD: &str = "backup.json";
const CONTENTS: &str = "contents.json";

/// Who made the backup, of what.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: u32,
    version: String,
    taken_at: chrono::DateTime<chrono::Utc>,
    /// `SQLite` or `PostgreSQL`.
    engine: String,
    migrations: Vec<String>,
    tables: Vec<schema::Table>,
}

/// What the file must hold.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    parts: Vec<Part>,
    /// Tables and how many rows each has.
    rows: Vec<(String, u64)>,
    objects: u64,
    object_bytes: u64,
    /// The SHA-256 of the objects' names in their order.
    object_names: String,
    /// Objects that rows point at but the store did not have, or had damaged.
    lost_objects: Vec<String>,
}

/// A file of rows.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    name: String,
    size_bytes: u64,
    sha256: String,
}

/// Why a backup or a restore did not succeed, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{path}: {error}")]
    File {
        path: PathBuf,
        error: std::io::Error,
    },
    #[error("{0} is there already; give the backup a name of its own")]
    Exists(PathBuf),
    #[error(
        "there is no site in this database to back up; check OBUKA_DATA and OBUKA_DATABASE_URL"
    )]
    NoSite,
    #[error("{0} is not a backup of Obuka")]
    NotABackup(PathBuf),
    #[error(
        "the backup is damaged: {0}; nothing was changed, take another copy of the file and try again"
    )]
    Damaged(String),
    #[error(
        "the database holds rows already (table `{0}`); a backup is restored into an empty place \
         only: set OBUKA_DATA to a new folder, or OBUKA_DATABASE_URL to an empty database"
    )]
    NotEmpty(String),
    #[error(
        "the backup was taken by a newer Obuka (version {version}, migration {migration}); \
         restore it with that version"
    )]
    Newer { version: String, migration: String },
    #[error("column {table}.{column} has the type {kind}, which backups do not know")]
    UnknownKind {
        table: String,
        column: String,
        kind: String,
    },
    #[error("a row of table `{table}` cannot be read: {reason}")]
    Row { table: String, reason: String },
    #[error(transparent)]
    Settings(#[from] crate::config::ConfigError),
    #[error("the package files: {0}")]
    Store(#[from] crate::store::StoreError),
    #[error("the database: {0}")]
    Db(#[from] sea_orm::DbErr),
}

impl BackupError {
    pub(super) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, error }
    }
}
