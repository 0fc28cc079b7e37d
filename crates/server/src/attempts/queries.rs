//! Every SQL statement of the feature.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    attempt, attempt_trace, content_capability, course, course_step, course_trainer, enrolment,
    launch, package_version, person, trainer, unapplied_queue,
    values::{
        Completion, CourseStatus, EnrolmentStatus, Face, LaunchMode, PersonStatus, SessionState,
        Success,
    },
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, DerivePartialModel, EntityTrait,
    ExprTrait as _, FromQueryResult, JoinType, NotSet, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Set, UpdateMany,
    sea_query::{LockType, SimpleExpr},
};
use uuid::Uuid;

use super::play::Facts;

pub(super) use crate::db::Batch;
pub(super) use crate::rows::{find, insert, update};

/// A launch with what decides whether it may still write.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct OpenedRow {
    pub(super) launch_id: Uuid,
    pub(super) mode: LaunchMode,
    pub(super) face: Face,
    pub(super) own_window: bool,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) revoked_at: Option<DateTime<Utc>>,
    pub(super) attempt_id: Uuid,
    pub(super) enrolment_id: Option<Uuid>,
    pub(super) step_id: Option<Uuid>,
    pub(super) person_id: Uuid,
    pub(super) version_id: Uuid,
    pub(super) generation: i32,
    pub(super) state: Vec<u8>,
    pub(super) session: SessionState,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) given_name_cyrl: String,
    pub(super) family_name_cyrl: String,
    pub(super) person_status: PersonStatus,
    pub(super) enrolment_status: Option<EnrolmentStatus>,
    pub(super) course_status: Option<CourseStatus>,
}

/// The launch with this token, its attempt, and whether person, enrolment and course still allow it.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    token_hash: &str,
) -> Result<Option<OpenedRow>, DbErr> {
    opened_select(token_hash).one(db).await
}

/// The same, with the attempt's row locked until the transaction ends.
pub(super) async fn lock_opened(
    tx: &DatabaseTransaction,
    token_hash: &str,
) -> Result<Option<OpenedRow>, DbErr> {
    let mut select = opened_query(token_hash);
    // The outer joins cannot be locked, and need not be.
    sea_orm::QueryTrait::query(&mut select).lock_with_tables(LockType::Update, ["attempt"]);
    select.into_model().one(tx).await
}

fn opened_select(token_hash: &str) -> sea_orm::Selector<sea_orm::SelectModel<OpenedRow>> {
    opened_query(token_hash).into_model()
}

fn opened_query(token_hash: &str) -> sea_orm::Select<launch::Entity> {
    launch::Entity::find()
        .select_only()
        .column_as(launch::Column::Id, "launch_id")
        .column_as(launch::Column::Mode, "mode")
        .column_as(launch::Column::Face, "face")
        .column_as(launch::Column::OwnWindow, "own_window")
        .column_as(launch::Column::ExpiresAt, "expires_at")
        .column_as(launch::Column::RevokedAt, "revoked_at")
        .column_as(attempt::Column::Id, "attempt_id")
        .column_as(attempt::Column::EnrolmentId, "enrolment_id")
        .column_as(attempt::Column::StepId, "step_id")
        .column_as(attempt::Column::PersonId, "person_id")
        .column_as(attempt::Column::PackageVersionId, "version_id")
        .column_as(attempt::Column::Generation, "generation")
        .column_as(attempt::Column::State, "state")
        .column_as(attempt::Column::Session, "session")
        .column_as(person::Column::GivenName, "given_name")
        .column_as(person::Column::FamilyName, "family_name")
        .column_as(person::Column::GivenNameCyrl, "given_name_cyrl")
        .column_as(person::Column::FamilyNameCyrl, "family_name_cyrl")
        .column_as(person::Column::Status, "person_status")
        .column_as(enrolment::Column::Status, "enrolment_status")
        .column_as(course::Column::Status, "course_status")
        .join(JoinType::InnerJoin, launch::Relation::Attempt.def())
        .join(JoinType::InnerJoin, attempt::Relation::Person.def())
        .join(JoinType::LeftJoin, attempt::Relation::Enrolment.def())
        .join(JoinType::LeftJoin, enrolment::Relation::Course.def())
        .filter(launch::Column::TokenHash.eq(token_hash))
}

/// What of an attempt is written besides its facts.
pub(super) struct Written {
    pub(super) attempt_id: Uuid,
    pub(super) generation: i32,
    pub(super) session: SessionState,
    pub(super) state: Vec<u8>,
    pub(super) current_item: Option<String>,
}

/// Stores the attempt's state and facts.
pub(super) fn store_attempt(batch: &mut Batch, written: Written, facts: Facts, now: DateTime<Utc>) {
    let row = attempt::ActiveModel {
        state: Set(written.state),
        generation: Set(written.generation),
        current_item: Set(written.current_item),
        last_contact_at: Set(now),
        ..standing(written.session, facts, now)
    };
    let update = attempt::Entity::update_many()
        .set(row)
        .filter(attempt::Column::Id.eq(written.attempt_id));
    batch.add(&update);
}

/// How far the attempt is, in the columns that others read without its state.
pub(super) fn standing(
    session: SessionState,
    facts: Facts,
    now: DateTime<Utc>,
) -> attempt::ActiveModel {
    attempt::ActiveModel {
        session: Set(session),
        ended_at: Set((session == SessionState::Ended).then_some(now)),
        location: Set(facts.location),
        completion: Set(facts.completion),
        success: Set(facts.success),
        score_scaled: Set(facts.score_scaled),
        score_raw: Set(facts.score_raw),
        progress: Set(facts.progress),
        time_hundredths: Set(facts.time_hundredths),
        ..Default::default()
    }
}

/// Writes the columns that `row` sets.
pub(super) async fn change_attempt(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    row: attempt::ActiveModel,
) -> Result<(), DbErr> {
    let update = attempt::Entity::update_many().set(row);
    exec(tx, update.filter(attempt::Column::Id.eq(attempt_id))).await
}

/// The learner is there, though nothing changed.
pub(super) async fn touch(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = attempt::ActiveModel {
        last_contact_at: Set(now),
        ..Default::default()
    };
    change_attempt(tx, attempt_id, row).await
}

/// Marks the launch as the one that opened the player with this generation.
pub(super) async fn set_launch(
    tx: &DatabaseTransaction,
    launch_id: Uuid,
    generation: Option<i32>,
    mark: u64,
) -> Result<(), DbErr> {
    let row = launch::ActiveModel {
        mark: Set(i64::try_from(mark).unwrap_or(i64::MAX)),
        generation: generation.map_or(NotSet, Set),
        ..Default::default()
    };
    change_launches(tx, row, launch::Column::Id.eq(launch_id)).await
}

pub(super) async fn revoke_launch(
    tx: &DatabaseTransaction,
    launch_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    change_launches(tx, revoked(now), launch::Column::Id.eq(launch_id)).await
}

/// Shuts out every player that has the attempt open.
pub(super) async fn revoke_launches(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let its = launch::Column::AttemptId.eq(attempt_id);
    let open = its.and(launch::Column::RevokedAt.is_null());
    change_launches(tx, revoked(now), open).await
}

/// The time of every launch of the attempt is up.
pub(super) async fn expire_launches(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = launch::ActiveModel {
        expires_at: Set(now),
        ..Default::default()
    };
    change_launches(tx, row, launch::Column::AttemptId.eq(attempt_id)).await
}

fn revoked(now: DateTime<Utc>) -> launch::ActiveModel {
    launch::ActiveModel {
        revoked_at: Set(Some(now)),
        ..Default::default()
    }
}

async fn change_launches(
    tx: &DatabaseTransaction,
    row: launch::ActiveModel,
    which: SimpleExpr,
) -> Result<(), DbErr> {
    exec(tx, launch::Entity::update_many().set(row).filter(which)).await
}

async fn exec<E: EntityTrait>(
    tx: &DatabaseTransaction,
    update: UpdateMany<E>,
) -> Result<(), DbErr> {
    update.exec(tx).await.map(|_| ())
}

pub(super) async fn lock_attempt(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<attempt::Model>, DbErr> {
    attempt::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

/// The enrolment's attempts at a step, in the order of their numbers; with the
/// enrolment locked, so that two launches do not both begin one.
pub(super) async fn lock_attempts(
    tx: &DatabaseTransaction,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<attempt::Model>, DbErr> {
    enrolment::Entity::find_by_id(enrolment_id)
        .lock_exclusive()
        .one(tx)
        .await?;
    attempts(tx, enrolment_id, step_id).await
}

pub(super) async fn attempts(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<attempt::Model>, DbErr> {
    attempt::Entity::find()
        .filter(attempt::Column::EnrolmentId.eq(enrolment_id))
        .filter(attempt::Column::StepId.eq(step_id))
        .order_by_asc(attempt::Column::Number)
        .all(db)
        .await
}

/// The learner's attempts that count, the newest first.
pub(super) async fn latest_attempts(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    at_most: u64,
) -> Result<Vec<attempt::Model>, DbErr> {
    attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(person_id))
        .filter(attempt::Column::Mode.eq(LaunchMode::Normal))
        .order_by_desc(attempt::Column::LastContactAt)
        .limit(at_most)
        .all(tx)
        .await
}

/// The enrolment with its person, course and the step.
pub(super) async fn place(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Option<Place>, DbErr> {
    let Some(enrolment) = enrolment::Entity::find_by_id(enrolment_id).one(db).await? else {
        return Ok(None);
    };
    let person = person::Entity::find_by_id(enrolment.person_id)
        .one(db)
        .await?;
    let course = course::Entity::find_by_id(enrolment.course_id)
        .one(db)
        .await?;
    let step = course_step::Entity::find_by_id(step_id)
        .filter(course_step::Column::CourseId.eq(enrolment.course_id))
        .one(db)
        .await?;
    Ok(person
        .zip(course)
        .zip(step)
        .map(|((person, course), step)| Place {
            enrolment,
            person,
            course,
            step,
        }))
}

pub(super) async fn course_of(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Option<course::Model>, DbErr> {
    let found = enrolment::Entity::find_by_id(enrolment_id)
        .find_also_related(course::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(_, course)| course))
}

/// Whether the person is one of the course's trainers.
pub(super) async fn trains(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    person_id: Uuid,
) -> Result<bool, DbErr> {
    let found = course_trainer::Entity::find()
        .join(JoinType::InnerJoin, course_trainer::Relation::Trainer.def())
        .filter(course_trainer::Column::CourseId.eq(course_id))
        .filter(trainer::Column::PersonId.eq(person_id))
        .one(db)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn step_title(
    db: &impl ConnectionTrait,
    step_id: Uuid,
) -> Result<Option<String>, DbErr> {
    let step = course_step::Entity::find_by_id(step_id).one(db).await?;
    Ok(step.map(|it| it.title))
}

/// Where somebody plays.
pub(super) struct Place {
    pub(super) enrolment: enrolment::Model,
    pub(super) person: person::Model,
    pub(super) course: course::Model,
    pub(super) step: course_step::Model,
}

pub(super) async fn enrolment_of(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    course_id: Uuid,
) -> Result<Option<enrolment::Model>, DbErr> {
    enrolment::Entity::find()
        .filter(enrolment::Column::PersonId.eq(person_id))
        .filter(enrolment::Column::CourseId.eq(course_id))
        .one(db)
        .await
}

pub(super) async fn version_by_number(
    db: &impl ConnectionTrait,
    package_id: Uuid,
    number: i32,
) -> Result<Option<package_version::Model>, DbErr> {
    package_version::Entity::find()
        .filter(package_version::Column::PackageId.eq(package_id))
        .filter(package_version::Column::Number.eq(number))
        .one(db)
        .await
}

/// Open sessions of which nothing was heard since `before`.
pub(super) async fn silent_attempts(
    db: &impl ConnectionTrait,
    before: DateTime<Utc>,
    at_most: u64,
) -> Result<Vec<Uuid>, DbErr> {
    attempt::Entity::find()
        .select_only()
        .column(attempt::Column::Id)
        .filter(attempt::Column::Session.eq(SessionState::Open))
        .filter(attempt::Column::LastContactAt.lt(before))
        .order_by_asc(attempt::Column::LastContactAt)
        .limit(at_most)
        .into_tuple()
        .all(db)
        .await
}

/// The capability with this token.
pub(super) async fn capability(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<content_capability::Model>, DbErr> {
    content_capability::Entity::find_by_id(token.to_owned())
        .one(db)
        .await
}

/// The version's newest capability.
pub(super) async fn newest_capability(
    db: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Option<content_capability::Model>, DbErr> {
    content_capability::Entity::find()
        .filter(content_capability::Column::VersionId.eq(version_id))
        .order_by_desc(content_capability::Column::CreatedAt)
        .one(db)
        .await
}

/// The version, locked: at most one new capability a week.
pub(super) async fn lock_version(tx: &DatabaseTransaction, id: Uuid) -> Result<(), DbErr> {
    package_version::Entity::find_by_id(id)
        .select_only()
        .column(package_version::Column::Id)
        .lock_exclusive()
        .into_tuple::<Uuid>()
        .one(tx)
        .await?;
    Ok(())
}

pub(super) async fn traces(
    db: &impl ConnectionTrait,
    attempt_id: Uuid,
    at_most: u64,
) -> Result<Vec<attempt_trace::Model>, DbErr> {
    attempt_trace::Entity::find()
        .filter(attempt_trace::Column::AttemptId.eq(attempt_id))
        .order_by_asc(attempt_trace::Column::StoredAt)
        .order_by_asc(attempt_trace::Column::FirstEntry)
        .limit(at_most)
        .all(db)
        .await
}

/// The openings of the attempt's player, in the order of their making.
pub(super) async fn launches(
    db: &impl ConnectionTrait,
    attempt_id: Uuid,
) -> Result<Vec<launch::Model>, DbErr> {
    launch::Entity::find()
        .filter(launch::Column::AttemptId.eq(attempt_id))
        .order_by_asc(launch::Column::CreatedAt)
        .limit(2000)
        .all(db)
        .await
}

/// An attempt of a person as lists show it, without its state.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "attempt::Entity")]
pub(crate) struct AttemptOfPerson {
    pub(crate) id: Uuid,
    pub(crate) enrolment_id: Option<Uuid>,
    pub(crate) number: i32,
    pub(crate) completion: Completion,
    pub(crate) success: Success,
    pub(crate) score_scaled: Option<f64>,
    pub(crate) last_contact_at: DateTime<Utc>,
}

/// The newest attempts of the person that count.
pub(super) async fn attempts_of_person(
    db: &impl ConnectionTrait,
    person_id: Uuid,
    at_most: u64,
) -> Result<Vec<AttemptOfPerson>, DbErr> {
    attempt::Entity::find()
        .filter(attempt::Column::PersonId.eq(person_id))
        .filter(attempt::Column::Mode.eq(LaunchMode::Normal))
        .order_by_desc(attempt::Column::LastContactAt)
        .limit(at_most)
        .into_partial_model()
        .all(db)
        .await
}

pub(super) async fn queues(
    db: &impl ConnectionTrait,
    attempt_id: Uuid,
) -> Result<Vec<unapplied_queue::Model>, DbErr> {
    unapplied_queue::Entity::find()
        .filter(unapplied_queue::Column::AttemptId.eq(attempt_id))
        .order_by_asc(unapplied_queue::Column::ReceivedAt)
        .all(db)
        .await
}

/// The numbers of these versions of modules.
pub(super) async fn version_numbers(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, i32>, DbErr> {
    let rows: Vec<(Uuid, i32)> = package_version::Entity::find()
        .select_only()
        .column(package_version::Column::Id)
        .column(package_version::Column::Number)
        .filter(package_version::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
