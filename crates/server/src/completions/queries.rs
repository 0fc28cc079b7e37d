//! Every SQL statement of the feature.

use certificates::DocumentNumber;
use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use entity::{
    accreditation, attempt, certificate, certificate_series, completion, course, course_step,
    course_trainer, enrolment, organisation, person, programme, rendered_document, step_result,
    trainer,
    values::{EnrolmentStatus, Face, LaunchMode},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, ExprTrait as _, IntoActiveModel, JoinType, Order, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
    sea_query::{Expr, LockType, OnConflict, Query},
};
use uuid::Uuid;

use super::facts::Around;

pub(super) use crate::rows::{find, insert};
pub(super) use crate::settings::{put_setting, setting};

/// The enrolment, locked until the transaction ends, and what stands around it.
pub(super) async fn lock_enrolment(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<Around>, DbErr> {
    let mut select = select_around(id);
    // The outer joins cannot be locked, and need not be.
    sea_orm::QueryTrait::query(&mut select).lock_with_tables(LockType::Update, ["enrolment"]);
    Ok(select.one(tx).await?.and_then(Around::new))
}

/// The same without a lock, to look at.
pub(super) async fn around(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Option<Around>, DbErr> {
    let found = select_around(enrolment_id).one(db).await?;
    Ok(found.and_then(Around::new))
}

type Found = (
    enrolment::Model,
    Option<course::Model>,
    Option<person::Model>,
    Option<organisation::Model>,
    Option<programme::Model>,
    Option<accreditation::Model>,
);

/// One statement, since this is asked at every end of a learner session.
fn select_around(
    enrolment_id: Uuid,
) -> sea_orm::SelectSix<
    enrolment::Entity,
    course::Entity,
    person::Entity,
    organisation::Entity,
    programme::Entity,
    accreditation::Entity,
    sea_orm::TopologyStar,
> {
    enrolment::Entity::find_by_id(enrolment_id)
        .find_also_related(course::Entity)
        .find_also_related(person::Entity)
        .find_also(person::Entity, organisation::Entity)
        .find_also(course::Entity, programme::Entity)
        .find_also(programme::Entity, accreditation::Entity)
}

impl Around {
    fn new(found: Found) -> Option<Self> {
        let (enrolment, course, person, organisation, programme, accreditation) = found;
        Some(Self {
            enrolment,
            course: course?,
            person: person?,
            organisation,
            programme,
            accreditation,
        })
    }
}

pub(super) async fn save_enrolment(
    tx: &DatabaseTransaction,
    enrolment: enrolment::Model,
) -> Result<(), DbErr> {
    let changed = enrolment::ActiveModel {
        progress_percent: Set(enrolment.progress_percent),
        completed_at: Set(enrolment.completed_at),
        last_step_id: Set(enrolment.last_step_id),
        last_contact_at: Set(enrolment.last_contact_at),
        ..Default::default()
    };
    enrolment::Entity::update_many()
        .set(changed)
        .filter(enrolment::COLUMN.id.eq(enrolment.id))
        .exec(tx)
        .await?;
    Ok(())
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
    let (enrolment_id, step_id) = (row.enrolment_id, row.step_id);
    let row = row.into_active_model().reset_all();
    if exists {
        step_result::Entity::update_many()
            .set(row)
            .filter(step_result::COLUMN.enrolment_id.eq(enrolment_id))
            .filter(step_result::COLUMN.step_id.eq(step_id))
            .exec(tx)
            .await?;
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

/// The enrolment's completions with the documents that were issued on them.
pub(super) async fn completions(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<(completion::Model, Option<certificate::Model>)>, DbErr> {
    completion::Entity::find()
        .select_also(certificate::Entity)
        .join(
            JoinType::LeftJoin,
            certificate::Relation::Completion.def().rev(),
        )
        .filter(completion::COLUMN.enrolment_id.eq(enrolment_id))
        .order_by(certificate::COLUMN.issued_at, Order::Asc)
        .all(db)
        .await
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

/// The course's trainers.
pub(super) async fn trainers(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<trainer::Model>, DbErr> {
    trainer::Entity::find()
        .join(
            JoinType::InnerJoin,
            course_trainer::Relation::Trainer.def().rev(),
        )
        .filter(course_trainer::COLUMN.course_id.eq(course_id))
        .all(db)
        .await
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
    let mut take = Query::insert();
    take.into_table(certificate_series::Entity)
        .columns([
            certificate_series::Column::Kind,
            certificate_series::Column::Year,
            certificate_series::Column::LastNumber,
        ])
        .values_panic([token.into(), today.year().into(), 1.into()])
        .on_conflict(
            OnConflict::columns([
                certificate_series::Column::Kind,
                certificate_series::Column::Year,
            ])
            .value(
                certificate_series::Column::LastNumber,
                Expr::col((
                    certificate_series::Entity,
                    certificate_series::Column::LastNumber,
                ))
                .add(1),
            )
            .to_owned(),
        )
        .returning_col(certificate_series::Column::LastNumber);
    let next: i32 = tx
        .query_one(&take)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the certificate series".into()))?
        .try_get_by_index(0)?;
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

pub(super) async fn lock_certificate(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<certificate::Model>, DbErr> {
    certificate::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

pub(super) async fn certificate_and_person(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<(certificate::Model, person::Model)>, DbErr> {
    let found = certificate::Entity::find_by_id(id)
        .find_also_related(person::Entity)
        .one(db)
        .await?;
    Ok(found.and_then(|(certificate, person)| certificate_with(certificate, person)))
}

fn certificate_with(
    certificate: certificate::Model,
    person: Option<person::Model>,
) -> Option<(certificate::Model, person::Model)> {
    Some((certificate, person?))
}

pub(super) async fn certificate_by_code(
    db: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::COLUMN.check_code.eq(code))
        .one(db)
        .await
}

pub(super) async fn certificate_by_serial(
    db: &impl ConnectionTrait,
    serial: &str,
) -> Result<Option<certificate::Model>, DbErr> {
    certificate::Entity::find()
        .filter(certificate::COLUMN.serial.eq(serial))
        .one(db)
        .await
}

pub(super) async fn rendered(
    db: &impl ConnectionTrait,
    certificate_id: Uuid,
    face: Face,
) -> Result<Option<rendered_document::Model>, DbErr> {
    rendered_document::Entity::find_by_id((certificate_id, face))
        .one(db)
        .await
}

/// Remembers a PDF; two that were made at once are the same, and the later row stays.
pub(super) async fn put_rendered(
    tx: &DatabaseTransaction,
    row: rendered_document::Model,
) -> Result<(), DbErr> {
    let replace = OnConflict::columns([
        rendered_document::Column::CertificateId,
        rendered_document::Column::Face,
    ])
    .update_columns([
        rendered_document::Column::Hash,
        rendered_document::Column::SizeBytes,
        rendered_document::Column::RenderedAt,
    ])
    .to_owned();
    rendered_document::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(replace)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Every version of an enrolment's completion, oldest first, with who recorded it.
pub(super) async fn versions(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<(completion::Model, Option<person::Model>)>, DbErr> {
    let rows = completion::Entity::find()
        .filter(completion::COLUMN.enrolment_id.eq(enrolment_id))
        .order_by(completion::COLUMN.id, Order::Asc)
        .all(db)
        .await?;
    let people = person::Entity::find()
        .filter(
            person::COLUMN
                .id
                .is_in(rows.iter().filter_map(|it| it.recorded_by)),
        )
        .all(db)
        .await?;
    let by = |id: Option<Uuid>| people.iter().find(|it| Some(it.id) == id).cloned();
    Ok(rows
        .into_iter()
        .map(|row| {
            let recorded_by = by(row.recorded_by);
            (row, recorded_by)
        })
        .collect())
}

/// The completion of an enrolment that stands.
pub(super) async fn standing_completion(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Option<completion::Model>, DbErr> {
    completion::Entity::find()
        .filter(completion::COLUMN.enrolment_id.eq(enrolment_id))
        .filter(completion::COLUMN.replaced_by_id.is_null())
        .one(db)
        .await
}
