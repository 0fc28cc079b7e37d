//! The feature's use cases: listing, opening, storing.

use chrono::{DateTime, Utc};
use entity::{accreditation, programme, trainer, training_session, values::Face};
use sea_orm::{DatabaseTransaction, DbErr, SqlErr};
use uuid::Uuid;

use super::{
    forms::{self, Draft, Errors, Fields, Kind},
    queries::{self, Lists},
};
use crate::{app::AppState, db::Db, error::AppError, people::SortKeys};

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

/// A record in a list.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) title: String,
    /// Stored words below the title.
    pub(super) detail: String,
    pub(super) date: Option<String>,
    pub(super) people: Option<i64>,
    /// Shown as a tag: a message.
    pub(super) tag: Option<&'static str>,
}

/// The records of a kind that contain `search` in either script.
pub(super) async fn list(
    app: &AppState,
    kind: Kind,
    search: &str,
    face: Face,
) -> Result<Vec<Line>, DbErr> {
    let today = app.config.date_of(app.clock.now());
    let db = app.db.read();
    let mut lines: Vec<Line> = match kind {
        Kind::Accreditations => queries::accreditations(db)
            .await?
            .into_iter()
            .map(|it| accreditation_line(&it, today))
            .collect(),
        Kind::Programmes => {
            let fields = queries::accreditations(db).await?;
            let rows = queries::programmes(db).await?;
            rows.iter().map(|it| programme_line(it, &fields)).collect()
        }
        Kind::Sessions => {
            let counts = queries::participants_by_session(db).await?;
            let rows = queries::sessions(db).await?;
            rows.iter()
                .map(|(session, programme)| session_line(session, programme.as_ref(), &counts))
                .collect()
        }
        Kind::Trainers => queries::trainers(db, face)
            .await?
            .iter()
            .map(trainer_line)
            .collect(),
    };
    let wanted = serbian_text::search_key(search);
    if !wanted.is_empty() {
        lines.retain(|it| {
            serbian_text::search_key(&format!("{} {}", it.title, it.detail)).contains(&wanted)
        });
    }
    Ok(lines)
}

fn accreditation_line(row: &accreditation::Model, today: chrono::NaiveDate) -> Line {
    Line {
        id: row.id,
        title: row.field.clone(),
        detail: format!("{}, {}", row.body, row.decision),
        date: Some(row.decided_on.to_string()),
        people: None,
        tag: (row.valid_until.is_some_and(|it| it < today)).then_some("accreditation-expired"),
    }
}

fn programme_line(row: &programme::Model, accreditations: &[accreditation::Model]) -> Line {
    let accreditation = accreditations
        .iter()
        .find(|it| Some(it.id) == row.accreditation_id);
    Line {
        id: row.id,
        title: format!("{} {}", row.code, row.title),
        detail: accreditation.map(|it| it.field.clone()).unwrap_or_default(),
        date: None,
        people: None,
        tag: accreditation
            .is_none()
            .then_some("record-lack-accreditation"),
    }
}

fn session_line(
    row: &training_session::Model,
    programme: Option<&programme::Model>,
    counts: &[(Uuid, i64)],
) -> Line {
    let people = counts.iter().find(|it| it.0 == row.id).map_or(0, |it| it.1);
    let mut detail = programme.map(|it| it.code.clone()).unwrap_or_default();
    if let Some(place) = &row.place {
        detail = format!("{detail}, {place}");
    }
    Line {
        id: row.id,
        title: row.title.clone(),
        detail,
        date: Some(row.starts_on.to_string()),
        people: Some(people),
        tag: (!row.counts_as_training).then_some("session-does-not-count"),
    }
}

fn trainer_line(row: &trainer::Model) -> Line {
    Line {
        id: row.id,
        title: format!("{} {}", row.family_name_cyrl, row.given_name_cyrl),
        detail: row.fields.clone(),
        date: None,
        people: None,
        tag: None,
    }
}

/// A record's values as a form shows them.
pub(super) async fn open(db: &Db, kind: Kind, id: Uuid) -> Result<Option<Fields>, DbErr> {
    let db = db.read();
    Ok(match kind {
        Kind::Accreditations => queries::find::<accreditation::Entity>(db, id)
            .await?
            .map(|it| forms::of_accreditation(&it)),
        Kind::Programmes => queries::find::<programme::Entity>(db, id)
            .await?
            .map(|it| forms::of_programme(&it)),
        Kind::Sessions => match queries::find::<training_session::Entity>(db, id).await? {
            Some(row) => {
                let trainers = queries::trainers_of_session(db, id).await?;
                Some(forms::of_session(&row, &trainers))
            }
            None => None,
        },
        Kind::Trainers => queries::find::<trainer::Entity>(db, id)
            .await?
            .map(|it| forms::of_trainer(&it)),
    })
}

pub(super) async fn lists(db: &Db, face: Face) -> Result<Lists, DbErr> {
    queries::lists(db.read(), face).await
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
                Draft::Accreditation { .. } => save_accreditation(tx, id, draft, now).await,
                Draft::Programme { .. } => save_programme(tx, id, draft, now).await,
                Draft::Session { .. } => save_session(tx, id, draft, now).await,
                Draft::Trainer { .. } => save_trainer(tx, id, draft, now).await,
            }
        })
    })
    .await
}

async fn save_accreditation(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: Draft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let Draft::Accreditation {
        body,
        field,
        field_en,
        decision,
        decided_on,
        valid_until,
    } = draft
    else {
        return Err(SaveError::NotFound);
    };
    let old = match id {
        Some(id) => Some(found(
            queries::find::<accreditation::Entity>(tx, id).await?,
        )?),
        None => None,
    };
    let row = accreditation::Model {
        id: id.unwrap_or_else(Uuid::now_v7),
        body,
        field,
        field_en,
        decision,
        decided_on,
        valid_until,
        created_at: old.as_ref().map_or(now, |it| it.created_at),
    };
    let id = row.id;
    match old {
        Some(_) => queries::update(tx, row).await?,
        None => queries::insert(tx, row).await?,
    }
    Ok(id)
}

async fn save_programme(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: Draft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let Draft::Programme {
        code,
        title,
        title_en,
        accreditation_id,
        hours,
    } = draft
    else {
        return Err(SaveError::NotFound);
    };
    let old = match id {
        Some(id) => Some(found(queries::find::<programme::Entity>(tx, id).await?)?),
        None => None,
    };
    if let Some(id) = accreditation_id
        && queries::find::<accreditation::Entity>(tx, id)
            .await?
            .is_none()
    {
        return Err(invalid("accreditation_id", "records-choose-again"));
    }
    let search_key = serbian_text::search_key(&format!("{code} {title} {title_en}"));
    let row = programme::Model {
        id: id.unwrap_or_else(Uuid::now_v7),
        code,
        title,
        title_en,
        accreditation_id,
        hours,
        search_key,
        created_at: old.as_ref().map_or(now, |it| it.created_at),
    };
    let id = row.id;
    let stored = match old {
        Some(_) => queries::update(tx, row).await,
        None => queries::insert(tx, row).await,
    };
    stored.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => invalid("code", "programme-code-taken"),
        _ => error.into(),
    })?;
    Ok(id)
}

async fn save_session(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: Draft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let Draft::Session {
        programme_id,
        title,
        title_en,
        mode,
        starts_on,
        ends_on,
        place,
        counts_as_training,
        trainers,
    } = draft
    else {
        return Err(SaveError::NotFound);
    };
    let old = match id {
        Some(id) => Some(found(
            queries::find::<training_session::Entity>(tx, id).await?,
        )?),
        None => None,
    };
    if queries::find::<programme::Entity>(tx, programme_id)
        .await?
        .is_none()
    {
        return Err(invalid("programme_id", "session-programme-missing"));
    }
    let row = training_session::Model {
        id: id.unwrap_or_else(Uuid::now_v7),
        programme_id,
        title,
        title_en,
        mode,
        starts_on,
        ends_on,
        place,
        counts_as_training,
        created_at: old.as_ref().map_or(now, |it| it.created_at),
    };
    let id = row.id;
    match old {
        Some(_) => queries::update(tx, row).await?,
        None => queries::insert(tx, row).await?,
    }
    let trainers = queries::known_trainers(tx, &trainers).await?;
    queries::put_trainers_of_session(tx, id, &trainers).await?;
    Ok(id)
}

async fn save_trainer(
    tx: &DatabaseTransaction,
    id: Option<Uuid>,
    draft: Draft,
    now: DateTime<Utc>,
) -> Result<Uuid, SaveError> {
    let Draft::Trainer {
        names,
        fields,
        languages,
    } = draft
    else {
        return Err(SaveError::NotFound);
    };
    let old = match id {
        Some(id) => Some(found(queries::find::<trainer::Entity>(tx, id).await?)?),
        None => None,
    };
    let search_key = serbian_text::search_key(&format!(
        "{} {} {} {} {fields}",
        names.family_name, names.given_name, names.family_name_cyrl, names.given_name_cyrl
    ));
    let sort = SortKeys::of_names(&names);
    let row = trainer::Model {
        id: id.unwrap_or_else(Uuid::now_v7),
        person_id: old.as_ref().and_then(|it| it.person_id),
        given_name: names.given_name,
        family_name: names.family_name,
        given_name_cyrl: names.given_name_cyrl,
        family_name_cyrl: names.family_name_cyrl,
        fields,
        languages,
        search_key,
        sort_key_latn: sort.latn,
        sort_key_cyrl: sort.cyrl,
        created_at: old.as_ref().map_or(now, |it| it.created_at),
    };
    let id = row.id;
    match old {
        Some(_) => queries::update(tx, row).await?,
        None => queries::insert(tx, row).await?,
    }
    Ok(id)
}

fn found<T>(row: Option<T>) -> Result<T, SaveError> {
    row.ok_or(SaveError::NotFound)
}

fn invalid(field: &'static str, message: &'static str) -> SaveError {
    SaveError::Invalid(Errors::from([(field, message)]))
}

/// The course with its trainers.
pub(super) async fn course(
    db: &Db,
    id: Uuid,
) -> Result<Option<(entity::course::Model, Vec<Uuid>)>, DbErr> {
    let db = db.read();
    match queries::find::<entity::course::Entity>(db, id).await? {
        Some(course) => Ok(Some((course, queries::trainers_of_course(db, id).await?))),
        None => Ok(None),
    }
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
            found(queries::find::<entity::course::Entity>(tx, course_id).await?)?;
            let trainers = queries::known_trainers(tx, &trainers).await?;
            queries::put_trainers_of_course(tx, course_id, &trainers).await?;
            Ok(())
        })
    })
    .await
}
