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
    QueryOrder as _, QuerySelect as _, QueryTrait, RelationTrait as _, Select, SelectModel,
    SelectSix, SelectSixModel, SelectTwo, SelectTwoModel, Set, TopologyStar,
    sea_query::{Expr, LockType, OnConflict, Query},
};
use uuid::Uuid;

use super::facts::Around;

pub(super) use crate::db::Batch;
pub(super) use crate::rows::find;
pub(super) use crate::settings::{put_setting, setting};

/// The enrolment, locked until the transaction ends, and what stands around it.
pub(super) async fn lock_enrolment(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<Around>, DbErr> {
    let found = select_and_lock(id).one(tx).await?;
    Ok(found.and_then(Around::new))
}

/// All that a decision after a learner session looks at.
pub(super) struct SessionEnded {
    pub(super) around: Around,
    /// Those at the step.
    pub(super) attempts: Vec<attempt::Model>,
    pub(super) results: Vec<step_result::Model>,
    pub(super) completions: Vec<Held>,
}

/// Sends `batch`, then locks the enrolment and reads what the decision needs.
pub(super) async fn lock_session_ended(
    tx: &DatabaseTransaction,
    batch: Batch,
    enrolment_id: Uuid,
    step_id: Uuid,
) -> Result<Option<SessionEnded>, DbErr> {
    let backend = tx.get_database_backend();
    let selects = [
        select_and_lock(enrolment_id).build(backend),
        select_attempts(enrolment_id, step_id).build(backend),
        select_step_results(enrolment_id).build(backend),
        select_completions(enrolment_id).build(backend),
    ];
    let [around, attempts, results, completions] = batch.run_and_select(tx, selects).await?;
    let around = around.decode::<FoundSelector>()?.into_iter().next();
    let Some(around) = around.and_then(Around::new) else {
        return Ok(None);
    };
    Ok(Some(SessionEnded {
        around,
        attempts: attempts.decode::<SelectModel<attempt::Model>>()?,
        results: results.decode::<SelectModel<step_result::Model>>()?,
        completions: completions
            .decode::<SelectTwoModel<completion::Model, certificate::Model>>()?,
    }))
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

type FoundSelector = SelectSixModel<
    enrolment::Model,
    course::Model,
    person::Model,
    organisation::Model,
    programme::Model,
    accreditation::Model,
>;

type SelectAround = SelectSix<
    enrolment::Entity,
    course::Entity,
    person::Entity,
    organisation::Entity,
    programme::Entity,
    accreditation::Entity,
    TopologyStar,
>;

fn select_and_lock(enrolment_id: Uuid) -> SelectAround {
    let mut select = select_around(enrolment_id);
    // The outer joins cannot be locked, and need not be.
    QueryTrait::query(&mut select).lock_with_tables(LockType::Update, ["enrolment"]);
    select
}

/// One statement, since this is asked at every end of a learner session.
fn select_around(enrolment_id: Uuid) -> SelectAround {
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

pub(super) fn save_enrolment(batch: &mut Batch, enrolment: &enrolment::Model) {
    let changed = enrolment::ActiveModel {
        progress_percent: Set(enrolment.progress_percent),
        completed_at: Set(enrolment.completed_at),
        last_step_id: Set(enrolment.last_step_id),
        last_contact_at: Set(enrolment.last_contact_at),
        ..Default::default()
    };
    let update = enrolment::Entity::update_many()
        .set(changed)
        .filter(enrolment::COLUMN.id.eq(enrolment.id));
    batch.add(&update);
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
    select_step_results(enrolment_id).all(db).await
}

fn select_step_results(enrolment_id: Uuid) -> Select<step_result::Entity> {
    step_result::Entity::find().filter(step_result::COLUMN.enrolment_id.eq(enrolment_id))
}

fn select_attempts(enrolment_id: Uuid, step_id: Uuid) -> Select<attempt::Entity> {
    attempt::Entity::find()
        .filter(attempt::COLUMN.enrolment_id.eq(enrolment_id))
        .filter(attempt::COLUMN.step_id.eq(step_id))
        .filter(attempt::COLUMN.mode.eq(LaunchMode::Normal))
        .order_by(attempt::COLUMN.number, Order::Asc)
}

pub(super) fn put_step_result(batch: &mut Batch, row: step_result::Model, exists: bool) {
    if !exists {
        batch.insert(row);
        return;
    }
    let (enrolment_id, step_id) = (row.enrolment_id, row.step_id);
    let update = step_result::Entity::update_many()
        .set(row.into_active_model().reset_all())
        .filter(step_result::COLUMN.enrolment_id.eq(enrolment_id))
        .filter(step_result::COLUMN.step_id.eq(step_id));
    batch.add(&update);
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

/// A completion, and the document issued on it.
pub(super) type Held = (completion::Model, Option<certificate::Model>);

/// All completions of the enrolment, replaced ones too.
pub(super) async fn completions(
    db: &impl ConnectionTrait,
    enrolment_id: Uuid,
) -> Result<Vec<Held>, DbErr> {
    select_completions(enrolment_id).all(db).await
}

fn select_completions(enrolment_id: Uuid) -> SelectTwo<completion::Entity, certificate::Entity> {
    completion::Entity::find()
        .select_also(certificate::Entity)
        .join(
            JoinType::LeftJoin,
            certificate::Relation::Completion.def().rev(),
        )
        .filter(completion::COLUMN.enrolment_id.eq(enrolment_id))
        .order_by(certificate::COLUMN.issued_at, Order::Asc)
}

pub(super) fn mark_replaced(batch: &mut Batch, id: Uuid, by: Uuid) {
    let replaced = completion::ActiveModel {
        replaced_by_id: Set(Some(by)),
        ..Default::default()
    };
    let update = completion::Entity::update_many()
        .set(replaced)
        .filter(completion::COLUMN.id.eq(id));
    batch.add(&update);
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
    batch: Batch,
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
    let next: i32 = batch
        .run_and_query(tx, &take)
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
