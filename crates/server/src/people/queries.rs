//! Every SQL statement of the feature.

use entity::{
    organisation, person,
    values::{Face, PersonStatus, Role},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::names::by_name;

pub(super) use crate::rows::{find, insert, update};

pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
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
        .filter(person::COLUMN.status.eq(PersonStatus::Active))
        .order_by_asc(person::COLUMN.id)
        .lock_exclusive()
        .all(tx)
        .await
}

pub(super) async fn organisations(
    db: &impl ConnectionTrait,
    face: Face,
) -> Result<Vec<organisation::Model>, DbErr> {
    organisation::Entity::find()
        .order_by_asc(organisations_by_name(face))
        .limit(5000)
        .all(db)
        .await
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

/// What a list of people is narrowed to.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// Words of a search key; all of them must occur.
    pub(super) words: Vec<String>,
    pub(super) role: Option<Role>,
    pub(super) status: Option<PersonStatus>,
    pub(super) lacks_organisation: bool,
    pub(super) organisation_id: Option<Uuid>,
}

fn filtered(filter: &Filter) -> Select<person::Entity> {
    let mut query = person::Entity::find();
    for word in &filter.words {
        // A search key holds no wildcard.
        query = query.filter(person::COLUMN.search_key.contains(word.as_str()));
    }
    if let Some(role) = filter.role {
        query = query.filter(person::COLUMN.role.eq(role));
    }
    if let Some(status) = filter.status {
        query = query.filter(person::COLUMN.status.eq(status));
    }
    if filter.lacks_organisation {
        query = query.filter(person::COLUMN.organisation_id.is_null());
    }
    if let Some(id) = filter.organisation_id {
        query = query.filter(person::COLUMN.organisation_id.eq(id));
    }
    query
}

/// Which of the rows that fit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) skip: u64,
    pub(super) take: u64,
}

fn organisations_by_name(face: Face) -> organisation::Column {
    match face {
        Face::SrCyrl => organisation::Column::SortKeyCyrl,
        Face::SrLatn | Face::En => organisation::Column::SortKeyLatn,
    }
}

pub(super) async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64, DbErr> {
    filtered(filter).count(db).await
}

pub(super) async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    face: Face,
    page: Page,
) -> Result<Vec<(person::Model, Option<organisation::Model>)>, DbErr> {
    filtered(filter)
        .find_also_related(organisation::Entity)
        .order_by_asc(by_name(face))
        .order_by_asc(person::COLUMN.id)
        .offset(page.skip)
        .limit(page.take)
        .all(db)
        .await
}

/// Which of these folded addresses are somebody's.
pub(super) async fn known_addresses(
    db: &impl ConnectionTrait,
    keys: &[String],
) -> Result<Vec<String>, DbErr> {
    let mut known = Vec::new();
    // Databases limit the parameters of one statement.
    for some in keys.chunks(500) {
        let found: Vec<String> = person::Entity::find()
            .filter(person::COLUMN.email_key.is_in(some.iter().cloned()))
            .select_only()
            .column(person::Column::EmailKey)
            .into_tuple()
            .all(db)
            .await?;
        known.extend(found);
    }
    Ok(known)
}

/// Organisations that fit, with how many people each has.
pub(super) async fn organisations_with_people(
    db: &impl ConnectionTrait,
    words: &[String],
    face: Face,
) -> Result<Vec<(organisation::Model, i64)>, DbErr> {
    let mut query = organisation::Entity::find();
    for word in words {
        query = query.filter(organisation::COLUMN.search_key.contains(word.as_str()));
    }
    let organisations = query
        .order_by_asc(organisations_by_name(face))
        .limit(500)
        .all(db)
        .await?;
    let counts: Vec<(Uuid, i64)> = person::Entity::find()
        .filter(person::COLUMN.organisation_id.is_not_null())
        .select_only()
        .column(person::Column::OrganisationId)
        .column_as(person::Column::Id.count(), "people")
        .group_by(person::Column::OrganisationId)
        .into_tuple()
        .all(db)
        .await?;
    let counts: std::collections::HashMap<Uuid, i64> = counts.into_iter().collect();
    Ok(organisations
        .into_iter()
        .map(|it| {
            let people = counts.get(&it.id).copied().unwrap_or(0);
            (it, people)
        })
        .collect())
}
