//! *Recompute*: attempt, step, course and documents decided again from what is
//! stored, and what that has changed.

use chrono::{DateTime, Utc};
use entity::{
    attempt, enrolment, step_result,
    values::{Face, LaunchMode, SessionState, StepStatus},
};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    access, course::Course, play, protocol::Refusal, queries, state::AttemptState, verdict,
};
use crate::{
    app::AppState,
    audit, completions,
    error::{AppError, Message},
    i18n,
    page::date_words,
};

/// Something that is other than before, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    /// A message.
    pub(super) label: &'static str,
    pub(super) before: String,
    pub(super) after: String,
}

/// What a decision is about, as it stands.
#[derive(Debug, Clone)]
struct Stand {
    attempt: attempt::Model,
    step: Option<step_result::Model>,
    enrolment: Option<enrolment::Model>,
}

/// Recomputes on behalf of `by`; answers what has changed.
pub(super) async fn recompute(
    app: &AppState,
    attempt_id: Uuid,
    by: Uuid,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Vec<Change>, AppError> {
    let state = app.clone();
    let done = app
        .db
        .write(move |tx| {
            let app = state.clone();
            Box::pin(async move { write(tx, &app, attempt_id, by, now).await })
        })
        .await;
    let (before, after, issued) = match done {
        Ok(stands) => stands,
        Err(Refusal::Unknown) => return Err(AppError::NotFound),
        Err(Refusal::Db(error)) => return Err(error.into()),
        Err(error) => {
            tracing::error!(%attempt_id, %error, "an attempt cannot be recomputed");
            return Err(AppError::refused("recompute-unplayable"));
        }
    };
    let course = access::course(app.db.read(), after.attempt.package_version_id).await?;
    Ok(changes(face, &course, &before, &after, issued.as_ref()))
}

async fn write(
    tx: &DatabaseTransaction,
    app: &AppState,
    attempt_id: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(Stand, Stand, Option<String>), Refusal> {
    let row = queries::lock_attempt(tx, attempt_id)
        .await?
        .ok_or(Refusal::Unknown)?;
    let before = stand(tx, row).await?;
    let course = access::course(tx, before.attempt.package_version_id).await?;
    let state = AttemptState::from_bytes(&before.attempt.state)?;
    let facts = play::facts(&course, &state);
    let mut row = before.attempt.clone();
    if facts.finished && row.session == SessionState::Suspended {
        row.session = SessionState::Ended;
        row.ended_at = Some(row.last_contact_at);
    }
    row.completion = facts.completion;
    row.success = facts.success;
    row.score_scaled = facts.score_scaled;
    row.score_raw = facts.score_raw;
    row.progress = facts.progress;
    row.time_hundredths = facts.time_hundredths;
    row.location = facts.location;
    queries::update(tx, row.clone()).await?;
    let mut issued = None;
    if row.mode == LaunchMode::Normal
        && let Some((enrolment_id, step_id)) = row.enrolment_id.zip(row.step_id)
    {
        issued = completions::service::decide_again(tx, app, enrolment_id, step_id, now).await?;
    }
    let after = stand(tx, row).await?;
    let step = |it: &Stand| it.step.as_ref().map(|it| (it.status, it.met));
    let detail = json!({
        "attempt": [facts_of(&before.attempt), facts_of(&after.attempt)],
        "step": [step(&before), step(&after)],
        "issued": issued,
    });
    let what = ("attempt.recomputed", attempt_id);
    audit::note_with(tx, Some(by), what, &detail, now).await?;
    Ok((before, after, issued))
}

fn facts_of(row: &attempt::Model) -> serde_json::Value {
    json!({
        "completion": row.completion, "success": row.success, "score": row.score_scaled,
    })
}

async fn stand(tx: &DatabaseTransaction, attempt: attempt::Model) -> Result<Stand, Refusal> {
    let place = attempt.enrolment_id.zip(attempt.step_id);
    let (step, enrolment) = match place {
        Some((enrolment_id, step_id)) => (
            queries::find::<step_result::Entity>(tx, (enrolment_id, step_id)).await?,
            queries::find::<enrolment::Entity>(tx, enrolment_id).await?,
        ),
        None => (None, None),
    };
    Ok(Stand {
        attempt,
        step,
        enrolment,
    })
}

/// Something of a stand, in words.
type Look<'l> = &'l dyn Fn(&Stand) -> String;

fn changes(
    face: Face,
    course: &Course,
    before: &Stand,
    after: &Stand,
    issued: Option<&String>,
) -> Vec<Change> {
    let words = |id| i18n::translate(face, &Message::new(id));
    let not_yet = || words("recompute-not-yet");
    let verdict = |it: &Stand| verdict::sentence(face, &it.attempt, course);
    let minutes = |it: &Stand| {
        let minutes = verdict::minutes(&it.attempt).to_string();
        i18n::translate(
            face,
            &Message::new("attempt-minutes").with("minutes", minutes),
        )
    };
    let step = |it: &Stand| {
        let status = it
            .step
            .as_ref()
            .map_or(StepStatus::NotStarted, |it| it.status);
        words(step_message(status))
    };
    let progress = |it: &Stand| {
        let percent = it.enrolment.as_ref().map_or(0, |it| it.progress_percent);
        format!("{percent} %")
    };
    let completed = |it: &Stand| {
        let at = it.enrolment.as_ref().and_then(|it| it.completed_at);
        at.map_or_else(not_yet, |at| date_words(face, &at.to_rfc3339()))
    };
    let looks: [(&'static str, Look<'_>); 5] = [
        ("recompute-attempt", &verdict),
        ("recompute-time", &minutes),
        ("recompute-step", &step),
        ("recompute-progress", &progress),
        ("recompute-completed", &completed),
    ];
    let found = looks.into_iter().filter_map(|(label, look)| {
        let (before, after) = (look(before), look(after));
        (before != after).then_some(Change {
            label,
            before,
            after,
        })
    });
    let documents = issued.into_iter().map(|serial| Change {
        label: "recompute-document",
        before: not_yet(),
        after: serial.clone(),
    });
    found.chain(documents).collect()
}

fn step_message(status: StepStatus) -> &'static str {
    match status {
        StepStatus::NotStarted => "step-status-not_started",
        StepStatus::InProgress => "step-status-in_progress",
        StepStatus::Completed => "step-status-completed",
        StepStatus::Passed => "step-status-passed",
        StepStatus::Failed => "step-status-failed",
    }
}
