//! Versions of a package: what is other, who is affected, switching courses.

use axum::{Extension, Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use entity::values::SwitchState;
use package_import::difference::{Fate, Kept, Weight};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{self as body, Id, Query},
    problem::Problem,
};
use crate::{
    app::AppState,
    attempts::service::{Choices, ForFinished, ForInProgress, ForNotStarted, Group},
    packages::{
        service::compared,
        switches::service::{self, Affected, Editor, LearnerTried, Order, Outcome, SwitchLine},
    },
};

impl From<&Caller> for Editor {
    fn from(caller: &Caller) -> Self {
        Self {
            role: caller.role,
            person_id: caller.person_id,
        }
    }
}

/// Two versions by their numbers.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Versions {
    /// The number of the version that is compared with.
    from: i32,
    to: i32,
}

/// What is other in a version than in another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DifferenceSaid {
    from: i32,
    to: i32,
    /// Nothing at all is other.
    same: bool,
    /// Every item that could be launched can be launched still, as what it was.
    keeps_every_item: bool,
    kind: Both,
    authoring_tool: Both,
    size_bytes: Both,
    /// The common items stand in another order.
    reordered: bool,
    items: Vec<ItemSaid>,
    files: FilesSaid,
}

/// A value before and now; `null` where there was none.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Both {
    before: Value,
    now: Value,
}

impl Both {
    fn new(before: impl Serialize, now: impl Serialize) -> Self {
        Self {
            before: json!(before),
            now: json!(now),
        }
    }
}

/// An item that can be launched, in either version.
#[derive(Debug, Serialize, ToSchema)]
struct ItemSaid {
    identifier: String,
    title: String,
    /// `same`, `changed`, `new` or `gone`.
    fate: &'static str,
    /// Of a new item: one that is gone and is likely the same under another identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    likely_was: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<ItemChanges>,
}

/// What is other in an item that both versions have.
#[derive(Debug, Serialize, ToSchema)]
struct ItemChanges {
    title: Both,
    passing_percent: Both,
    completion_percent: Both,
    /// It stands below another item.
    moved: bool,
    /// The file it starts with is another, or has other content.
    starts_otherwise: bool,
}

impl ItemChanges {
    fn new(kept: &Kept) -> Self {
        let (passing, completion) = (kept.passing_percent, kept.completion_percent);
        Self {
            title: Both::new(&kept.title.before, &kept.title.now),
            passing_percent: Both::new(passing.before, passing.now),
            completion_percent: Both::new(completion.before, completion.now),
            moved: kept.is_moved,
            starts_otherwise: kept.starts_otherwise,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct FilesSaid {
    same: WeightSaid,
    new: WeightSaid,
    changed: WeightSaid,
    gone: WeightSaid,
}

#[derive(Debug, Serialize, ToSchema)]
struct WeightSaid {
    count: usize,
    size_bytes: u64,
}

impl From<Weight> for WeightSaid {
    fn from(it: Weight) -> Self {
        Self {
            count: it.files,
            size_bytes: it.size_bytes,
        }
    }
}

/// What is other in a version of the package than in another.
#[utoipa::path(get, path = "/api/v1/packages/{id}/difference", tag = "packages",
    operation_id = "package_difference", params(("id" = Uuid, Path), Versions),
    responses((status = 200, body = DifferenceSaid)))]
pub(super) async fn difference(
    State(app): State<AppState>,
    Id(id): Id,
    Query(asked): Query<Versions>,
) -> Result<Json<DifferenceSaid>, Problem> {
    let compared = compared(&app, id, (asked.from, asked.to)).await?;
    let it = &compared.difference;
    let items = it.items.iter().map(|item| {
        let (fate, likely_was, changes) = match &item.fate {
            Fate::Kept(kept) if kept.is_same() => ("same", None, None),
            Fate::Kept(kept) => ("changed", None, Some(ItemChanges::new(kept))),
            Fate::New { likely_was } => ("new", likely_was.clone(), None),
            Fate::Gone => ("gone", None, None),
        };
        ItemSaid {
            identifier: item.identifier.clone(),
            title: item.title.clone(),
            fate,
            likely_was,
            changes,
        }
    });
    Ok(Json(DifferenceSaid {
        from: asked.from,
        to: asked.to,
        same: it.is_none(),
        keeps_every_item: it.keeps_every_item(),
        kind: Both::new(it.kind.before.name(), it.kind.now.name()),
        authoring_tool: Both::new(&it.authoring_tool.before, &it.authoring_tool.now),
        size_bytes: Both::new(it.size_bytes.before, it.size_bytes.now),
        reordered: it.reordered,
        items: items.collect(),
        files: FilesSaid {
            same: it.files.same.into(),
            new: it.files.new.into(),
            changed: it.files.changed.into(),
            gone: it.files.gone.into(),
        },
    }))
}

/// The version that courses would be switched to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AffectedQuery {
    /// The version's number.
    to: i32,
    /// One course; all that use the package when it is left out.
    course_id: Option<Uuid>,
}

/// The courses that use the package, and whom a switch would touch.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AffectedCourses {
    courses: Vec<AffectedCourse>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AffectedCourse {
    course_id: Uuid,
    title: String,
    /// The caller may switch it.
    may_switch: bool,
    /// When a switch that was planned before will be made.
    waits_until: Option<DateTime<Utc>>,
    not_started: usize,
    in_progress: usize,
    /// Of those in progress: can be moved and keep their place.
    movable: usize,
    finished: usize,
    /// Work on the version already, or have finished on it.
    already: usize,
    /// Empty where the caller may not switch the course.
    learners: Vec<AffectedLearner>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AffectedLearner {
    enrolment_id: Uuid,
    person_id: Uuid,
    step_id: Uuid,
    /// `not_started`, `in_progress` or `finished`.
    #[schema(value_type = String)]
    group: Group,
    /// The version of the last attempt that was begun.
    version_id: Option<Uuid>,
    /// Whether the attempt, tried on a copy, keeps its place; `null` where it was not tried.
    movable: Option<bool>,
    /// Why it would stay: `because` and, where there is one, the title of the `item`.
    #[schema(value_type = Option<Object>)]
    stays: Option<Value>,
}

impl AffectedCourse {
    fn new(affected: &Affected, to: Uuid) -> Self {
        let counts = affected.counts(to);
        let steps = affected.steps.iter().filter(|_| affected.may_change);
        let learner = |step_id, it: &LearnerTried| AffectedLearner {
            enrolment_id: it.learner.enrolment_id,
            person_id: it.learner.person_id,
            step_id,
            group: it.learner.group,
            version_id: it.learner.version_id,
            movable: it.tried.as_ref().map(Result::is_ok),
            stays: it
                .tried
                .as_ref()
                .and_then(|it| it.as_ref().err())
                .map(|it| json!(it)),
        };
        let learners = steps.flat_map(|step| {
            let learners = step.learners.iter();
            learners.map(move |it| learner(step.step_id, it))
        });
        Self {
            course_id: affected.course.id,
            title: affected.course.title.clone(),
            may_switch: affected.may_change,
            waits_until: affected.waits_until,
            not_started: counts.not_started,
            in_progress: counts.in_progress,
            movable: counts.movable,
            finished: counts.finished,
            already: counts.already,
            learners: learners.collect(),
        }
    }
}

/// Whom a switch to a version would touch, course by course; nothing is stored.
#[utoipa::path(get, path = "/api/v1/packages/{id}/affected", tag = "packages",
    operation_id = "package_affected", params(("id" = Uuid, Path), AffectedQuery),
    responses((status = 200, body = AffectedCourses)))]
pub(super) async fn affected(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    Query(asked): Query<AffectedQuery>,
) -> Result<Json<AffectedCourses>, Problem> {
    let target = service::target(&app, id, asked.to).await?;
    let by = Editor::from(&caller);
    let affected = service::affected(&app, by, &target, asked.course_id).await?;
    let courses = affected.iter();
    let courses = courses.map(|it| AffectedCourse::new(it, target.version.id));
    Ok(Json(AffectedCourses {
        courses: courses.collect(),
    }))
}

/// Which courses are to show a version, and what becomes of whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SwitchToMake {
    /// The version's number; a draft is published with it.
    number: i32,
    courses: Vec<CourseToSwitch>,
    /// When; now when it is left out.
    at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CourseToSwitch {
    course_id: Uuid,
    /// `new` (when it is left out) or `old`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    not_started: ForNotStarted,
    /// `finish` on the version they began with (when it is left out), `move` and
    /// keep the place, or `start_again`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    in_progress: ForInProgress,
    /// `keep` (when it is left out) or `start_again`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    finished: ForFinished,
}

/// The switches that were made or planned.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Switches {
    switches: Vec<SwitchMade>,
}

#[derive(Debug, Serialize, ToSchema)]
struct SwitchMade {
    id: Uuid,
    course_id: Uuid,
    /// `waiting`, `done`, `called_off` or `failed`.
    #[schema(value_type = String)]
    state: SwitchState,
    /// The numbers of the versions; `from` is `null` until it is done.
    from: Option<i32>,
    to: i32,
    run_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    #[schema(value_type = Object)]
    choices: Choices,
    /// Enrolments by what became of them, step by step.
    touched: Vec<TouchedSaid>,
}

#[derive(Debug, Serialize, ToSchema)]
struct TouchedSaid {
    step_id: Uuid,
    /// Lists of enrolments: `new`, `old`, `finishing`, `moved`, `stayed` (with
    /// the reason of each), `started_again`, `kept`, `already`.
    #[schema(value_type = Object)]
    enrolments: Value,
}

fn touched(outcome: &Outcome) -> Vec<TouchedSaid> {
    let steps = outcome.steps.iter().map(|it| TouchedSaid {
        step_id: it.step_id,
        enrolments: json!(it.done),
    });
    steps.collect()
}

impl From<SwitchLine> for SwitchMade {
    fn from(line: SwitchLine) -> Self {
        let row = &line.row;
        Self {
            id: row.id,
            course_id: row.course_id,
            state: row.state,
            from: row.from_number,
            to: row.to_number,
            run_at: row.run_at,
            ended_at: row.ended_at,
            choices: line.choices,
            touched: line.outcome.as_ref().map_or_else(Vec::new, touched),
        }
    }
}

/// Switch courses to a version, now or at a time; each course in a transaction
/// of its own. Back is the same with the earlier number.
#[utoipa::path(post, path = "/api/v1/packages/{id}/switch", tag = "packages",
    operation_id = "switch_package", params(("id" = Uuid, Path)), request_body = SwitchToMake,
    responses((status = 200, body = Switches)))]
pub(super) async fn switch(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
    body::Json(asked): body::Json<SwitchToMake>,
) -> Result<Json<Switches>, Problem> {
    let courses = asked.courses.into_iter().map(|it| {
        let choices = Choices {
            not_started: it.not_started,
            in_progress: it.in_progress,
            finished: it.finished,
        };
        (it.course_id, choices)
    });
    let order = Order {
        package_id: id,
        number: asked.number,
        courses: courses.collect(),
        at: asked.at,
    };
    let now = app.clock.now();
    let made = service::order(&app, Editor::from(&caller), order, now).await?;
    let lines = service::these(&app, id, &made).await?;
    Ok(Json(Switches {
        switches: lines.into_iter().map(SwitchMade::from).collect(),
    }))
}

/// The switches of the package, the newest first: made, planned, called off.
#[utoipa::path(get, path = "/api/v1/packages/{id}/switches", tag = "packages",
    operation_id = "package_switches", params(("id" = Uuid, Path)),
    responses((status = 200, body = Switches)))]
pub(super) async fn list(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<Json<Switches>, Problem> {
    let lines = service::of_module_for(&app, Editor::from(&caller), id).await?;
    Ok(Json(Switches {
        switches: lines.into_iter().map(SwitchMade::from).collect(),
    }))
}

/// Call off a switch that waits for its time.
#[utoipa::path(post, path = "/api/v1/switches/{id}/call-off", tag = "packages",
    operation_id = "call_off_switch", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Called off")))]
pub(super) async fn call_off(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Id(id): Id,
) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    service::call_off(&app, Editor::from(&caller), id, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
