//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{
    course, invitation, person, sign_in_link, throttle,
    values::{PersonStatus, Role},
    web_session,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set, sea_query::OnConflict,
};
use uuid::Uuid;

pub(super) use crate::rows::{find, insert, update};
pub(super) use crate::settings::setting;

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

pub(super) async fn live_sessions(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    now: DateTime<Utc>,
    seen_after: DateTime<Utc>,
) -> Result<Vec<web_session::Model>, DbErr> {
    web_session::Entity::find()
        .filter(web_session::COLUMN.person_id.eq(person_id))
        .filter(web_session::COLUMN.expires_at.gt(now))
        .filter(web_session::COLUMN.last_seen_at.gt(seen_after))
        .order_by_desc(web_session::COLUMN.last_seen_at)
        .limit(100)
        .all(db)
        .await
}

pub(super) async fn delete_session(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    id: Uuid,
) -> Result<(), DbErr> {
    web_session::Entity::delete_many()
        .filter(web_session::COLUMN.id.eq(id))
        .filter(web_session::COLUMN.person_id.eq(person_id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_sessions(
    tx: &DatabaseTransaction,
    person_id: Uuid,
) -> Result<(), DbErr> {
    web_session::Entity::delete_many()
        .filter(web_session::COLUMN.person_id.eq(person_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sessions, links and throttle buckets that are over.
pub(super) async fn delete_what_is_over(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    long_ago: DateTime<Utc>,
) -> Result<(), DbErr> {
    web_session::Entity::delete_many()
        .filter(web_session::COLUMN.expires_at.lt(now))
        .exec(tx)
        .await?;
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::COLUMN.expires_at.lt(long_ago))
        .exec(tx)
        .await?;
    throttle::Entity::delete_many()
        .filter(throttle::COLUMN.until.lt(long_ago))
        .filter(throttle::COLUMN.since.lt(long_ago))
        .exec(tx)
        .await?;
    Ok(())
}

/// The bucket, locked; an empty one is made when there is none.
pub(super) async fn lock_throttle(
    tx: &DatabaseTransaction,
    bucket: &str,
    now: DateTime<Utc>,
) -> Result<throttle::Model, DbErr> {
    let empty = throttle::Model {
        bucket: bucket.to_owned(),
        failures: 0,
        since: now,
        until: now,
    };
    throttle::Entity::insert(empty.clone().into_active_model().reset_all())
        .on_conflict(
            OnConflict::column(throttle::COLUMN.bucket)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    let found = throttle::Entity::find_by_id(bucket.to_owned())
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(found.unwrap_or(empty))
}

pub(super) async fn count_links_since(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    sign_in_link::Entity::find()
        .filter(sign_in_link::COLUMN.person_id.eq(person_id))
        .filter(sign_in_link::COLUMN.created_at.gte(since))
        .count(db)
        .await
}

pub(super) async fn lock_link(
    tx: &DatabaseTransaction,
    token_hash: &str,
) -> Result<Option<sign_in_link::Model>, DbErr> {
    sign_in_link::Entity::find()
        .filter(sign_in_link::COLUMN.token_hash.eq(token_hash))
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn find_link(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<sign_in_link::Model>, DbErr> {
    sign_in_link::Entity::find()
        .filter(sign_in_link::COLUMN.token_hash.eq(token_hash))
        .one(db)
        .await
}

/// Links that were mailed and not used are of no use any more.
pub(super) async fn delete_links(tx: &DatabaseTransaction, person_id: Uuid) -> Result<(), DbErr> {
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::COLUMN.person_id.eq(person_id))
        .filter(sign_in_link::COLUMN.used_at.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The invitation with this token hash, its person and its course.
pub(super) async fn invitation(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<(invitation::Model, person::Model, course::Model)>, DbErr> {
    let found = invitation::Entity::find()
        .filter(invitation::COLUMN.token_hash.eq(token_hash))
        .find_also_related(person::Entity)
        .one(db)
        .await?;
    let Some((invitation, Some(person))) = found else {
        return Ok(None);
    };
    let course = course::Entity::find_by_id(invitation.course_id)
        .one(db)
        .await?;
    Ok(course.map(|course| (invitation, person, course)))
}

/// Ends the invitations of a person to a course.
pub(super) async fn expire_invitations(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let expired = invitation::ActiveModel {
        expires_at: Set(now),
        ..Default::default()
    };
    invitation::Entity::update_many()
        .set(expired)
        .filter(invitation::COLUMN.person_id.eq(person_id))
        .filter(invitation::COLUMN.course_id.eq(course_id))
        .filter(invitation::COLUMN.expires_at.gt(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Invitations to a course that this person was sent since.
pub(super) async fn count_invitations_since(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    course_id: Uuid,
    since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    invitation::Entity::find()
        .filter(invitation::COLUMN.person_id.eq(person_id))
        .filter(invitation::COLUMN.course_id.eq(course_id))
        .filter(invitation::COLUMN.created_at.gte(since))
        .count(db)
        .await
}

/// The active person of this role who was there first.
pub(super) async fn first_of_role(
    db: &impl ConnectionTrait,
    role: Role,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find()
        .filter(person::COLUMN.role.eq(role))
        .filter(person::COLUMN.status.eq(PersonStatus::Active))
        .order_by_asc(person::COLUMN.created_at)
        .order_by_asc(person::COLUMN.id)
        .one(db)
        .await
}
