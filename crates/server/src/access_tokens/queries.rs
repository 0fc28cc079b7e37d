//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{api_token, person};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
};
use uuid::Uuid;

pub(super) use crate::rows::{find, insert};

/// Tokens with the persons on whose behalf they act, the newest first.
pub(super) async fn all(
    db: &impl ConnectionTrait,
    at_most: u64,
) -> Result<Vec<(api_token::Model, Option<person::Model>)>, DbErr> {
    api_token::Entity::find()
        .find_also_related(person::Entity)
        .order_by_desc(api_token::Column::Id)
        .limit(at_most)
        .all(db)
        .await
}

/// Revokes the token, and says whether it was good until now.
pub(super) async fn revoke(
    tx: &DatabaseTransaction,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = api_token::ActiveModel {
        revoked_at: Set(Some(now)),
        ..Default::default()
    };
    let changed = api_token::Entity::update_many()
        .set(row)
        .filter(api_token::Column::Id.eq(id))
        .filter(api_token::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(0 < changed.rows_affected)
}

/// Notes that the token was used.
pub(super) async fn touch(
    tx: &DatabaseTransaction,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = api_token::ActiveModel {
        last_used_at: Set(Some(now)),
        ..Default::default()
    };
    api_token::Entity::update_many()
        .set(row)
        .filter(api_token::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
