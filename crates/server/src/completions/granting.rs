//! A completion that a person grants: for work that no module has seen. A new
//! record with who and why; earlier ones stay. Documents follow the rules.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use entity::{
    completion, trainer,
    values::{CompletionOutcome, EnrolmentStatus},
};
use grading::{CourseResult, DocumentDecision, Occasion};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{
    decide::{self, Due, Loaded},
    facts,
    queries::{self, Batch},
};
use crate::{
    app::AppState,
    audit,
    db::WriteError,
    error::{AppError, Message},
};

/// Who grants, why, and for which day.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) by: Uuid,
    pub(crate) reason: String,
    pub(crate) on: NaiveDate,
}

/// What was granted.
#[derive(Debug, Clone)]
pub(crate) struct Granted {
    /// The number of the document that the rules had due.
    pub(crate) issued: Option<String>,
}

/// Why nothing was granted.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GrantError {
    #[error("no such enrolment")]
    NoSuchEnrolment,
    #[error("nobody grants to themselves")]
    Own,
    #[error("the course is completed already")]
    Already,
    #[error("no reason is given")]
    NoReason,
    #[error("the day is before the enrolment or after today")]
    Day,
    #[error("the learner has left the course")]
    Withdrawn,
    #[error("the course has no rules in force")]
    Unpublished,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for GrantError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<GrantError> for AppError {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::NoSuchEnrolment => Self::NotFound,
            GrantError::Own => Self::refused("grant-own"),
            GrantError::Already => Self::refused("grant-already"),
            GrantError::Withdrawn => Self::refused("grant-withdrawn"),
            GrantError::Unpublished => Self::refused("grant-unpublished"),
            GrantError::NoReason => Self::Invalid(Message::new("correction-needs-reason")),
            GrantError::Day => Self::Invalid(Message::new("grant-date-wrong")),
            GrantError::Db(error) => error.into(),
        }
    }
}

/// Grants the completion of the enrolment's course.
pub(crate) async fn grant(
    app: &AppState,
    enrolment_id: Uuid,
    grant: Grant,
    now: DateTime<Utc>,
) -> Result<Granted, GrantError> {
    let reason: String = grant.reason.trim().chars().take(1000).collect();
    if reason.is_empty() {
        return Err(GrantError::NoReason);
    }
    let grant = Grant { reason, ..grant };
    let state = app.clone();
    app.db
        .write(move |tx| {
            let (app, grant) = (state.clone(), grant.clone());
            Box::pin(async move { write(tx, &app, enrolment_id, &grant, now).await })
        })
        .await
}

async fn write(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
    grant: &Grant,
    now: DateTime<Utc>,
) -> Result<Granted, GrantError> {
    let around = queries::around(tx, enrolment_id).await?;
    around.ok_or(GrantError::NoSuchEnrolment)?;
    let loaded = decide::load(tx, app, enrolment_id)
        .await?
        .ok_or(GrantError::Unpublished)?;
    check(app, &loaded, grant, now)?;

    let trainers = queries::trainers(tx, loaded.around.course.id).await?;
    let course = decide::completed(&decide::course_result(&loaded));
    let occasion = Occasion::SessionEnded;
    let decision = decide::document_decision(&loaded, &trainers, &course, occasion);
    let row = record(app, &loaded, &trainers, &course, grant, now);
    let mut batch = Batch::new(tx);
    batch.insert(row.clone());
    if let Some(replaced) = loaded.standing() {
        queries::mark_replaced(&mut batch, replaced.id, row.id);
    }
    let mut enrolment = loaded.around.enrolment.clone();
    enrolment.completed_at = Some(row.completed_at);
    enrolment.progress_percent = 100;
    queries::save_enrolment(&mut batch, &enrolment);
    let detail = serde_json::json!({
        "reason": grant.reason, "on": grant.on, "completion": row.id,
    });
    let what = ("completion.granted", enrolment_id);
    audit::note_with(tx, Some(grant.by), what, &detail, now).await?;

    // Where a *potvrda* is out, a coordinator decides whether to replace it.
    let DocumentDecision::Issue {
        kind,
        replaces: None,
    } = decision
    else {
        batch.run(tx).await?;
        return Ok(Granted { issued: None });
    };
    let completion = row;
    let due = Due { kind, completion };
    let decided = decide::issue(tx, app, &loaded, batch, &due, now).await?;
    decided.batch.run(tx).await?;
    Ok(Granted {
        issued: decided.serial,
    })
}

fn check(
    app: &AppState,
    loaded: &Loaded,
    grant: &Grant,
    now: DateTime<Utc>,
) -> Result<(), GrantError> {
    let enrolment = &loaded.around.enrolment;
    if enrolment.person_id == grant.by {
        return Err(GrantError::Own);
    }
    if enrolment.status == EnrolmentStatus::Withdrawn {
        return Err(GrantError::Withdrawn);
    }
    if enrolment.completed_at.is_some() || loaded.is_recorded_as_passed() {
        return Err(GrantError::Already);
    }
    let earliest = app.config.date_of(enrolment.enrolled_at);
    if (earliest..=app.config.date_of(now)).contains(&grant.on) {
        Ok(())
    } else {
        Err(GrantError::Day)
    }
}

/// The record: the facts of today, the day that was granted, who and why.
fn record(
    app: &AppState,
    loaded: &Loaded,
    trainers: &[trainer::Model],
    course: &CourseResult,
    grant: &Grant,
    now: DateTime<Utc>,
) -> completion::Model {
    let result = (course, CompletionOutcome::Passed);
    let row = facts::completion(app, &loaded.around, trainers, result, now);
    let noon = grant
        .on
        .and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let local = app.config.time_zone.from_local_datetime(&noon).earliest();
    let that_day = local.map_or_else(|| noon.and_utc(), |it| it.with_timezone(&Utc));
    let is_today = grant.on == app.config.date_of(now);
    completion::Model {
        rule_version_id: loaded.rule_version_id,
        completed_on: grant.on,
        completed_at: if is_today { now } else { that_day },
        replaces_id: loaded.standing().map(|it| it.id),
        reason: Some(grant.reason.clone()),
        recorded_by: Some(grant.by),
        snapshot: marked(&row.snapshot),
        ..row
    }
}

/// The snapshot with the mark that a person granted it, which corrections keep.
fn marked(snapshot: &[u8]) -> Vec<u8> {
    let mut document: serde_json::Value = serde_json::from_slice(snapshot).unwrap_or_default();
    if let Some(members) = document.as_object_mut() {
        members.insert("granted".to_owned(), true.into());
    }
    document.to_string().into_bytes()
}

/// Whether this completion was granted by a person.
pub(super) fn is_granted(row: &completion::Model) -> bool {
    #[derive(serde::Deserialize)]
    struct Mark {
        #[serde(default)]
        granted: bool,
    }
    serde_json::from_slice::<Mark>(&row.snapshot).is_ok_and(|it| it.granted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_a_grant_is_kept_beside_what_the_snapshot_says() {
        let marked = marked(br#"{"format":1,"course_title":"X"}"#);

        let document: serde_json::Value = serde_json::from_slice(&marked).unwrap();
        assert_eq!(document["granted"], true);
        assert_eq!(document["course_title"], "X");
    }
}
