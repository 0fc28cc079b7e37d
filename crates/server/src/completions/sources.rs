//! Where a row of the record comes from: its course, attempts, documents and
//! earlier versions, and what today's records would say instead.

use entity::{certificate, completion, course, person, step_result};
use sea_orm::DbErr;
use uuid::Uuid;

use super::{facts, queries};
use crate::app::AppState;

/// All that stands behind a row.
pub(super) struct SourceFacts {
    pub(super) row: completion::Model,
    pub(super) course: course::Model,
    /// With the step's title.
    pub(super) steps: Vec<(String, step_result::Model)>,
    pub(super) certificates: Vec<certificate::Model>,
    /// Every version of the row, oldest first, with who recorded it.
    pub(super) versions: Vec<(completion::Model, Option<person::Model>)>,
    /// What today's records say otherwise: a message, then, now.
    pub(super) differences: Vec<Difference>,
}

/// A fact that has changed since.
pub(super) struct Difference {
    pub(super) label: &'static str,
    pub(super) then: Option<String>,
    pub(super) now: Option<String>,
}

pub(super) async fn of(app: &AppState, id: Uuid) -> Result<Option<SourceFacts>, DbErr> {
    let db = app.db.read();
    let Some(row) = queries::find::<completion::Entity>(db, id).await? else {
        return Ok(None);
    };
    let Some(around) = queries::around(db, row.enrolment_id).await? else {
        return Ok(None);
    };
    let titles = queries::step_titles(db, around.course.id).await?;
    let results = queries::step_results(db, row.enrolment_id).await?;
    let steps = titles
        .into_iter()
        .filter_map(|(step_id, title)| {
            let result = results.iter().find(|it| it.step_id == step_id)?;
            Some((title, result.clone()))
        })
        .collect();
    let trainers = queries::trainers(db, around.course.id).await?;
    let mut today = row.clone();
    facts::take(&mut today, &around, &trainers);
    Ok(Some(SourceFacts {
        steps,
        certificates: queries::certificates(db, row.enrolment_id).await?,
        versions: queries::versions(db, row.enrolment_id).await?,
        differences: differences(&row, &today),
        row,
        course: around.course,
    }))
}

/// A row, and what today's records say otherwise.
pub(super) struct Changes {
    pub(super) row: completion::Model,
    pub(super) differences: Vec<Difference>,
}

/// What would change of these rows, as far as they stand; a page of them at most.
pub(super) async fn changes(app: &AppState, ids: &[Uuid]) -> Result<Vec<Changes>, DbErr> {
    let db = app.db.read();
    let mut changes = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(row) = queries::find::<completion::Entity>(db, *id).await? else {
            continue;
        };
        if row.replaced_by_id.is_some() {
            continue;
        }
        if let Some(around) = queries::around(db, row.enrolment_id).await? {
            let trainers = queries::trainers(db, around.course.id).await?;
            let mut today = row.clone();
            facts::take(&mut today, &around, &trainers);
            let differences = differences(&row, &today);
            changes.push(Changes { row, differences });
        }
    }
    Ok(changes)
}

pub(super) fn differences(then: &completion::Model, now: &completion::Model) -> Vec<Difference> {
    let texts = |row: &completion::Model| {
        let names = [
            ("record-col-family-name", &row.family_name),
            ("record-col-given-name", &row.given_name),
            ("record-col-family-name-cyrl", &row.family_name_cyrl),
            ("record-col-given-name-cyrl", &row.given_name_cyrl),
        ];
        let names = names.map(|(label, name)| (label, Some(name.clone())));
        names.into_iter().chain(recorded(row))
    };
    texts(then)
        .zip(texts(now))
        .filter(|((_, then), (_, now))| then != now)
        .map(|((label, then), (_, now))| Difference { label, then, now })
        .collect()
}

/// What a row says beside the person's names: a message, and the words.
pub(super) fn recorded(row: &completion::Model) -> [(&'static str, Option<String>); 11] {
    let decided_on = row.accreditation_decided_on.map(|it| it.to_string());
    [
        ("record-col-organisation", row.organisation.clone()),
        ("record-col-municipality", row.municipality.clone()),
        ("record-col-country", row.country.clone()),
        ("record-col-post", row.post.clone()),
        ("record-col-programme", row.programme.clone()),
        ("record-col-programme-code", row.programme_code.clone()),
        ("record-col-hours", row.hours.map(|it| it.to_string())),
        (
            "record-col-accreditation-field",
            row.accreditation_field.clone(),
        ),
        (
            "record-col-accreditation-decision",
            row.accreditation_decision.clone(),
        ),
        ("record-col-accreditation-decided-on", decided_on),
        ("record-col-trainers", row.trainers.clone()),
    ]
}
