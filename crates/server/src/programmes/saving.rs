//! Storing a record: a new one, or what was changed of one that is there.

use chrono::{DateTime, Utc};
use entity::{accreditation, programme, trainer, training_session};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, PrimaryKeyTrait, SqlErr,
};
use uuid::Uuid;

use super::{
    drafts::{AccreditationDraft, Draft, ProgrammeDraft, SessionDraft, TrainerDraft},
    forms::{self, Errors, Fields, Kind},
    queries,
};
use crate::{db::Db, error::AppError, people::SortKeys};

/// Why a record was not stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum SaveError {
    #[error("no such record")]
    NotFound,
    #[error("the form has errors")]
    Invalid(Errors),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl crate::db::WriteError for SaveError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            Self::NotFound | Self::Invalid(_) => None,
        }
    }
}

impl From<SaveError> for AppError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NotFound => Self::NotFound,
            SaveError::Invalid(errors) => {
                let first = errors.into_values().next().unwrap_or("records-required");
                Self::Invalid(crate::error::Message::new(first))
            }
            SaveError::Db(error) => error.into(),
        }
    }
}

/// Stores a new record (`id` is none) or changes one; answers its id.
pub(super) async fn save(
    db: &Db,
    kind: Kind,
    id: Option<Uuid>,
    fields: &Fields,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let draft = forms::check(kind, fields).map_err(SaveError::Invalid)?;
    db.write(move |tx| {
        let draft = draft.clone();
        Box::pin(async move {
            match draft {
                Draft::Accreditation(draft) => save_accreditation(tx, id, draft, now).await,
                Draft::Programme(draft) => save_programme(tx, id, draft, now).await,
                Draft::Session(draft) => save_session(tx, id, draft, now).await,
                Draft::Trainer(draft) => save_trainer(tx, id, draft, now).await,
            }
        })
    })
    .await
}

/// The row that is to be changed, none for a new record.
async fn before<E>(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
) -> Result<Option<E::Model>, SaveError>
where
    E: EntityTrait,
    Uuid: Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
{
    let Some(id) = id else {
        return Ok(None);
    };
    let row = queries::find::<E>(tx, id).await?;
    row.map(Some).ok_or(SaveError::NotFound)
}

/// Stores the row over the one that is to be changed, or as a new one.
async fn put<A>(
    tx: &DatabaseTransaction,
    before: Option<&<A::Entity as EntityTrait>::Model>,
    row: <A::Entity as EntityTrait>::Model,
) -> Result<(), DbErr>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    match before {
        Some(_) => queries::update::<A>(tx, row).await,
        None => queries::insert::<A>(tx, row).await,
    }
}

/// Refuses the form when what it chose in `field` has gone meanwhile.
async fn must_be_there<E>(
    tx: &DatabaseTransaction,
    id: Uuid,
    field: &'static str,
    message: &'static str,
) -> Result<(), SaveError>
where
    E: EntityTrait,
    Uuid: Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
{
    match queries::find::<E>(tx, id).await? {
        Some(_) => Ok(()),
        None => Err(invalid(field, message)),
    }
}

fn invalid(field: &'static str, message: &'static str) -> SaveError {
    SaveError::Invalid(Errors::from([(field, message)]))
}

async fn save_accreditation(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: AccreditationDraft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let before = before::<accreditation::Entity>(tx, id).await?;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let row = accreditation::Model {
        id,
        body: draft.body,
        field: draft.field,
        field_en: draft.field_en,
        decision: draft.decision,
        decided_on: draft.decided_on,
        valid_until: draft.valid_until,
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    put::<accreditation::ActiveModel>(tx, before.as_ref(), row).await?;
    Ok(id)
}

async fn save_programme(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: ProgrammeDraft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let before = before::<programme::Entity>(tx, id).await?;
    if let Some(chosen) = draft.accreditation_id {
        let (field, message) = ("accreditation_id", "records-choose-again");
        must_be_there::<accreditation::Entity>(tx, chosen, field, message).await?;
    }
    let id = id.unwrap_or_else(Uuid::now_v7);
    let words = format!("{} {} {}", draft.code, draft.title, draft.title_en);
    let row = programme::Model {
        id,
        code: draft.code,
        title: draft.title,
        title_en: draft.title_en,
        accreditation_id: draft.accreditation_id,
        hours: draft.hours,
        search_key: serbian_text::search_key(&words),
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    put::<programme::ActiveModel>(tx, before.as_ref(), row)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => invalid("code", "programme-code-taken"),
            _ => error.into(),
        })?;
    Ok(id)
}

async fn save_session(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: SessionDraft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let before = before::<training_session::Entity>(tx, id).await?;
    let (field, message) = ("programme_id", "session-programme-missing");
    must_be_there::<programme::Entity>(tx, draft.programme_id, field, message).await?;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let row = training_session::Model {
        id,
        programme_id: draft.programme_id,
        title: draft.title,
        title_en: draft.title_en,
        mode: draft.mode,
        starts_on: draft.starts_on,
        ends_on: draft.ends_on,
        place: draft.place,
        counts_as_training: draft.counts_as_training,
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    put::<training_session::ActiveModel>(tx, before.as_ref(), row).await?;
    let trainers = queries::known_trainers(tx, &draft.trainers).await?;
    queries::put_trainers_of_session(tx, id, &trainers).await?;
    Ok(id)
}

async fn save_trainer(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: TrainerDraft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let before = before::<trainer::Entity>(tx, id).await?;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let TrainerDraft {
        names,
        fields,
        languages,
    } = draft;
    let sort = SortKeys::of_names(&names);
    let words = format!(
        "{} {} {} {} {fields}",
        names.family_name, names.given_name, names.family_name_cyrl, names.given_name_cyrl
    );
    let row = trainer::Model {
        id,
        person_id: before.as_ref().and_then(|it| it.person_id),
        given_name: names.given_name,
        family_name: names.family_name,
        given_name_cyrl: names.given_name_cyrl,
        family_name_cyrl: names.family_name_cyrl,
        fields,
        languages,
        search_key: serbian_text::search_key(&words),
        sort_key_latn: sort.latn,
        sort_key_cyrl: sort.cyrl,
        created_at: before.as_ref().map_or(now, |it| it.created_at),
    };
    put::<trainer::ActiveModel>(tx, before.as_ref(), row).await?;
    Ok(id)
}

/// Says who trains on the course: documents issued from now on name them.
pub(super) async fn put_trainers_of_course(
    db: &Db,
    course_id: Uuid,
    trainers: Vec<Uuid>,
) -> Result<(), SaveError> {
    db.write(move |tx| {
        let trainers = trainers.clone();
        Box::pin(async move {
            before::<entity::course::Entity>(tx, Some(course_id)).await?;
            let trainers = queries::known_trainers(tx, &trainers).await?;
            queries::put_trainers_of_course(tx, course_id, &trainers).await?;
            Ok(())
        })
    })
    .await
}
