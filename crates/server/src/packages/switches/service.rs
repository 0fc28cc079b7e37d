//! The use cases of switching courses to another version.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    course, package, package_version,
    values::{CourseStatus, Role, SwitchState, VersionState},
    version_switch,
};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

pub(crate) use super::queries::SwitchRow;
use super::queries::{self, StepUse};
use crate::{
    app::AppState,
    attempts::service::{
        self as attempts, CannotSwitch, Choices, Done, Group, LearnerAt, Stays, Switching,
    },
    audit,
    courses::{rules, service as courses},
    db::WriteError,
    error::AppError,
    jobs::{self, JobError},
    sign_in::Reader,
};

/// The kind of the job that makes a switch at its time.
pub(crate) const SWITCH: &str = "packages.switch";
/// Switches that a page shows.
const SHOWN: u64 = 50;

/// Why a course is not switched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SwitchError {
    #[error("no such module, version, course or switch")]
    NotFound,
    #[error("the course is somebody else's")]
    Forbidden,
    #[error("no course was chosen")]
    NoCourse,
    #[error("the module is archived and the version is a draft")]
    Archived,
    #[error("the course is closed")]
    Closed,
    #[error("the course does not use the module any more")]
    NotUsed,
    #[error("the course has a switch of this module waiting")]
    IsWaiting,
    #[error("the switch does not wait any more")]
    NotWaiting,
    #[error("the time is in the past")]
    Past,
    #[error("there is no earlier version to go back to")]
    NothingBefore,
    #[error("a version cannot be played: {0}")]
    Unplayable(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for SwitchError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl SwitchError {
    /// The message for people, where the rule has one.
    fn words(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoCourse => "switch-no-course",
            Self::Archived => "module-is-archived",
            Self::Closed => "switch-course-closed",
            Self::NotUsed => "switch-not-used",
            Self::IsWaiting => "switch-is-waiting",
            Self::NotWaiting => "switch-not-waiting",
            Self::Past => "switch-past",
            Self::NothingBefore => "switch-nothing-before",
            Self::Unplayable(_) => "switch-unplayable",
            Self::NotFound | Self::Forbidden | Self::Db(_) => return None,
        })
    }
}

impl From<SwitchError> for AppError {
    fn from(error: SwitchError) -> Self {
        match (error.words(), error) {
            (_, SwitchError::NotFound) => Self::NotFound,
            (_, SwitchError::Forbidden) => Self::Forbidden,
            (_, SwitchError::Db(error)) => error.into(),
            (Some(id), SwitchError::NoCourse | SwitchError::Past) => {
                Self::Invalid(crate::error::Message::new(id))
            }
            (Some(id), error) => {
                tracing::info!(%error, "a switch was refused");
                Self::refused(id)
            }
            (None, error) => Self::internal(&error),
        }
    }
}

impl From<CannotSwitch> for SwitchError {
    fn from(error: CannotSwitch) -> Self {
        match error {
            CannotSwitch::Unplayable(reason) => Self::Unplayable(reason),
            CannotSwitch::Db(error) => Self::Db(error),
        }
    }
}

impl From<courses::CourseError> for SwitchError {
    fn from(error: courses::CourseError) -> Self {
        match error {
            courses::CourseError::Db(error) => Self::Db(error),
            _ => Self::NotFound,
        }
    }
}

/// Who asks: a signed-in person, or the holder of a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Editor {
    pub(crate) role: Role,
    pub(crate) person_id: Option<Uuid>,
}

impl From<&Reader> for Editor {
    fn from(reader: &Reader) -> Self {
        Self {
            role: reader.role,
            person_id: Some(reader.id),
        }
    }
}

impl Editor {
    fn may_change(self, course: &course::Model) -> bool {
        match self.person_id {
            Some(id) => rules::may_edit(self.role, id, course),
            None => matches!(self.role, Role::Administrator | Role::Coordinator),
        }
    }
}

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
) -> Result<Target, AppError> {
    let db = app.db.read();
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let version = queries::version_numbered(db, package_id, number)
        .await?
        .ok_or(AppError::NotFound)?;
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

/// Which courses go to a version, each with the ways of its groups, and when.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) package_id: Uuid,
    pub(crate) number: i32,
    pub(crate) courses: Vec<(Uuid, Choices)>,
    /// Now, when there is none.
    pub(crate) at: Option<DateTime<Utc>>,
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
    let db = app.db.read();
    let module = queries::find::<package::Entity>(db, order.package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let version = queries::version_numbered(db, order.package_id, order.number)
        .await?
        .ok_or(SwitchError::NotFound)?;
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
    let db = app.db.read();
    let course = queries::find::<course::Entity>(db, course_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    if !by.may_change(&course) {
        return Err(SwitchError::Forbidden);
    }
    if course.status == CourseStatus::Closed {
        return Err(SwitchError::Closed);
    }
    if queries::steps(db, package_id, Some(course_id))
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
    let course = queries::find::<course::Entity>(app.db.read(), row.course_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    if !by.may_change(&course) {
        return Err(SwitchError::Forbidden);
    }
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

/// The number of the version that the course showed before the last switch.
async fn earlier(
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
    let rows = queries::switches(app.db.read(), package_id, None, SHOWN).await?;
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
    let course = queries::find::<course::Entity>(db, course_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(SwitchError::NotFound)?;
    if !by.may_change(&course) {
        return Err(SwitchError::Forbidden);
    }
    let rows = queries::switches(db, package_id, Some(course_id), SHOWN).await?;
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
