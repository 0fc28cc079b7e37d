//! Every SQL statement of the feature.

use certificates::DocumentNumber;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use entity::{
    accreditation, attempt, certificate, certificate_series, completion, course,
    course_rule_version, course_step, course_trainer, enrolment, organisation, person, programme,
    step_result, trainer,
    values::{EnrolmentStatus, LaunchMode},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel, Order, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Set, sea_query::OnConflict,
};
use uuid::Uuid;

use super::facts::About;

/// The enrolment, locked until the transaction ends, with its course and person.
pub(super) async fn lock_enrolment(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<(enrolment::Model, course::Model, person::Model)>, DbErr> {
    let Some(enrolment) = enrolment::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
    else {
        return Ok(None);
    };
    let course = course::Entity::find_by_id(enrolment.course_id)
        .one(tx)
        .await?;
    let person = person::Entity::find_by_id(enrolment.person_id)
        .one(tx)
        .await?;
    Ok(course
        .zip(person)
        .map(|(course, person)| (enrolment, course, person)))
}

pub(super) async fn enrolment(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<enrolment::Model>, DbErr> {
    enrolment::Entity::find_by_id(id).one(db).await
}

pub(super) async fn save_enrolment(
    tx: &DatabaseTransaction,
    enrolment: enrolment::Model,
) -> Result<(), DbErr> {
    let changed = enrolment::ActiveModel {
        id: Set(enrolment.id),
        progress_percent: Set(enrolment.progress_percent),
        completed_at: Set(enrolment.completed_at),
        last_step_id: Set(enrolment.last_step_id),
        last_contact_at: Set(enrolment.last_contact_at),
        ..Default::default()
    };
    changed.update(tx).await?;
    Ok(())
}

pub(super) async fn rule_version(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<course_rule_version::Model>, DbErr> {
    course_rule_version::Entity::find_by_id(id).one(db).await
}

pub(super) async fn course(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<course::Model>, DbErr> {
    course::Entity::find_by_id(id).one(db).await
}

pub(super) async fn step(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<course_step::Model>, DbErr> {
    course_step::Entity::find_by_id(id).one(db).await
}

/// The titles of a course's steps.
pub(super) async fn step_titles(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<(Uuid, String)>, DbErr> {
    course_step::Entity::find()
        .select_only()
        .column(course_step::Column::Id)
        .column(course_step::Column::Title)
        .filter(course_step::COLUMN.course_id.eq(course_id))
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn step_results(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<step_result::Model>, DbErr> {
    step_result::Entity::find()
        .filter(step_result::COLUMN.enrolment_id.eq(enrolment_id))
        .all(db)
        .await
}

pub(super) async fn attempt(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<attempt::Model>, DbErr> {
    attempt::Entity::find_by_id(id).one(db).await
}

/// The attempts that count: trials, browsing and reviews are none.
pub(super) async fn attempts(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<attempt::Model>, DbErr> {
    attempt::Entity::find()
        .filter(attempt::COLUMN.enrolment_id.eq(enrolment_id))
        .filter(attempt::COLUMN.step_id.eq(step_id))
        .filter(attempt::COLUMN.mode.eq(LaunchMode::Normal))
        .order_by(attempt::COLUMN.number, Order::Asc)
        .all(db)
        .await
}

pub(super) async fn put_step_result(
    tx: &DatabaseTransaction,
    row: step_result::Model,
    exists: bool,
) -> Result<(), DbErr> {
    let row = row.into_active_model().reset_all();
    if exists {
        row.update(tx).await?;
    } else {
        step_result::Entity::insert(row)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn certificates(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::COLUMN.enrolment_id.eq(enrolment_id))
        .order_by(certificate::COLUMN.issued_at, Order::Asc)
        .all(db)
        .await
}

pub(super) async fn certificates_of_person(
    db: &impl ConnectionTrait,
    person_id: Uuid,
) -> Result<Vec<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::COLUMN.person_id.eq(person_id))
        .order_by(certificate::COLUMN.issued_at, Order::Desc)
        .all(db)
        .await
}

pub(super) async fn completions(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<completion::Model>, DbErr> {
    completion::Entity::find()
        .filter(completion::COLUMN.enrolment_id.eq(enrolment_id))
        .all(db)
        .await
}

pub(super) async fn insert<A>(
    tx: &DatabaseTransaction,
    row: impl IntoActiveModel<A>,
) -> Result<(), DbErr>
where
    A: sea_orm::ActiveModelTrait,
{
    A::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn mark_replaced(
    tx: &DatabaseTransaction,
    id: Uuid,
    by: Uuid,
) -> Result<(), DbErr> {
    let replaced = completion::ActiveModel {
        id: Set(id),
        replaced_by_id: Set(Some(by)),
        ..Default::default()
    };
    replaced.update(tx).await?;
    Ok(())
}

pub(super) async fn revoke(
    tx: &DatabaseTransaction,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let revoked = certificate::ActiveModel {
        id: Set(id),
        revoked_at: Set(Some(now)),
        revoked_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    revoked.update(tx).await?;
    Ok(())
}

/// What stands around a course and its learner.
pub(super) async fn about(
    db: &impl ConnectionTrait,
    course: &course::Model,
    person: &person::Model,
) -> Result<About, DbErr> {
    let mut about = About::default();
    if let Some(id) = person.organisation_id {
        about.organisation = organisation::Entity::find_by_id(id).one(db).await?;
    }
    if let Some(id) = course.programme_id {
        let found = programme::Entity::find_by_id(id)
            .find_also_related(accreditation::Entity)
            .one(db)
            .await?;
        if let Some((programme, accreditation)) = found {
            about.programme = Some(programme);
            about.accreditation = accreditation;
        }
    }
    let trainers = course_trainer::Entity::find()
        .filter(course_trainer::COLUMN.course_id.eq(course.id))
        .find_also_related(trainer::Entity)
        .all(db)
        .await?;
    about.trainers = trainers
        .into_iter()
        .filter_map(|(_, trainer)| trainer)
        .map(|it| format!("{} {}", it.given_name_cyrl, it.family_name_cyrl))
        .collect();
    Ok(about)
}

/// The next number of the series, without gaps: a transaction that fails gives it back.
pub(super) async fn next_number(
    tx: &DatabaseTransaction,
    kind: grading::DocumentKind,
    today: NaiveDate,
) -> Result<DocumentNumber, DbErr> {
    let token = match kind {
        grading::DocumentKind::Uverenje => "uverenje",
        grading::DocumentKind::Potvrda => "potvrda",
    };
    let first = certificate_series::ActiveModel {
        kind: Set(token.to_owned()),
        year: Set(today.year()),
        last_number: Set(0),
    };
    certificate_series::Entity::insert(first)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let series = certificate_series::Entity::find_by_id((token.to_owned(), today.year()))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the certificate series".into()))?;
    let next = series.last_number + 1;
    let mut series = series.into_active_model();
    series.last_number = Set(next);
    series.update(tx).await?;
    Ok(DocumentNumber {
        kind,
        year: u16::try_from(today.year()).unwrap_or_default(),
        serial: u32::try_from(next).unwrap_or_default(),
    })
}

/// Everybody on the course, for deciding at its closing.
pub(super) async fn active_enrolments(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<Uuid>, DbErr> {
    enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .filter(enrolment::COLUMN.course_id.eq(course_id))
        .filter(enrolment::COLUMN.status.eq(EnrolmentStatus::Active))
        .order_by(enrolment::COLUMN.id, Order::Asc)
        .into_tuple()
        .all(db)
        .await
}
