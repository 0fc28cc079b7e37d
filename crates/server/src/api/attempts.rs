//! An attempt, with everything that is known of it.

use axum::{Extension, Json as Answer, extract::State};
use chrono::{DateTime, Utc};
use course_runtime::sequencing::{ActivityReport, CompletionStatus, NotOffered, SuccessStatus};
use entity::{
    enrolment,
    values::{Completion, Face, LaunchMode, SessionState, Success},
};
use serde::Serialize;
use serde_json::{Map, Value};
use statement_store::Statement;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Caller,
    extract::{Id, Reads},
    problem::Problem,
    queries,
};
use crate::{
    app::AppState,
    attempts::service::{self, AttemptReport, Ended, ItemReport, JournalLine, LearnerSession},
    error::AppError,
    i18n,
};

/// An attempt as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Attempt {
    id: Uuid,
    person_id: Uuid,
    enrolment_id: Option<Uuid>,
    step_id: Option<Uuid>,
    version_id: Uuid,
    /// From 1; not positive when it does not count.
    number: i32,
    /// `normal`, `browse`, `review` or `trial`.
    #[schema(value_type = String)]
    mode: LaunchMode,
    status: Status,
    score: Score,
    time: Time,
    /// In words: *completed yes, passed no: score 60, needs 70*.
    verdict: String,
    /// What makes the figures improbable, in words; empty when nothing is odd.
    doubts: Vec<String>,
    /// The openings of the player that showed something, in their order.
    sessions: Vec<Session>,
    /// The activity tree from its root, every activity before those within it.
    activities: Vec<Activity>,
    /// The items that ran, with their data model.
    items: Vec<Item>,
    /// What was stored, call by call, and what was asked of sequencing.
    journal: Vec<JournalCall>,
    /// The xAPI statements that the system has made of it, in their order.
    #[schema(value_type = Vec<Object>)]
    statements: Vec<Statement>,
    /// Calls that came too late to be used, by the reason.
    not_applied: Vec<NotApplied>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Status {
    /// `none` (nobody has begun), `open`, `suspended` or `ended`.
    #[schema(value_type = String)]
    session: SessionState,
    /// `unknown`, `not_attempted`, `incomplete` or `completed`.
    #[schema(value_type = String)]
    completion: Completion,
    /// `unknown`, `passed` or `failed`.
    #[schema(value_type = String)]
    success: Success,
    /// From 0 to 1.
    progress: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Score {
    /// From -1 to 1.
    scaled: Option<f64>,
    raw: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Time {
    /// Of all learner sessions together.
    seconds: f64,
    started_at: DateTime<Utc>,
    last_contact_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// A learner session.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    begun_at: DateTime<Utc>,
    /// When something was heard of it last.
    last_at: DateTime<Utc>,
    seconds: i64,
    /// The items that said something, in their order.
    items: Vec<String>,
    /// Calls that were stored.
    calls: usize,
    /// `still_open`, `suspended`, `left`, `abandoned`, `by_module`,
    /// `opened_elsewhere`, `revoked` or `silence`.
    #[schema(value_type = String)]
    ended: Ended,
    /// The same in words.
    words: String,
}

/// An activity with its tracking.
#[derive(Debug, Serialize, ToSchema)]
struct Activity {
    /// As in the manifest.
    item: String,
    title: String,
    /// 0 for the organization.
    depth: usize,
    /// It has content of its own and is no mere heading.
    launchable: bool,
    current: bool,
    suspended: bool,
    /// Attempts on it, the running one included.
    attempts: u32,
    /// `unknown`, `incomplete` or `completed`.
    #[schema(value_type = String)]
    completion: CompletionStatus,
    /// `unknown`, `passed` or `failed`.
    #[schema(value_type = String)]
    success: SuccessStatus,
    /// The measure of its primary objective, from -1 to 1.
    measure: Option<f64>,
    /// From 0 to 1.
    progress: Option<f64>,
    /// Why the learner cannot choose it now, in words; `null` when it can be chosen.
    not_offered: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Item {
    /// As in the manifest.
    identifier: String,
    /// `{"cmi": {"core": {"lesson_status": "passed"}}}`; collections are lists.
    #[schema(value_type = Object)]
    data_model: Value,
    /// The same by the names of the elements.
    #[schema(value_type = Object)]
    values: Map<String, Value>,
}

#[derive(Debug, Serialize, ToSchema)]
struct JournalCall {
    stored_at: DateTime<Utc>,
    /// By the browser's clock, in milliseconds since 1970.
    called_at: Option<i64>,
    /// The number of the journal entry.
    entry: Option<u64>,
    item: Option<String>,
    /// `Initialize`, `SetValue`, `Terminate` (1.2: with `LMS` before it, and
    /// `LMSFinish`), a navigation request, or nothing for a remark.
    call: String,
    element: String,
    value: String,
    /// The SCORM error code; 0 when the call was accepted.
    error: u16,
    /// The call in words.
    words: String,
    /// Came late, from a device that had kept it.
    from_queue: bool,
}

#[derive(Debug, Serialize, ToSchema)]
struct NotApplied {
    received_at: DateTime<Utc>,
    reason: String,
    calls: Vec<JournalCall>,
}

impl From<JournalLine> for JournalCall {
    fn from(it: JournalLine) -> Self {
        Self {
            stored_at: it.stored_at,
            called_at: it.called_at,
            entry: it.entry,
            item: it.item,
            call: it.call,
            element: it.element,
            value: it.value,
            error: it.error,
            words: it.words,
            from_queue: it.from_queue,
        }
    }
}

impl Session {
    fn new(face: Face, it: LearnerSession) -> Self {
        Self {
            seconds: it.duration().num_seconds(),
            begun_at: it.begun_at,
            last_at: it.last_at,
            items: it.items,
            calls: it.calls,
            ended: it.ended,
            words: i18n::translate(face, &it.ended.message()),
        }
    }
}

impl Activity {
    fn new(face: Face, it: ActivityReport) -> Self {
        let reason = |it: &NotOffered| i18n::translate(face, &service::not_offered(it));
        Self {
            item: it.item,
            title: it.title,
            depth: it.depth,
            launchable: it.launchable,
            current: it.current,
            suspended: it.suspended,
            attempts: it.attempts,
            completion: it.completion,
            success: it.success,
            measure: it.measure,
            progress: it.progress,
            not_offered: it.not_offered.as_ref().map(reason),
        }
    }
}

impl From<ItemReport> for Item {
    fn from(it: ItemReport) -> Self {
        let mut data_model = Value::Null;
        for (element, value) in &it.values {
            put(&mut data_model, element.split('.'), value);
        }
        let values = it.values.into_iter().map(|(name, it)| (name, it.into()));
        Self {
            identifier: it.identifier,
            data_model,
            values: values.collect(),
        }
    }
}

/// Puts the value where its name leads; a number in the name is a place in a list.
fn put<'n>(tree: &mut Value, mut names: impl Iterator<Item = &'n str>, value: &str) {
    let Some(name) = names.next() else {
        *tree = value.into();
        return;
    };
    let place = match name.parse::<usize>() {
        // What is stored has no gaps beyond what a data model allows.
        Ok(at) if at < 10_000 => {
            if !tree.is_array() {
                *tree = Value::Array(Vec::new());
            }
            tree.as_array_mut().map(|list| {
                if list.len() <= at {
                    list.resize(at + 1, Value::Null);
                }
                &mut list[at]
            })
        }
        _ => {
            if !tree.is_object() {
                *tree = Value::Object(Map::new());
            }
            tree.as_object_mut()
                .map(|it| it.entry(name).or_insert(Value::Null))
        }
    };
    if let Some(place) = place {
        put_rest(place, &mut names, value);
    }
}

/// Without a new type of iterator at each level.
fn put_rest(tree: &mut Value, names: &mut dyn Iterator<Item = &str>, value: &str) {
    put(tree, names, value);
}

impl Attempt {
    fn new(face: Face, it: AttemptReport, statements: Vec<Statement>) -> Self {
        let sessions = it.sessions.into_iter().map(|it| Session::new(face, it));
        let activities = it.activities.into_iter();
        let activities = activities.map(|it| Activity::new(face, it));
        let calls = |lines: Vec<JournalLine>| lines.into_iter().map(JournalCall::from).collect();
        let not_applied = it.not_applied.into_iter().map(|queue| NotApplied {
            received_at: queue.received_at,
            reason: queue.reason,
            calls: calls(queue.calls),
        });
        Self {
            not_applied: not_applied.collect(),
            sessions: sessions.collect(),
            activities: activities.collect(),
            id: it.id,
            person_id: it.person_id,
            enrolment_id: it.enrolment_id,
            step_id: it.step_id,
            version_id: it.version_id,
            number: it.number,
            mode: it.mode,
            status: Status {
                session: it.session,
                completion: it.completion,
                success: it.success,
                progress: it.progress,
            },
            score: Score {
                scaled: it.score_scaled,
                raw: it.score_raw,
            },
            time: Time {
                seconds: it.time_seconds,
                started_at: it.started_at,
                last_contact_at: it.last_contact_at,
                ended_at: it.ended_at,
            },
            verdict: it.verdict,
            doubts: it.doubts,
            items: it.items.into_iter().map(Item::from).collect(),
            journal: calls(it.journal),
            statements,
        }
    }
}

/// An attempt: status, score, time, learner sessions, activity tree, data model, journal, verdict, statements. To a
/// trainer, on their own courses and of their own trials.
#[utoipa::path(get, path = "/api/v1/attempts/{id}", tag = "attempts",
    operation_id = "read_attempt", params(("id" = Uuid, Path)),
    responses((status = 200, body = Attempt)))]
pub(super) async fn read(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Reads(face): Reads,
    Id(id): Id,
) -> Result<Answer<Attempt>, Problem> {
    let report = service::report(&app, id, face).await?;
    let db = app.db.read();
    let enrolment = match report.enrolment_id {
        Some(id) => queries::find::<enrolment::Entity>(db, id).await?,
        None => None,
    };
    if !may_see(&app, &caller, report.person_id, enrolment.as_ref()).await? {
        return Err(AppError::Forbidden.into());
    }
    let statements = match enrolment {
        Some(it) => statement_store::store::of_attempt(db, it.registration, id).await?,
        None => Vec::new(),
    };
    Ok(Answer(Attempt::new(face, report, statements)))
}

async fn may_see(
    app: &AppState,
    caller: &Caller,
    person_id: Uuid,
    enrolment: Option<&enrolment::Model>,
) -> Result<bool, Problem> {
    if caller.manages(None) || caller.person_id == Some(person_id) {
        return Ok(true);
    }
    let Some(enrolment) = enrolment else {
        return Ok(false);
    };
    let course =
        queries::find::<entity::course::Entity>(app.db.read(), enrolment.course_id).await?;
    Ok(course.is_some_and(|it| caller.manages(it.created_by)))
}
