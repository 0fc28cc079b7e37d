//! What is asked before and after a switch: whom it would touch, and whom it has touched.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{course, package, package_version};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use super::queries::SwitchRow;
use super::{
    error::{Editor, SwitchError},
    queries::{self, StepUse, Which},
};
use crate::{
    app::AppState,
    attempts::service::{self as attempts, Choices, Done, Group, LearnerAt, Stays},
};

/// Switches that a page shows.
const SHOWN: u64 = 50;

/// A learner with the verdict of the trial: nothing where none was needed, else
/// why the attempt could not be moved, if it could not.
pub(crate) struct LearnerTried {
    pub(crate) learner: LearnerAt,
    pub(crate) tried: Option<Result<(), Stays>>,
}

/// A step of a course that shows the module, and everybody at it.
pub(crate) struct StepAffected {
    pub(crate) step_id: Uuid,
    pub(crate) title: String,
    /// The number of the version that it shows.
    pub(crate) number: i32,
    pub(crate) learners: Vec<LearnerTried>,
}

/// How many stand where, over the steps of a course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) not_started: usize,
    pub(crate) in_progress: usize,
    /// Of those in progress: can be moved and keep their place.
    pub(crate) movable: usize,
    pub(crate) finished: usize,
    /// In progress or finished on the wanted version already.
    pub(crate) already: usize,
}

/// A course that uses the module, and whom a switch would touch.
pub(crate) struct Affected {
    pub(crate) course: course::Model,
    pub(crate) steps: Vec<StepAffected>,
    pub(crate) may_change: bool,
    /// When a switch that was decided before will be made.
    pub(crate) waits_until: Option<DateTime<Utc>>,
}

impl Affected {
    pub(crate) fn counts(&self, to: Uuid) -> Counts {
        let mut counts = Counts::default();
        for it in self.steps.iter().flat_map(|it| &it.learners) {
            match it.learner.group {
                Group::NotStarted => counts.not_started += 1,
                Group::InProgress | Group::Finished if it.learner.version_id == Some(to) => {
                    counts.already += 1;
                }
                Group::InProgress => {
                    counts.in_progress += 1;
                    counts.movable += usize::from(it.tried == Some(Ok(())));
                }
                Group::Finished => counts.finished += 1,
            }
        }
        counts
    }

    /// Whether every step shows the version already.
    pub(crate) fn shows(&self, number: i32) -> bool {
        self.steps.iter().all(|it| it.number == number)
    }
}

/// The version that courses are to show, with its module.
pub(crate) struct Target {
    pub(crate) module: package::Model,
    pub(crate) version: package_version::Model,
}

pub(crate) async fn target(
    app: &AppState,
    package_id: Uuid,
    number: i32,
) -> Result<Target, SwitchError> {
    let db = app.db.read();
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let version = queries::version_numbered(db, package_id, number)
        .await?
        .ok_or(SwitchError::NotFound)?;
    Ok(Target { module, version })
}

/// The courses that use the module, and whom a switch to `to` would touch in
/// each; every attempt that is not over is tried on a copy. Nothing is stored.
pub(crate) async fn affected(
    app: &AppState,
    by: Editor,
    target: &Target,
    course_id: Option<Uuid>,
) -> Result<Vec<Affected>, SwitchError> {
    let db = app.db.read();
    let mut steps: HashMap<Uuid, Vec<StepUse>> = HashMap::new();
    for step in queries::steps(db, target.module.id, course_id).await? {
        steps.entry(step.course_id).or_default().push(step);
    }
    let mut found = Vec::new();
    for course in queries::courses(db, steps.keys().copied().collect()).await? {
        let waiting = queries::waiting(db, course.id, target.module.id).await?;
        let mut here = Vec::new();
        for step in steps.remove(&course.id).unwrap_or_default() {
            here.push(at_step(app, step, target.version.id).await?);
        }
        found.push(Affected {
            may_change: by.may_change(&course),
            waits_until: waiting.map(|it| it.run_at),
            steps: here,
            course,
        });
    }
    Ok(found)
}

async fn at_step(app: &AppState, step: StepUse, to: Uuid) -> Result<StepAffected, SwitchError> {
    let db = app.db.read();
    let learners = attempts::learners(db, step.course_id, step.step_id).await?;
    let mut tried = attempts::try_moves(db, &learners, to).await?;
    let learners = learners.into_iter().map(|learner| LearnerTried {
        tried: tried
            .remove(&learner.enrolment_id)
            .map(|stays| stays.map_or(Ok(()), Err)),
        learner,
    });
    Ok(StepAffected {
        step_id: step.step_id,
        title: step.step_title,
        number: step.number,
        learners: learners.collect(),
    })
}

/// The course, if `by` may change it.
pub(super) async fn own_course(
    app: &AppState,
    by: Editor,
    course_id: Uuid,
) -> Result<course::Model, SwitchError> {
    let course = queries::find::<course::Entity>(app.db.read(), course_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    if by.may_change(&course) {
        Ok(course)
    } else {
        Err(SwitchError::Forbidden)
    }
}

/// Whom a switch has touched, step by step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) steps: Vec<StepOutcome>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StepOutcome {
    pub(crate) step_id: Uuid,
    pub(crate) from_version_id: Uuid,
    pub(crate) done: Done,
}

/// The number of the version that the course showed before the last switch.
pub(super) async fn earlier(
    app: &AppState,
    course_id: Uuid,
    package_id: Uuid,
) -> Result<Option<i32>, SwitchError> {
    let db = app.db.read();
    let last = queries::last_done(db, course_id, package_id).await?;
    let Some(from) = last.and_then(|it| it.from_version_id) else {
        return Ok(None);
    };
    let version = queries::find::<package_version::Entity>(db, from).await?;
    Ok(version.map(|it| it.number))
}

/// A switch in a list, with whom it touched.
#[derive(Debug, Clone)]
pub(crate) struct SwitchLine {
    pub(crate) row: SwitchRow,
    pub(crate) choices: Choices,
    pub(crate) outcome: Option<Outcome>,
}

impl From<SwitchRow> for SwitchLine {
    fn from(row: SwitchRow) -> Self {
        Self {
            choices: serde_json::from_slice(&row.choices).unwrap_or_default(),
            outcome: row
                .outcome
                .as_deref()
                .and_then(|it| serde_json::from_slice(it).ok()),
            row,
        }
    }
}

/// The switches of all courses that use the module, the newest first.
pub(crate) async fn of_module(app: &AppState, package_id: Uuid) -> Result<Vec<SwitchLine>, DbErr> {
    let rows = queries::switches(app.db.read(), package_id, Which::Newest(SHOWN)).await?;
    Ok(rows.into_iter().map(SwitchLine::from).collect())
}

/// These switches of the module, the newest first.
pub(crate) async fn these(
    app: &AppState,
    package_id: Uuid,
    ids: &[Uuid],
) -> Result<Vec<SwitchLine>, DbErr> {
    let rows = queries::switches(app.db.read(), package_id, Which::These(ids)).await?;
    Ok(rows.into_iter().map(SwitchLine::from).collect())
}

/// A module in a course: what it shows, what it showed, and who was touched.
pub(crate) struct ModuleInCourse {
    pub(crate) course: course::Model,
    pub(crate) module: package::Model,
    pub(crate) versions: Vec<i32>,
    pub(crate) earlier: Option<i32>,
    pub(crate) switches: Vec<SwitchLine>,
    /// Names by enrolment, of everybody who is or was on the course.
    pub(crate) people: HashMap<Uuid, entity::person::Model>,
}

pub(crate) async fn module_in_course(
    app: &AppState,
    by: Editor,
    (course_id, package_id): (Uuid, Uuid),
) -> Result<ModuleInCourse, SwitchError> {
    let db = app.db.read();
    let course = own_course(app, by, course_id).await?;
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let rows = queries::switches(db, package_id, Which::NewestIn(course_id, SHOWN)).await?;
    let mut versions: Vec<i32> = queries::steps(db, package_id, Some(course_id))
        .await?
        .iter()
        .map(|it| it.number)
        .collect();
    versions.dedup();
    Ok(ModuleInCourse {
        earlier: earlier(app, course_id, package_id).await?,
        switches: rows.into_iter().map(SwitchLine::from).collect(),
        people: queries::people(db, course_id).await?.into_iter().collect(),
        course,
        module,
        versions,
    })
}

/// The numbers of the module's versions by their ids.
pub(crate) async fn numbers(app: &AppState, package_id: Uuid) -> Result<HashMap<Uuid, i32>, DbErr> {
    queries::numbers(app.db.read(), package_id).await
}

/// The same, of the courses that the caller may change: it names people by
/// their enrolments.
pub(crate) async fn of_module_for(
    app: &AppState,
    by: Editor,
    package_id: Uuid,
) -> Result<Vec<SwitchLine>, SwitchError> {
    let db = app.db.read();
    queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let mut lines = of_module(app, package_id).await?;
    let ids = lines.iter().map(|it| it.row.course_id).collect();
    let courses = queries::courses(db, ids).await?;
    let theirs: Vec<Uuid> = courses
        .iter()
        .filter(|it| by.may_change(it))
        .map(|it| it.id)
        .collect();
    lines.retain(|it| theirs.contains(&it.row.course_id));
    Ok(lines)
}
