//! Restoring a backup into an empty place: first the whole file is checked,
//! then everything is written, the rows in one transaction.

use std::{collections::HashMap, path::Path};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use migrations::{Migrator, MigratorTrait as _};
use sea_orm::{Database, DatabaseConnection, TransactionTrait as _};
use sha2::{Digest as _, Sha256};

use super::{
    BackupError, CONTENTS, Contents, FORMAT, HEAD, Head, Part, rows,
    schema::{self, Table},
    tar_file::Reader,
};
use crate::{config::Settings, store::Store};

/// Objects are read in pieces of this size.
const PIECE: usize = 1024 * 1024;

/// What a restore did.
#[derive(Debug)]
pub struct RestoreReport {
    /// When the backup was taken, by which version, on which database.
    pub taken_at: DateTime<Utc>,
    pub version: String,
    pub engine: String,
    /// Tables and how many rows each got.
    pub rows: Vec<(String, u64)>,
    pub objects: u64,
    /// Migrations of this version that the backup did not know yet.
    pub migrated: usize,
    /// Objects that rows point at but the backup does not have.
    pub lost_objects: Vec<String>,
}

/// Writes what the file holds into the place that the settings name.
pub async fn restore(settings: &Settings, from: &Path) -> Result<RestoreReport, BackupError> {
    let (head, contents) = check(from).await?;
    let known = Migrator::migrations();
    let known: Vec<&str> = known.iter().map(|it| it.name()).collect();
    for (at, name) in head.migrations.iter().enumerate() {
        if known.get(at) != Some(&name.as_str()) {
            return Err(BackupError::Newer {
                version: head.version,
                migration: name.clone(),
            });
        }
    }
    std::fs::create_dir_all(&settings.data).map_err(BackupError::file(&settings.data))?;
    let db = Database::connect(settings.database()).await?;
    let store = Store::open(settings)?;
    let restored = fill(&db, &store, from, &head, &contents).await;
    drop(db.close().await);
    let migrated = restored?;
    Ok(RestoreReport {
        taken_at: head.taken_at,
        version: head.version,
        engine: head.engine,
        rows: contents.rows,
        objects: contents.objects,
        migrated,
        lost_objects: contents.lost_objects,
    })
}

/// Reads the file from front to back and compares it with what it says of itself.
async fn check(from: &Path) -> Result<(Head, Contents), BackupError> {
    let damaged = |what: String| BackupError::Damaged(what);
    let mut file = Reader::open(from).await?;
    let not_a_backup = || BackupError::NotABackup(from.to_owned());
    match file.next().await {
        Ok(Some((name, _))) if name == HEAD => {}
        Ok(_) | Err(BackupError::Damaged(_)) => return Err(not_a_backup()),
        Err(error) => return Err(error),
    }
    let head: Head = serde_json::from_slice(&file.whole().await?).map_err(|_| not_a_backup())?;
    if head.format != FORMAT {
        return Err(not_a_backup());
    }
    let mut found = Contents::default();
    let (mut names, mut wrong) = (Sha256::new(), Vec::new());
    let said: Contents = loop {
        let Some((name, size_bytes)) = file.next().await? else {
            return Err(damaged("its end is missing".into()));
        };
        if name == CONTENTS {
            let said = serde_json::from_slice(&file.whole().await?);
            break said.map_err(|error| damaged(error.to_string()))?;
        }
        let mut digest = Sha256::new();
        while let Some(piece) = file.piece(PIECE).await? {
            digest.update(&piece);
        }
        let sha256 = hex::encode(digest.finalize());
        match name.strip_prefix("objects/") {
            Some(hash) => {
                names.update(hash);
                found.objects += 1;
                found.object_bytes += size_bytes;
                if hash != sha256 {
                    wrong.push(hash.to_owned());
                }
            }
            None => found.parts.push(Part {
                name,
                size_bytes,
                sha256,
            }),
        }
    };
    found.object_names = hex::encode(names.finalize());
    compare(&said, &found, &wrong)?;
    Ok((head, said))
}

fn compare(said: &Contents, found: &Contents, wrong: &[String]) -> Result<(), BackupError> {
    for (expected, part) in said.parts.iter().zip(&found.parts) {
        if expected != part {
            return Err(BackupError::Damaged(format!("{} was changed", part.name)));
        }
    }
    if said.parts.len() != found.parts.len() || said.object_names != found.object_names {
        return Err(BackupError::Damaged("parts are missing".into()));
    }
    // What the store had damaged already is known; anything else happened since.
    match wrong.iter().find(|it| !said.lost_objects.contains(it)) {
        Some(hash) => Err(BackupError::Damaged(format!("object {hash} was changed"))),
        None => Ok(()),
    }
}

async fn fill(
    db: &DatabaseConnection,
    store: &Store,
    from: &Path,
    head: &Head,
    contents: &Contents,
) -> Result<usize, BackupError> {
    if let Some(used) = schema::first_used(db, &schema::tables(db).await?).await? {
        return Err(BackupError::NotEmpty(used));
    }
    let steps = head.migrations.len()
        - schema::migrations(db)
            .await?
            .len()
            .min(head.migrations.len());
    Migrator::up(db, Some(u32::try_from(steps).unwrap_or(u32::MAX))).await?;
    let tables: HashMap<&str, &Table> = head
        .tables
        .iter()
        .map(|it| (it.name.as_str(), it))
        .collect();
    let tx = db.begin().await?;
    schema::defer_references(&tx, &head.tables).await?;
    let mut file = Reader::open(from).await?;
    while let Some((name, _)) = file.next().await? {
        if let Some(hash) = name.strip_prefix("objects/") {
            put_object(store, hash, &mut file, contents).await?;
        } else if let Some(table) = table_of(&name, &tables) {
            rows::load(&tx, table, &file.whole().await?).await?;
        }
    }
    schema::check_references(&tx, &head.tables).await?;
    tx.commit().await?;
    let pending = Migrator::get_pending_migrations(db).await?.len();
    Migrator::up(db, None).await?;
    Ok(pending)
}

fn table_of<'a>(name: &str, tables: &HashMap<&str, &'a Table>) -> Option<&'a Table> {
    let (table, _) = name.strip_prefix("tables/")?.split_once('/')?;
    tables.get(table).copied()
}

async fn put_object(
    store: &Store,
    hash: &str,
    file: &mut Reader<'_>,
    contents: &Contents,
) -> Result<(), BackupError> {
    if contents.lost_objects.iter().any(|it| it == hash) {
        return Ok(());
    }
    let pieces = futures::stream::unfold(file, |file| async {
        let piece = file.piece(PIECE).await.transpose()?;
        Some((piece.map(Bytes::from), file))
    });
    let (stored, _) = store.put_stream(pieces.boxed_local()).await?;
    if stored == hash {
        Ok(())
    } else {
        Err(BackupError::Damaged(format!("object {hash} was changed")))
    }
}
