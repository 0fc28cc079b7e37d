//! Opening the database for serving: when a new version changes the schema of a
//! site that is in use, a backup is taken first.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend};

use super::backup::{BackupError, backup, schema};
use crate::{config::Settings, db::Db};

/// The advisory lock of PostgreSQL under which one server at a time migrates.
const MIGRATING: i64 = 0x006f_6275_6b61;

/// Opens the database, after a backup and the pending migrations if there are any.
pub async fn open_database(settings: &Settings, now: DateTime<Utc>) -> Result<Db, BackupError> {
    std::fs::create_dir_all(&settings.data).map_err(BackupError::file(&settings.data))?;
    // One connection: the lock belongs to it.
    let mut options = ConnectOptions::new(settings.database());
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    if is_postgres {
        let sql = format!("SELECT pg_advisory_lock({MIGRATING})");
        db.execute_unprepared(&sql).await?;
    }
    let prepared = prepare(&db, settings, now).await;
    // The lock goes with the connection.
    drop(db.close().await);
    if let Some(backup) = prepared? {
        tracing::info!(
            "the schema is up to date; the state before is in {}",
            backup.display()
        );
    }
    Ok(Db::open(&settings.database()).await?)
}

/// Takes the backup if there is something to lose, and migrates.
async fn prepare(
    db: &DatabaseConnection,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Option<PathBuf>, BackupError> {
    let applied = schema::migrations(db).await?;
    let pending = Migrator::migrations()
        .iter()
        .filter(|it| !applied.iter().any(|name| name == it.name()))
        .count();
    if let Some(newest) = applied.last()
        && !Migrator::migrations().iter().any(|it| it.name() == newest)
    {
        return Err(BackupError::Newer {
            version: "unknown".into(),
            migration: newest.clone(),
        });
    }
    if applied.is_empty() || pending == 0 {
        Migrator::up(db, None).await?;
        return Ok(None);
    }
    let folder = settings.data.join("backups");
    std::fs::create_dir_all(&folder).map_err(BackupError::file(&folder))?;
    let to = folder.join(format!(
        "before-upgrade-{}.tar",
        now.format("%Y%m%d-%H%M%S")
    ));
    tracing::warn!(
        "this version changes the database's schema ({pending} migrations); a backup comes first: {}",
        to.display()
    );
    backup(settings, &to, now).await?;
    tracing::warn!(
        "to go back: stop this server, set OBUKA_DATA to a new folder (or OBUKA_DATABASE_URL to \
         an empty database), run `obuka restore {}` with the version before, and serve with it",
        to.display()
    );
    Migrator::up(db, None).await?;
    Ok(Some(to))
}
