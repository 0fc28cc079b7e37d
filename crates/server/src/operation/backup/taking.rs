//! Taking a backup while the site runs.

use std::path::Path;

use chrono::{DateTime, Utc};
use futures::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use sea_orm::{
    AccessMode, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, Statement, StreamTrait as _, TransactionTrait as _,
};
use sha2::{Digest as _, Sha256};

use super::{
    BackupError, CONTENTS, Contents, FORMAT, HEAD, Head, Part, rows,
    schema::{self, Table},
    tar_file::Writer,
};
use crate::{
    config::Settings,
    operation::{LAST_BACKUP, queries},
    packages,
    store::{Store, StoreError, object},
};

/// Rows are put together to parts of about this size.
const PART_BYTES: usize = 4 * 1024 * 1024;

/// What a backup holds.
#[derive(Debug)]
pub struct BackupReport {
    pub tables: usize,
    pub rows: u64,
    pub objects: u64,
    pub size_bytes: u64,
    /// Objects that rows point at but the store did not have, or had damaged.
    pub lost_objects: Vec<String>,
}

/// Writes everything that the settings name into the file `to`.
pub async fn backup(
    settings: &Settings,
    to: &Path,
    now: DateTime<Utc>,
) -> Result<BackupReport, BackupError> {
    // A database that is not there must not be made by backing it up.
    let url = settings.database().replace("?mode=rwc", "?mode=rw");
    let db = Database::connect(url).await?;
    let store = Store::open(settings)?;
    let report = take(&db, &store, to, now).await;
    if report.is_ok() {
        queries::put_setting(&db, LAST_BACKUP, &now.to_rfc3339()).await?;
    }
    drop(db.close().await);
    report
}

async fn take(
    db: &DatabaseConnection,
    store: &Store,
    to: &Path,
    now: DateTime<Utc>,
) -> Result<BackupReport, BackupError> {
    let tx = snapshot(db).await?;
    let migrations = schema::migrations(&tx).await?;
    if migrations.is_empty() {
        return Err(BackupError::NoSite);
    }
    let tables = schema::tables(&tx).await?;
    let mut file = Writer::create(to).await?;
    let head = Head {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").into(),
        taken_at: now,
        engine: engine(db.get_database_backend()).into(),
        migrations,
        tables: tables.clone(),
    };
    file.file(HEAD, &to_json(&head)).await?;
    let mut contents = Contents::default();
    for table in &tables {
        let rows = write_table(&tx, table, &mut file, &mut contents).await?;
        contents.rows.push((table.name.clone(), rows));
    }
    let objects = packages::objects::service::pointed_at(&tx).await?;
    // Objects never change, and none goes while a row points at it: the snapshot may end.
    tx.commit().await?;
    write_objects(store, objects, &mut file, &mut contents).await?;
    file.file(CONTENTS, &to_json(&contents)).await?;
    let size_bytes = file.finish().await?;
    Ok(BackupReport {
        tables: tables.len(),
        rows: contents.rows.iter().map(|(_, rows)| rows).sum(),
        objects: contents.objects,
        size_bytes,
        lost_objects: contents.lost_objects,
    })
}

/// A transaction that sees one moment, and lets the site go on writing.
async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, sea_orm::DbErr> {
    if db.get_database_backend() == DbBackend::Sqlite {
        return db.begin().await;
    }
    db.begin_with_config(
        Some(IsolationLevel::RepeatableRead),
        Some(AccessMode::ReadOnly),
    )
    .await
}

fn engine(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "SQLite",
        _ => "PostgreSQL",
    }
}

fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).expect("these types have a JSON form")
}

async fn write_table(
    tx: &DatabaseTransaction,
    table: &Table,
    file: &mut Writer<'_>,
    contents: &mut Contents,
) -> Result<u64, BackupError> {
    let asked = Statement::from_string(
        ConnectionTrait::get_database_backend(tx),
        rows::select(table),
    );
    let mut stream = tx.stream_raw(asked).await?;
    let (mut count, mut number, mut lines) = (0, 0, Vec::new());
    while let Some(row) = stream.try_next().await? {
        rows::write(&mut lines, &row, table)?;
        count += 1;
        if PART_BYTES <= lines.len() {
            write_part(table, number, &lines, file, contents).await?;
            number += 1;
            lines.clear();
        }
    }
    if !lines.is_empty() {
        write_part(table, number, &lines, file, contents).await?;
    }
    Ok(count)
}

async fn write_part(
    table: &Table,
    number: u32,
    lines: &[u8],
    file: &mut Writer<'_>,
    contents: &mut Contents,
) -> Result<(), BackupError> {
    let name = format!("tables/{}/{number:06}.jsonl", table.name);
    file.file(&name, lines).await?;
    contents.parts.push(Part {
        name,
        size_bytes: lines.len() as u64,
        sha256: hex::encode(Sha256::digest(lines)),
    });
    Ok(())
}

async fn write_objects(
    store: &Store,
    hashes: Vec<String>,
    file: &mut Writer<'_>,
    contents: &mut Contents,
) -> Result<(), BackupError> {
    let mut names = Sha256::new();
    for hash in hashes {
        let size = match store.objects().head(&object(&hash)).await {
            Ok(found) => found.size,
            Err(object_store::Error::NotFound { .. }) => {
                contents.lost_objects.push(hash);
                continue;
            }
            Err(error) => return Err(StoreError::from(error).into()),
        };
        file.begin_file(&format!("objects/{hash}"), size).await?;
        let mut content = store.stream(&hash).await?;
        let (mut digest, mut written) = (Sha256::new(), 0);
        while let Some(piece) = content.try_next().await.map_err(StoreError::from)? {
            digest.update(&piece);
            written += piece.len() as u64;
            file.write(&piece).await?;
        }
        if written != size {
            return Err(StoreError::Corrupt(hash).into());
        }
        file.end_file(size).await?;
        names.update(&hash);
        contents.objects += 1;
        contents.object_bytes += size;
        if hex::encode(digest.finalize()) != hash {
            contents.lost_objects.push(hash);
        }
    }
    contents.object_names = hex::encode(names.finalize());
    Ok(())
}
