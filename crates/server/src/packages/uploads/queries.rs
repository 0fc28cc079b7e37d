//! The SQL about uploads and their chunks.

use chrono::{DateTime, Utc};
use entity::{upload, upload_chunk, values::UploadState};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

pub(super) use crate::rows::{find, insert};

/// The upload, locked until the transaction ends.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<upload::Model>, DbErr> {
    upload::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn open_of(db: &impl ConnectionTrait, person_id: Uuid) -> Result<u64, DbErr> {
    upload::Entity::find()
        .filter(upload::Column::PersonId.eq(person_id))
        .filter(upload::Column::State.is_in([UploadState::Receiving, UploadState::Checking]))
        .count(db)
        .await
}

/// An upload that this person began with a file of this name and length.
pub(super) async fn begun(
    db: &impl ConnectionTrait,
    like: &upload::Model,
) -> Result<Option<upload::Model>, DbErr> {
    let mut found = upload::Entity::find()
        .filter(upload::Column::PersonId.eq(like.person_id))
        .filter(upload::Column::State.eq(UploadState::Receiving))
        .filter(upload::Column::FileName.eq(like.file_name.clone()))
        .filter(upload::Column::SizeBytes.eq(like.size_bytes));
    found = match like.package_id {
        Some(id) => found.filter(upload::Column::PackageId.eq(id)),
        None => found.filter(upload::Column::PackageId.is_null()),
    };
    found.order_by_desc(upload::Column::CreatedAt).one(db).await
}

/// The chunk, in place of one that may have come before.
pub(super) async fn put_chunk(
    tx: &DatabaseTransaction,
    row: upload_chunk::Model,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let upload_id = row.upload_id;
    upload_chunk::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([
                upload_chunk::Column::UploadId,
                upload_chunk::Column::Position,
            ])
            .update_columns([upload_chunk::Column::Hash, upload_chunk::Column::SizeBytes])
            .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    touch(tx, upload_id, now).await
}

/// The chunks that are there, in order.
pub(super) async fn chunks(
    db: &impl ConnectionTrait,
    upload_id: Uuid,
) -> Result<Vec<upload_chunk::Model>, DbErr> {
    upload_chunk::Entity::find()
        .filter(upload_chunk::Column::UploadId.eq(upload_id))
        .order_by_asc(upload_chunk::Column::Position)
        .all(db)
        .await
}

/// Forgets the chunks of an upload, or those of them with this content.
pub(super) async fn forget_chunks(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    only: Option<&str>,
) -> Result<(), DbErr> {
    let mut rows =
        upload_chunk::Entity::delete_many().filter(upload_chunk::Column::UploadId.eq(upload_id));
    if let Some(hash) = only {
        rows = rows.filter(upload_chunk::Column::Hash.eq(hash));
    }
    rows.exec(tx).await?;
    Ok(())
}

pub(super) async fn touch(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    upload::Entity::update_many()
        .col_expr(upload::Column::TouchedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(upload_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Moves the upload from one state to another; false when it was in none such.
pub(super) async fn change_state(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    (from, to): (UploadState, UploadState),
    problem: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(to))
        .col_expr(upload::Column::Problem, Expr::value(problem))
        .col_expr(upload::Column::TouchedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(upload_id))
        .filter(upload::Column::State.eq(from))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes over the check of an upload that was silent since `stale`.
pub(super) async fn claim(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    stale: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = upload::Entity::update_many()
        .col_expr(upload::Column::TouchedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(upload_id))
        .filter(upload::Column::State.eq(UploadState::Checking))
        .filter(upload::Column::TouchedAt.lte(stale))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Uploads in this state that were silent since then.
pub(super) async fn stale(
    db: &impl ConnectionTrait,
    state: UploadState,
    since: DateTime<Utc>,
) -> Result<Vec<upload::Model>, DbErr> {
    upload::Entity::find()
        .filter(upload::Column::State.eq(state))
        .filter(upload::Column::TouchedAt.lte(since))
        .limit(100)
        .all(db)
        .await
}

/// Removes an upload that never became anything, with its chunks' rows.
pub(super) async fn remove(tx: &DatabaseTransaction, upload_id: Uuid) -> Result<(), DbErr> {
    forget_chunks(tx, upload_id, None).await?;
    upload::Entity::delete_many()
        .filter(upload::Column::Id.eq(upload_id))
        .filter(upload::Column::State.eq(UploadState::Receiving))
        .exec(tx)
        .await?;
    Ok(())
}
