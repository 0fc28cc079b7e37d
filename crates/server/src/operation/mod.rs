//! Running the house: listeners with limits, health, metrics, backup and restore.

mod backup;
mod handlers;
mod health;
mod listener;
mod metrics;
mod queries;
mod service;
mod upgrade;
mod views;

pub use backup::{BackupError, BackupReport, RestoreReport, backup, restore};
pub(crate) use handlers::routes;
pub use health::LastReport;
pub use listener::raise_file_limit;
pub(crate) use listener::{Limits, serve};
pub(crate) use metrics::{count_request, note_group, note_queue, note_write};
pub(crate) use service::keep_figures;
pub use upgrade::open_database;

/// The setting that says when the last backup was taken.
const LAST_BACKUP: &str = "last_backup_at";
