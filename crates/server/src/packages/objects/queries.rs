//! The SQL about stored objects.

use chrono::{DateTime, Utc};
use entity::stored_object;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QuerySelect as _, Set, Statement,
    sea_query::{Expr, OnConflict},
};

/// Objects are registered and swept in statements of at most so many rows.
const BATCH: usize = 500;

/// Everything that may point at an object. A sweep asks all of them.
const POINTERS: &str = "
    NOT EXISTS (SELECT 1 FROM package_file p WHERE p.hash = o.hash)
    AND NOT EXISTS (SELECT 1 FROM package_version p WHERE p.zip_hash = o.hash)
    AND NOT EXISTS (SELECT 1 FROM upload_chunk p WHERE p.hash = o.hash)
    AND NOT EXISTS (SELECT 1 FROM course_step p WHERE p.document_hash = o.hash)
    AND NOT EXISTS (SELECT 1 FROM rendered_document p WHERE p.hash = o.hash)
    AND NOT EXISTS (SELECT 1 FROM issued_report p WHERE p.hash = o.hash)";

/// The objects that anything points at, for a backup. The same tables as in `POINTERS`.
pub(super) async fn pointed_at(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let sql = "
        SELECT hash FROM package_file
        UNION SELECT zip_hash FROM package_version
        UNION SELECT hash FROM upload_chunk
        UNION SELECT document_hash FROM course_step WHERE document_hash IS NOT NULL
        UNION SELECT hash FROM rendered_document
        UNION SELECT hash FROM issued_report
        ORDER BY 1";
    let asked = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(asked).await?;
    rows.iter().map(|row| row.try_get("", "hash")).collect()
}

/// Those of `hashes` that a sweep is taking away just now.
pub(super) async fn being_removed(
    tx: &DatabaseTransaction,
    hashes: &[String],
) -> Result<Vec<String>, DbErr> {
    let mut found = Vec::new();
    for batch in hashes.chunks(BATCH) {
        let rows: Vec<String> = stored_object::Entity::find()
            .select_only()
            .column(stored_object::Column::Hash)
            .filter(stored_object::Column::Hash.is_in(batch))
            .filter(stored_object::Column::RemovingSince.is_not_null())
            .into_tuple()
            .all(tx)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Notes that these objects are wanted now. Sorted, so that two who want the
/// same ones lock them in one order.
pub(super) async fn want(
    tx: &DatabaseTransaction,
    objects: &[(String, u64)],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    for batch in objects.chunks(BATCH) {
        let rows = batch
            .iter()
            .map(|(hash, size_bytes)| stored_object::ActiveModel {
                hash: Set(hash.clone()),
                size_bytes: Set(i64::try_from(*size_bytes).unwrap_or(i64::MAX)),
                created_at: Set(now),
                removing_since: Set(None),
                damaged_at: Set(None),
            });
        stored_object::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(stored_object::Column::Hash)
                    .update_columns([
                        stored_object::Column::CreatedAt,
                        stored_object::Column::DamagedAt,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Marks objects that nobody points at and nobody wanted since `before`, and
/// answers them together with those that an interrupted sweep left marked.
pub(super) async fn mark_orphans(
    tx: &DatabaseTransaction,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<String>, DbErr> {
    let backend = tx.get_database_backend();
    let sql = format!(
        // The outer conditions are the ones that PostgreSQL checks again when
        // somebody has just wanted the row.
        "UPDATE stored_object SET removing_since = $1
         WHERE created_at < $2 AND removing_since IS NULL AND hash IN (
             SELECT o.hash FROM stored_object o
             WHERE o.created_at < $2 AND o.removing_since IS NULL AND {POINTERS}
             LIMIT {BATCH})"
    );
    tx.execute_raw(Statement::from_sql_and_values(
        backend,
        sql,
        [now.into(), before.into()],
    ))
    .await?;
    stored_object::Entity::find()
        .select_only()
        .column(stored_object::Column::Hash)
        .filter(stored_object::Column::RemovingSince.is_not_null())
        .limit(BATCH as u64)
        .into_tuple()
        .all(tx)
        .await
}

pub(super) async fn forget(tx: &DatabaseTransaction, hashes: &[String]) -> Result<(), DbErr> {
    stored_object::Entity::delete_many()
        .filter(stored_object::Column::Hash.is_in(hashes))
        .filter(stored_object::Column::RemovingSince.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn mark_damaged(
    tx: &DatabaseTransaction,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    stored_object::Entity::update_many()
        .col_expr(stored_object::Column::DamagedAt, Expr::value(now))
        .filter(stored_object::Column::Hash.eq(hash))
        .exec(tx)
        .await?;
    Ok(())
}
