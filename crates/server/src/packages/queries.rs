//! Every SQL statement about modules, versions and their files.

use chrono::{DateTime, Utc};
use entity::{
    audit_event, course, course_step, package, package_file, package_version, person,
    stored_object, upload,
    values::{UploadState, VersionState},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, FromQueryResult, IntoActiveModel as _, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
    sea_query::{Expr, LikeExpr},
};
use uuid::Uuid;

use super::service::FileRow;

/// Four values a row; SQLite takes 32,766 values in a statement.
const FILES_OF_A_STATEMENT: usize = 1000;

pub(super) async fn version(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<package_version::Model>, DbErr> {
    package_version::Entity::find_by_id(id).one(db).await
}

pub(super) async fn file(
    db: &impl ConnectionTrait,
    version_id: Uuid,
    path: &str,
) -> Result<Option<package_file::Model>, DbErr> {
    package_file::Entity::find_by_id((version_id, path.to_owned()))
        .one(db)
        .await
}

/// Answers the upload with its version; false when it was not being checked.
pub(super) async fn finish_upload(
    tx: &DatabaseTransaction,
    upload_id: Uuid,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = upload::Entity::update_many()
        .col_expr(upload::Column::State, Expr::value(UploadState::Imported))
        .col_expr(upload::Column::VersionId, Expr::value(version_id))
        .col_expr(upload::Column::TouchedAt, Expr::value(now))
        .filter(upload::Column::Id.eq(upload_id))
        .filter(upload::Column::State.eq(UploadState::Checking))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(super) async fn insert_package(
    tx: &DatabaseTransaction,
    row: package::Model,
) -> Result<(), DbErr> {
    package::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The module, locked: its version numbers are given one after the other.
pub(super) async fn lock_package(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<package::Model>, DbErr> {
    package::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn last_number(tx: &DatabaseTransaction, package_id: Uuid) -> Result<i32, DbErr> {
    let last: Option<i32> = package_version::Entity::find()
        .select_only()
        .column(package_version::Column::Number)
        .filter(package_version::Column::PackageId.eq(package_id))
        .order_by_desc(package_version::Column::Number)
        .limit(1)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(last.unwrap_or(0))
}

pub(super) async fn insert_version(
    tx: &DatabaseTransaction,
    row: package_version::Model,
) -> Result<(), DbErr> {
    package_version::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_files(
    tx: &DatabaseTransaction,
    version_id: Uuid,
    files: &[FileRow],
) -> Result<(), DbErr> {
    for batch in files.chunks(FILES_OF_A_STATEMENT) {
        let rows = batch.iter().map(|file| package_file::ActiveModel {
            version_id: Set(version_id),
            path: Set(file.path.clone()),
            hash: Set(file.hash.clone()),
            size_bytes: Set(i64::try_from(file.size_bytes).unwrap_or(i64::MAX)),
        });
        package_file::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Makes this version the one that new course steps take. Earlier ones stay
/// published: attempts and courses are pinned to them.
pub(super) async fn publish(
    tx: &DatabaseTransaction,
    package_id: Uuid,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    package_version::Entity::update_many()
        .col_expr(
            package_version::Column::State,
            Expr::value(VersionState::Published),
        )
        .col_expr(package_version::Column::PublishedAt, Expr::value(now))
        .filter(package_version::Column::Id.eq(version_id))
        .exec(tx)
        .await?;
    package::Entity::update_many()
        .col_expr(package::Column::PublishedVersionId, Expr::value(version_id))
        .filter(package::Column::Id.eq(package_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes who did what to which module or version.
pub(super) async fn audit(
    tx: &DatabaseTransaction,
    actor_id: Option<Uuid>,
    action: &str,
    subject_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let event = audit_event::Model {
        id: Uuid::now_v7(),
        at: now,
        actor_id,
        action: action.to_owned(),
        subject_kind: action.split('.').next().unwrap_or(action).to_owned(),
        subject_id: Some(subject_id),
        detail: b"{}".to_vec(),
    };
    audit_event::Entity::insert(event.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
