//! The feature's use cases: listing and opening; `saving` stores.

use entity::{accreditation, programme, trainer, training_session, values::Face};
use sea_orm::DbErr;
use uuid::Uuid;

use super::{
    forms::{self, Fields, Kind},
    queries::{self, Lists},
};
use crate::{app::AppState, db::Db};

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
        detail: [&row.body, &row.decision]
            .into_iter()
            .filter(|it| !it.trim().is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
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
