//! The use cases of switching courses to another version.

use chrono::{DateTime, Utc};
use entity::{
    package_version,
    values::{CourseStatus, SwitchState, VersionState},
    version_switch,
};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

pub(crate) use super::{
    error::{Editor, SwitchError},
    reading::{
        Affected, Counts, LearnerTried, ModuleInCourse, Outcome, StepOutcome, SwitchLine, Target,
        affected, module_in_course, numbers, of_module, of_module_for, target, these,
    },
};
use super::{
    queries,
    reading::{earlier, own_course},
};
use crate::{
    app::AppState,
    attempts::service::{self as attempts, Choices, Switching},
    audit,
    courses::service as courses,
    jobs::{self, JobError},
};

/// The kind of the job that makes a switch at its time.
pub(crate) const SWITCH: &str = "packages.switch";

/// Which courses go to a version, each with the ways of its groups, and when.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) package_id: Uuid,
    pub(crate) number: i32,
    pub(crate) courses: Vec<(Uuid, Choices)>,
    /// Now, when there is none.
    pub(crate) at: Option<DateTime<Utc>>,
}

/// Switches the courses, each in a transaction of its own, or puts their
/// switches down for later; answers their ids. Whoever may not change one of
/// the courses changes none.
pub(crate) async fn order(
    app: &AppState,
    by: Editor,
    order: Order,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, SwitchError> {
    if order.courses.is_empty() {
        return Err(SwitchError::NoCourse);
    }
    if order.at.is_some_and(|at| at <= now) {
        return Err(SwitchError::Past);
    }
    let Target { module, version } = target(app, order.package_id, order.number).await?;
    if version.state == VersionState::Draft && module.archived_at.is_some() {
        return Err(SwitchError::Archived);
    }
    for (course_id, _) in &order.courses {
        may_switch(app, by, *course_id, order.package_id).await?;
    }
    let mut switched = Vec::new();
    for (course_id, choices) in order.courses {
        let row = version_switch::Model {
            id: Uuid::now_v7(),
            course_id,
            package_id: order.package_id,
            from_version_id: None,
            to_version_id: version.id,
            choices: serde_json::to_vec(&choices).unwrap_or_default(),
            state: SwitchState::Waiting,
            run_at: order.at.unwrap_or(now),
            created_by: by.person_id,
            created_at: now,
            ended_at: None,
            ended_by: None,
            outcome: None,
            problem: None,
        };
        switched.push(row.id);
        begin(app, row, order.at.is_some(), now).await?;
    }
    app.packages.versions.invalidate(&version.id).await;
    Ok(switched)
}

async fn may_switch(
    app: &AppState,
    by: Editor,
    course_id: Uuid,
    package_id: Uuid,
) -> Result<(), SwitchError> {
    if own_course(app, by, course_id).await?.status == CourseStatus::Closed {
        return Err(SwitchError::Closed);
    }
    if queries::steps(app.db.read(), package_id, Some(course_id))
        .await?
        .is_empty()
    {
        return Err(SwitchError::NotUsed);
    }
    Ok(())
}

/// Writes the switch down, and makes it unless it is for later.
async fn begin(
    app: &AppState,
    row: version_switch::Model,
    is_for_later: bool,
    now: DateTime<Utc>,
) -> Result<(), SwitchError> {
    let shared = app.clone();
    app.db
        .write(move |tx| {
            let (app, row) = (shared.clone(), row.clone());
            Box::pin(async move {
                courses::locked(tx, row.course_id).await?;
                if queries::waiting(tx, row.course_id, row.package_id)
                    .await?
                    .is_some()
                {
                    return Err(SwitchError::IsWaiting);
                }
                queries::insert(tx, row.clone()).await?;
                if is_for_later {
                    let (id, run_at) = (row.id, row.run_at);
                    jobs::service::enqueue(tx, SWITCH, &Payload { switch_id: id }, run_at).await?;
                    note(
                        tx,
                        "course.version_switch_planned",
                        &row,
                        row.created_by,
                        now,
                    )
                    .await?;
                    return Ok(());
                }
                Box::pin(perform(tx, &app, row, now)).await
            })
        })
        .await
}

/// Makes the switch: everything is read and decided under the course's lock.
async fn perform(
    tx: &DatabaseTransaction,
    app: &AppState,
    mut row: version_switch::Model,
    now: DateTime<Utc>,
) -> Result<(), SwitchError> {
    let course = courses::locked(tx, row.course_id).await?;
    if course.status == CourseStatus::Closed {
        return Err(SwitchError::Closed);
    }
    publish_if_draft(tx, &row, now).await?;
    let steps = queries::steps(tx, row.package_id, Some(row.course_id)).await?;
    let first = steps.first().ok_or(SwitchError::NotUsed)?;
    row.from_version_id = Some(first.version_id);
    let choices: Choices = serde_json::from_slice(&row.choices).unwrap_or_default();
    let mut outcome = Outcome::default();
    for step in &steps {
        let switching = Switching {
            switch_id: row.id,
            course_id: row.course_id,
            step_id: step.step_id,
            from: step.version_id,
            to: row.to_version_id,
            choices,
        };
        outcome.steps.push(StepOutcome {
            step_id: step.step_id,
            from_version_id: step.version_id,
            done: Box::pin(attempts::switch(tx, app, switching, now)).await?,
        });
    }
    row.outcome = serde_json::to_vec(&outcome).ok();
    row.state = SwitchState::Done;
    row.ended_at = Some(now);
    row.ended_by = row.created_by;
    queries::update(tx, row.clone()).await?;
    note(tx, "course.version_switched", &row, row.created_by, now).await?;
    Ok(())
}

/// A course shows published versions only; switching to a draft publishes it.
async fn publish_if_draft(
    tx: &DatabaseTransaction,
    row: &version_switch::Model,
    now: DateTime<Utc>,
) -> Result<(), SwitchError> {
    let module = queries::lock_package(tx, row.package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let version = queries::find::<package_version::Entity>(tx, row.to_version_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    if version.state == VersionState::Published {
        return Ok(());
    }
    if module.archived_at.is_some() {
        return Err(SwitchError::Archived);
    }
    queries::publish(tx, module.id, version.id, now).await?;
    let action = "package.version_published";
    audit::note(tx, row.created_by, action, version.id, now).await?;
    Ok(())
}

/// Who, when, from where to where, and whom it touched.
async fn note(
    tx: &DatabaseTransaction,
    action: &str,
    row: &version_switch::Model,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let read = |bytes: &[u8]| serde_json::from_slice(bytes).unwrap_or(serde_json::Value::Null);
    let detail = json!({
        "switch": row.id,
        "package": row.package_id,
        "from": row.from_version_id,
        "to": row.to_version_id,
        "run_at": row.run_at,
        "choices": read(&row.choices),
        "touched": row.outcome.as_deref().map(read),
        "problem": row.problem,
    });
    audit::note_with(tx, by, (action, row.course_id), &detail, now).await
}

/// What the job of a switch is told.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Payload {
    switch_id: Uuid,
}

/// Makes the switch whose time has come. One that was called off, or made by
/// another run, is left alone; one that a rule forbids by now has failed.
pub(crate) async fn run_job(app: &AppState, payload: &[u8]) -> Result<(), JobError> {
    let Payload { switch_id } =
        serde_json::from_slice(payload).map_err(|error| JobError::GiveUp(error.to_string()))?;
    let now = app.clock.now();
    match run_waiting(app, switch_id, now).await {
        Ok(()) => Ok(()),
        Err(SwitchError::Db(error)) => Err(error.into()),
        Err(error) => {
            tracing::warn!(%switch_id, %error, "a planned switch was not made");
            let words = error.words().unwrap_or("switch-unplayable");
            fail(app, switch_id, words, now).await?;
            Ok(())
        }
    }
}

async fn run_waiting(
    app: &AppState,
    switch_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), SwitchError> {
    let shared = app.clone();
    let version_id = app
        .db
        .write(move |tx| {
            let app = shared.clone();
            Box::pin(async move {
                let Some(row) = waiting(tx, switch_id).await? else {
                    return Ok(None);
                };
                let version_id = row.to_version_id;
                Box::pin(perform(tx, &app, row, now)).await?;
                Ok::<_, SwitchError>(Some(version_id))
            })
        })
        .await?;
    if let Some(version_id) = version_id {
        app.packages.versions.invalidate(&version_id).await;
    }
    Ok(())
}

/// The switch, locked with its course before it, if it waits still.
async fn waiting(
    tx: &DatabaseTransaction,
    switch_id: Uuid,
) -> Result<Option<version_switch::Model>, SwitchError> {
    let Some(row) = queries::find::<version_switch::Entity>(tx, switch_id).await? else {
        return Ok(None);
    };
    courses::locked(tx, row.course_id).await?;
    let row = queries::lock(tx, switch_id).await?;
    Ok(row.filter(|it| it.state == SwitchState::Waiting))
}

async fn fail(
    app: &AppState,
    switch_id: Uuid,
    words: &'static str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let failed = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let Some(mut row) = waiting(tx, switch_id).await? else {
                    return Ok(());
                };
                row.state = SwitchState::Failed;
                row.ended_at = Some(now);
                row.problem = Some(words.to_owned());
                queries::update(tx, row.clone()).await?;
                note(tx, "course.version_switch_failed", &row, None, now).await?;
                Ok::<_, SwitchError>(())
            })
        })
        .await;
    match failed {
        Err(SwitchError::Db(error)) => Err(error),
        _ => Ok(()),
    }
}

/// Calls off a switch that waits for its time.
pub(crate) async fn call_off(
    app: &AppState,
    by: Editor,
    switch_id: Uuid,
    now: DateTime<Utc>,
) -> Result<version_switch::Model, SwitchError> {
    let row = queries::find::<version_switch::Entity>(app.db.read(), switch_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    own_course(app, by, row.course_id).await?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let mut row = waiting(tx, switch_id)
                    .await?
                    .ok_or(SwitchError::NotWaiting)?;
                row.state = SwitchState::CalledOff;
                row.ended_at = Some(now);
                row.ended_by = by.person_id;
                queries::update(tx, row.clone()).await?;
                let action = "course.version_switch_called_off";
                note(tx, action, &row, by.person_id, now).await?;
                Ok(row)
            })
        })
        .await
}

/// Puts the course back on the version that it showed before the last switch.
/// Nobody who works on the other one is disturbed.
pub(crate) async fn back(
    app: &AppState,
    by: Editor,
    (course_id, package_id): (Uuid, Uuid),
    choices: Choices,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, SwitchError> {
    let number = earlier(app, course_id, package_id)
        .await?
        .ok_or(SwitchError::NothingBefore)?;
    let order = Order {
        package_id,
        number,
        courses: vec![(course_id, choices)],
        at: None,
    };
    self::order(app, by, order, now).await
}
