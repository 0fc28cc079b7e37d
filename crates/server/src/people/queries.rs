//! Every SQL statement of the feature.

use entity::{organisation, person, values::Role};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

pub(super) async fn insert(tx: &DatabaseTransaction, person: person::Model) -> Result<(), DbErr> {
    person::Entity::insert(person.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn update(tx: &DatabaseTransaction, person: person::Model) -> Result<(), DbErr> {
    person.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id).one(db).await
}

pub(super) async fn find_by_email_key(
    db: &impl ConnectionTrait,
    email_key: &str,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find()
        .filter(person::COLUMN.email_key.eq(email_key))
        .one(db)
        .await
}

/// Active administrators, locked: the last one must stay.
pub(super) async fn lock_administrators(
    tx: &DatabaseTransaction,
) -> Result<Vec<person::Model>, DbErr> {
    person::Entity::find()
        .filter(person::COLUMN.role.eq(Role::Administrator))
        .filter(
            person::COLUMN
                .status
                .eq(entity::values::PersonStatus::Active),
        )
        .order_by_asc(person::COLUMN.id)
        .lock_exclusive()
        .all(tx)
        .await
}

pub(super) async fn organisations(
    db: &impl ConnectionTrait,
) -> Result<Vec<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .order_by_asc(organisation::COLUMN.search_key)
        .limit(5000)
        .all(db)
        .await
}

pub(super) async fn find_organisation(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find_by_id(id).one(db).await
}

pub(super) async fn organisation_by_key(
    db: &impl ConnectionTrait,
    search_key: &str,
) -> Result<Option<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .filter(organisation::COLUMN.search_key.eq(search_key))
        .order_by_asc(organisation::COLUMN.id)
        .one(db)
        .await
}

pub(super) async fn insert_organisation(
    tx: &DatabaseTransaction,
    organisation: organisation::Model,
) -> Result<(), DbErr> {
    organisation::Entity::insert(organisation.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
