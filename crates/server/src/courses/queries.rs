//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{
    course, course_step, enrolment, invitation, package_version, person, programme, step_result,
    values::{CourseStatus, EnrolmentStatus, Face, VersionState},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, ExprTrait as _, JoinType, Order, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
    sea_query::{Expr, IntoCondition as _},
};
use uuid::Uuid;

use crate::people;
pub(super) use crate::rows::{find, insert, update};

/// The course, locked until the transaction ends: its steps and rules wait.
pub(super) async fn lock_course(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<course::Model>, DbErr> {
    course::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

/// The courses of the staff's list, newest first; `owner` narrows it to one person's.
pub(super) async fn courses(
    db: &impl ConnectionTrait,
    search_key: &str,
    owner: Option<Uuid>,
) -> Result<Vec<course::Model>, DbErr> {
    let mut select = course::Entity::find();
    if !search_key.is_empty() {
        select = select.filter(course::COLUMN.search_key.contains(search_key));
    }
    if let Some(owner) = owner {
        select = select.filter(course::COLUMN.created_by.eq(owner));
    }
    select
        .order_by(course::COLUMN.created_at, Order::Desc)
        .limit(500)
        .all(db)
        .await
}

/// How many people are on each of the courses.
pub(super) async fn enrolled_counts(
    db: &impl ConnectionTrait,
    courses: &[Uuid],
) -> Result<Vec<(Uuid, i64, i64)>, DbErr> {
    enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::CourseId)
        .column_as(enrolment::COLUMN.id.count(), "people")
        .column_as(enrolment::COLUMN.completed_at.count(), "completed")
        .filter(enrolment::COLUMN.course_id.is_in(courses.to_vec()))
        .filter(enrolment::COLUMN.status.eq(EnrolmentStatus::Active))
        .group_by(enrolment::Column::CourseId)
        .into_tuple()
        .all(db)
        .await
}

/// The steps in their order, without removed ones.
pub(super) async fn steps(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<course_step::Model>, DbErr> {
    in_order(course_step::Entity::find(), course_id)
        .all(db)
        .await
}

fn in_order(
    steps: sea_orm::Select<course_step::Entity>,
    course_id: Uuid,
) -> sea_orm::Select<course_step::Entity> {
    steps
        .filter(course_step::COLUMN.course_id.eq(course_id))
        .filter(course_step::COLUMN.removed_at.is_null())
        .order_by(course_step::COLUMN.position, Order::Asc)
        .order_by(course_step::COLUMN.id, Order::Asc)
}

pub(super) async fn step(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    step_id: Uuid,
) -> Result<Option<course_step::Model>, DbErr> {
    course_step::Entity::find_by_id(step_id)
        .filter(course_step::COLUMN.course_id.eq(course_id))
        .filter(course_step::COLUMN.removed_at.is_null())
        .one(db)
        .await
}

pub(super) async fn set_position(
    tx: &DatabaseTransaction,
    step_id: Uuid,
    position: i32,
) -> Result<(), DbErr> {
    let step = course_step::ActiveModel {
        id: Set(step_id),
        position: Set(position),
        ..Default::default()
    };
    step.update(tx).await?;
    Ok(())
}

/// The versions that a step may be made of: published, newest first.
pub(super) async fn published_versions(
    db: &impl ConnectionTrait,
) -> Result<Vec<package_version::Model>, DbErr> {
    package_version::Entity::find()
        .filter(package_version::COLUMN.state.eq(VersionState::Published))
        .order_by(package_version::COLUMN.created_at, Order::Desc)
        .limit(500)
        .all(db)
        .await
}

pub(super) async fn programmes(db: &impl ConnectionTrait) -> Result<Vec<programme::Model>, DbErr> {
    programme::Entity::find()
        .order_by(programme::COLUMN.code, Order::Asc)
        .all(db)
        .await
}

type CourseOfLearner = (
    course::Model,
    Option<enrolment::Model>,
    Option<programme::Model>,
);

/// The course with the person's enrolment in it, and the programme that it belongs to.
pub(super) async fn course_of_learner(
    db: &impl ConnectionTrait,
    id: Uuid,
    person_id: Uuid,
) -> Result<Option<CourseOfLearner>, DbErr> {
    let of_person = enrolment::Relation::Course
        .def()
        .rev()
        .on_condition(move |_, enrolment| {
            Expr::col((enrolment, enrolment::Column::PersonId))
                .eq(person_id)
                .into_condition()
        });
    course::Entity::find_by_id(id)
        .select_also(enrolment::Entity)
        .join(JoinType::LeftJoin, of_person)
        .find_also_related(programme::Entity)
        .one(db)
        .await
}

pub(super) async fn enrolment(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    person_id: Uuid,
) -> Result<Option<enrolment::Model>, DbErr> {
    enrolment::Entity::find()
        .filter(enrolment::COLUMN.course_id.eq(course_id))
        .filter(enrolment::COLUMN.person_id.eq(person_id))
        .one(db)
        .await
}

pub(super) async fn enrolment_by_id(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<enrolment::Model>, DbErr> {
    enrolment::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

/// Every place of the person, newest first.
pub(super) async fn courses_of_person(
    db: &impl ConnectionTrait,
    person_id: Uuid,
) -> Result<Vec<(enrolment::Model, course::Model)>, DbErr> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person_id))
        .find_also_related(course::Entity)
        .order_by(enrolment::COLUMN.enrolled_at, Order::Desc)
        .limit(200)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(enrolment, course)| Some((enrolment, course?)))
        .collect())
}

/// The person's courses that are published, with their places, latest contact first.
pub(super) async fn my_courses(
    db: &impl ConnectionTrait,
    person_id: Uuid,
) -> Result<Vec<(enrolment::Model, course::Model)>, DbErr> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person_id))
        .filter(enrolment::COLUMN.status.eq(EnrolmentStatus::Active))
        .find_also_related(course::Entity)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(enrolment, course)| Some((enrolment, course?)))
        .filter(|(_, course)| course.status != CourseStatus::Draft)
        .collect())
}

/// The steps in their order, each with what the enrolment came to at it.
pub(super) async fn steps_with_results(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    enrolment_id: Uuid,
) -> Result<Vec<(course_step::Model, Option<step_result::Model>)>, DbErr> {
    let of_enrolment =
        step_result::Relation::CourseStep
            .def()
            .rev()
            .on_condition(move |_, result| {
                Expr::col((result, step_result::Column::EnrolmentId))
                    .eq(enrolment_id)
                    .into_condition()
            });
    in_order(course_step::Entity::find(), course_id)
        .select_also(step_result::Entity)
        .join(JoinType::LeftJoin, of_enrolment)
        .all(db)
        .await
}

/// Who is on the course, by name in the alphabet of `face`.
pub(super) async fn participants(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    face: Face,
) -> Result<Vec<(enrolment::Model, person::Model)>, DbErr> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.course_id.eq(course_id))
        .find_also_related(person::Entity)
        .order_by(people::by_name(face), Order::Asc)
        .order_by(person::COLUMN.id, Order::Asc)
        .limit(5000)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(enrolment, person)| Some((enrolment, person?)))
        .collect())
}

/// The person of an enrolment of this course.
pub(super) async fn participant(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    enrolment_id: Uuid,
) -> Result<Option<person::Model>, DbErr> {
    let found = enrolment::Entity::find_by_id(enrolment_id)
        .filter(enrolment::COLUMN.course_id.eq(course_id))
        .find_also_related(person::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(_, person)| person))
}

/// Invitations to the course that nobody has used yet, by person.
pub(super) async fn open_invitations(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, DbErr> {
    invitation::Entity::find()
        .select_only()
        .column(invitation::Column::PersonId)
        .filter(invitation::COLUMN.course_id.eq(course_id))
        .filter(invitation::COLUMN.accepted_at.is_null())
        .filter(invitation::COLUMN.expires_at.gt(now))
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn attempts_at(db: &impl ConnectionTrait, step_id: Uuid) -> Result<u64, DbErr> {
    entity::attempt::Entity::find()
        .filter(entity::attempt::COLUMN.step_id.eq(step_id))
        .count(db)
        .await
}

/// The object must stay: a step's document points at it.
pub(super) async fn remember_object(
    tx: &DatabaseTransaction,
    hash: &str,
    size_bytes: i64,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let object = entity::stored_object::ActiveModel {
        hash: Set(hash.to_owned()),
        size_bytes: Set(size_bytes),
        created_at: Set(now),
        ..Default::default()
    };
    entity::stored_object::Entity::insert(object)
        .on_conflict_do_nothing()
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
