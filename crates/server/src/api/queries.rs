//! Every SQL statement of the automation interface's own; the rest belongs to the features.

use chrono::{DateTime, Utc};
use entity::{course, course_step, enrolment, organisation, package, package_version, person};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

pub(super) use crate::rows::find;

/// Which part of a list: after this id, at most so many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) after: Option<Uuid>,
    pub(super) limit: u64,
}

/// `select`, narrowed to a part in the order of ids, which is that of making.
macro_rules! part_of {
    ($select:expr, $column:expr, $part:expr) => {{
        let mut select = $select;
        if let Some(after) = $part.after {
            select = select.filter($column.gt(after));
        }
        select.order_by_asc($column).limit($part.limit)
    }};
}

/// Words that a search key has to contain. What `LIKE` reads as a sign is left out.
fn words(search: &str) -> Vec<String> {
    let plain: String = serbian_text::search_key(search)
        .chars()
        .map(|it| if "%_\\".contains(it) { ' ' } else { it })
        .collect();
    plain
        .split_whitespace()
        .take(6)
        .map(str::to_owned)
        .collect()
}

pub(super) async fn packages(
    db: &impl ConnectionTrait,
    search: &str,
    part: Part,
) -> Result<Vec<package::Model>, DbErr> {
    let mut select = package::Entity::find().filter(package::COLUMN.archived_at.is_null());
    for word in words(search) {
        select = select.filter(package::COLUMN.search_key.contains(&word));
    }
    part_of!(select, package::Column::Id, part).all(db).await
}

/// What a list shows of a version, without its manifest.
#[derive(Debug, Clone, sea_orm::FromQueryResult)]
pub(super) struct VersionRow {
    pub(super) id: Uuid,
    pub(super) number: i32,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) size_bytes: i64,
    pub(super) profile: entity::values::Profile,
    pub(super) state: entity::values::VersionState,
    pub(super) created_at: DateTime<Utc>,
}

pub(super) async fn versions(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<Vec<VersionRow>, DbErr> {
    package_version::Entity::find()
        .select_only()
        .columns([
            package_version::Column::Id,
            package_version::Column::Number,
            package_version::Column::Kind,
            package_version::Column::Title,
            package_version::Column::SizeBytes,
            package_version::Column::Profile,
            package_version::Column::State,
            package_version::Column::CreatedAt,
        ])
        .filter(package_version::COLUMN.package_id.eq(package_id))
        .order_by_asc(package_version::Column::Number)
        .into_model()
        .all(db)
        .await
}

pub(super) async fn person_with_organisation(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(person::Model, Option<organisation::Model>)>, DbErr> {
    person::Entity::find_by_id(id)
        .find_also_related(organisation::Entity)
        .one(db)
        .await
}

pub(super) async fn people(
    db: &impl ConnectionTrait,
    search: &str,
    email_key: Option<String>,
    part: Part,
) -> Result<Vec<(person::Model, Option<organisation::Model>)>, DbErr> {
    let mut select = person::Entity::find();
    for word in words(search) {
        select = select.filter(person::COLUMN.search_key.contains(&word));
    }
    if let Some(email_key) = email_key {
        select = select.filter(person::COLUMN.email_key.eq(email_key));
    }
    part_of!(select, person::Column::Id, part)
        .find_also_related(organisation::Entity)
        .all(db)
        .await
}

/// Courses; `owner` narrows the list to one person's.
pub(super) async fn courses(
    db: &impl ConnectionTrait,
    search: &str,
    owner: Option<Uuid>,
    part: Part,
) -> Result<Vec<course::Model>, DbErr> {
    let mut select = course::Entity::find();
    for word in words(search) {
        select = select.filter(course::COLUMN.search_key.contains(&word));
    }
    if let Some(owner) = owner {
        select = select.filter(course::COLUMN.created_by.eq(owner));
    }
    part_of!(select, course::Column::Id, part).all(db).await
}

pub(super) async fn steps(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<course_step::Model>, DbErr> {
    course_step::Entity::find()
        .filter(course_step::COLUMN.course_id.eq(course_id))
        .filter(course_step::COLUMN.removed_at.is_null())
        .order_by_asc(course_step::Column::Position)
        .all(db)
        .await
}

/// Whose places on which course.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Places {
    pub(super) person_id: Option<Uuid>,
    pub(super) course_id: Option<Uuid>,
}

pub(super) async fn enrolments(
    db: &impl ConnectionTrait,
    places: Places,
    part: Part,
) -> Result<Vec<enrolment::Model>, DbErr> {
    let mut select = enrolment::Entity::find();
    if let Some(person_id) = places.person_id {
        select = select.filter(enrolment::COLUMN.person_id.eq(person_id));
    }
    if let Some(course_id) = places.course_id {
        select = select.filter(enrolment::COLUMN.course_id.eq(course_id));
    }
    part_of!(select, enrolment::Column::Id, part).all(db).await
}

/// The place of a person on a course.
pub(super) async fn place(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    course_id: Uuid,
) -> Result<Option<enrolment::Model>, DbErr> {
    enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person_id))
        .filter(enrolment::COLUMN.course_id.eq(course_id))
        .one(db)
        .await
}
