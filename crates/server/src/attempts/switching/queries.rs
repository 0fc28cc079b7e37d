//! Every SQL statement of switching a step to another version.

use chrono::{DateTime, Utc};
use entity::{
    attempt, course_step, enrolment, person,
    values::{EnrolmentStatus, LaunchMode, SessionState},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    ExprTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Set,
    sea_query::{Expr, IntoCondition as _},
};
use uuid::Uuid;

use crate::attempts::{
    play::Facts,
    queries::{change_attempt, standing},
};

pub(super) use crate::rows::insert;

/// An active enrolment of the course, and one of its attempts at the step.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub(super) enrolment_id: Uuid,
    pub(super) person_id: Uuid,
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) given_name_cyrl: String,
    pub(super) family_name_cyrl: String,
    pub(super) attempt_id: Option<Uuid>,
    pub(super) version_id: Option<Uuid>,
    pub(super) session: Option<SessionState>,
    pub(super) number: Option<i32>,
}

/// Everybody on the course with every attempt at the step that counts, in the
/// order of their numbers; without what the attempts hold, which is long.
pub(super) async fn learners(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<Row>, DbErr> {
    let of_the_step = attempt::Relation::Enrolment
        .def()
        .rev()
        .on_condition(move |_, attempts| {
            Expr::col((attempts.clone(), attempt::Column::StepId))
                .eq(step_id)
                .and(Expr::col((attempts, attempt::Column::Mode)).eq(LaunchMode::Normal))
                .into_condition()
        });
    enrolment::Entity::find()
        .select_only()
        .column_as(enrolment::Column::Id, "enrolment_id")
        .column_as(person::Column::Id, "person_id")
        .column_as(person::Column::GivenName, "given_name")
        .column_as(person::Column::FamilyName, "family_name")
        .column_as(person::Column::GivenNameCyrl, "given_name_cyrl")
        .column_as(person::Column::FamilyNameCyrl, "family_name_cyrl")
        .column_as(attempt::Column::Id, "attempt_id")
        .column_as(attempt::Column::PackageVersionId, "version_id")
        .column_as(attempt::Column::Session, "session")
        .column_as(attempt::Column::Number, "number")
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::LeftJoin, of_the_step)
        .filter(enrolment::Column::CourseId.eq(course_id))
        .filter(enrolment::Column::Status.eq(EnrolmentStatus::Active))
        .order_by_asc(person::Column::SortKeyLatn)
        .order_by_asc(enrolment::Column::Id)
        .order_by_asc(attempt::Column::Number)
        .into_model()
        .all(db)
        .await
}

/// Locks the course's enrolments, in one order: launches and the ends of
/// learner sessions wait.
pub(super) async fn lock_enrolments(
    tx: &DatabaseTransaction,
    course_id: Uuid,
) -> Result<(), DbErr> {
    enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .filter(enrolment::Column::CourseId.eq(course_id))
        .order_by_asc(enrolment::Column::Id)
        .lock_exclusive()
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(())
}

/// Attempts with what they hold, some of many.
pub(super) async fn attempts(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<attempt::Model>, DbErr> {
    attempt::Entity::find()
        .filter(attempt::Column::Id.is_in(ids.to_vec()))
        .all(db)
        .await
}

/// Makes the step show this version.
pub(super) async fn set_step_version(
    tx: &DatabaseTransaction,
    step_id: Uuid,
    version_id: Uuid,
) -> Result<(), DbErr> {
    course_step::Entity::update_many()
        .col_expr(
            course_step::Column::PackageVersionId,
            Expr::value(version_id),
        )
        .filter(course_step::Column::Id.eq(step_id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives an attempt that nobody has begun another version, and a state for it.
pub(super) async fn give_unbegun(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    version_id: Uuid,
    state: Vec<u8>,
) -> Result<(), DbErr> {
    let row = attempt::ActiveModel {
        package_version_id: Set(version_id),
        state: Set(state),
        ..Default::default()
    };
    change_attempt(tx, attempt_id, row).await
}

/// Stores the attempt as it goes on in another version. Nobody was in touch:
/// the time of the last contact stays.
pub(super) async fn give_moved(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    version_id: Uuid,
    (state, current_item): (Vec<u8>, Option<String>),
    (session, facts): (SessionState, Facts),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = attempt::ActiveModel {
        package_version_id: Set(version_id),
        state: Set(state),
        current_item: Set(current_item),
        ..standing(session, facts, now)
    };
    change_attempt(tx, attempt_id, row).await
}

/// Notes in the attempt's own history that it changed its version.
pub(super) async fn note_move(
    tx: &DatabaseTransaction,
    (attempt_id, switch_id): (Uuid, Uuid),
    calls: Vec<u8>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = entity::attempt_trace::Model {
        attempt_id,
        launch_id: switch_id,
        first_entry: 0,
        stored_at: now,
        calls,
    };
    insert(tx, row).await
}
