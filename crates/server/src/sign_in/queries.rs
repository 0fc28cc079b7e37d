//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{person, web_session};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, Set,
};
use uuid::Uuid;

/// The session with this token hash and its person.
pub(super) async fn session(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(web_session::Model, person::Model)>, DbErr> {
    let found = web_session::Entity::find()
        .filter(web_session::COLUMN.token_hash.eq(token_hash))
        .find_also_related(person::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(session, person)| Some((session, person?))))
}

pub(super) async fn insert_session(
    tx: &DatabaseTransaction,
    session: web_session::Model,
) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel as _;
    web_session::Entity::insert(session.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn touch_session(
    tx: &DatabaseTransaction,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let seen = web_session::ActiveModel {
        id: Set(id),
        last_seen_at: Set(now),
        ..Default::default()
    };
    match seen.update(tx).await {
        Ok(_) | Err(DbErr::RecordNotUpdated) => Ok(()),
        Err(error) => Err(error),
    }
}
