//! The decision: step result → course completion → document with its number.
//!
//! It runs inside the transaction of whatever ended (a learner session, the
//! reading of a text, the closing of a course), under the enrolment's lock; the
//! document's series is the last lock taken.

use chrono::{DateTime, Utc};
use entity::{
    attempt, certificate, completion, course, course_step, enrolment, person, step_result,
    values::{
        self, CompletionOutcome, EnrolmentStatus, PersonStatus, Role, SessionState, StepKind,
        StepStatus,
    },
};
use grading::{
    AttemptFacts, AttemptPhase, Completion, CourseResult, DocumentDecision, DocumentKind, Occasion,
    RuleVersion, Score, Standing, StepResult, StepRules, Success,
};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{facts, issued, queries};
use crate::app::AppState;

/// The reason of a document that another one took the place of.
pub(super) const REPLACED: &str = "replaced";

/// What a decision came to.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// Serial numbers of documents issued by this very decision.
    pub(crate) issued: Vec<String>,
}

/// All that a decision looks at, loaded under the enrolment's lock.
pub(super) struct Loaded {
    pub(super) enrolment: enrolment::Model,
    pub(super) course: course::Model,
    pub(super) person: person::Model,
    rules: RuleVersion,
    rule_version_id: Uuid,
    results: Vec<step_result::Model>,
}

impl Loaded {
    /// The rules of the steps, of the version in force.
    pub(super) fn rule_steps(&self) -> impl Iterator<Item = &StepRules> {
        self.rules.steps.iter()
    }
}

/// Decides after something happened at `step_id` (none: the whole course).
/// `None` when there is nothing to decide by: a course that was never published.
pub(super) async fn decide(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
    step_id: Option<Uuid>,
    occasion: Occasion,
    now: DateTime<Utc>,
) -> Result<Option<Decision>, DbErr> {
    let Some(mut loaded) = load(tx, app, enrolment_id).await? else {
        return Ok(None);
    };
    if let Some(step_id) = step_id {
        decide_step(tx, &mut loaded, step_id, now).await?;
    }
    let course = course_result(&loaded);
    let issued = decide_documents(tx, app, &loaded, &course, occasion, now).await?;
    let mut enrolment = loaded.enrolment;
    enrolment.progress_percent = percent(&course);
    if course.completed && enrolment.completed_at.is_none() {
        enrolment.completed_at = Some(now);
    }
    if let Some(step_id) = step_id {
        enrolment.last_step_id = Some(step_id);
        enrolment.last_contact_at = Some(now);
    }
    queries::save_enrolment(tx, enrolment).await?;
    Ok(Some(Decision { issued }))
}

async fn load(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
) -> Result<Option<Loaded>, DbErr> {
    let Some((enrolment, course, person)) = queries::lock_enrolment(tx, enrolment_id).await? else {
        return Ok(None);
    };
    let Some(rule_version_id) = course.rule_version_id else {
        return Ok(None);
    };
    let rules = app.rule_versions.get(tx, rule_version_id).await?;
    let Some(rules) = rules else {
        return Ok(None);
    };
    let results = queries::step_results(tx, enrolment_id).await?;
    Ok(Some(Loaded {
        enrolment,
        course,
        person,
        rules: RuleVersion::clone(&rules),
        rule_version_id,
        results,
    }))
}

async fn decide_step(
    tx: &DatabaseTransaction,
    loaded: &mut Loaded,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Some(rules) = loaded.rules.steps.iter().find(|it| it.step_id == step_id) else {
        return Ok(());
    };
    let attempts = queries::attempts(tx, loaded.enrolment.id, step_id).await?;
    let earlier = loaded.results.iter().find(|it| it.step_id == step_id);
    let row = step_row(loaded, rules, &attempts, earlier, now);
    queries::put_step_result(tx, row.clone(), earlier.is_some()).await?;
    loaded.results.retain(|it| it.step_id != step_id);
    loaded.results.push(row);
    Ok(())
}

fn step_row(
    loaded: &Loaded,
    rules: &StepRules,
    attempts: &[attempt::Model],
    earlier: Option<&step_result::Model>,
    now: DateTime<Utc>,
) -> step_result::Model {
    let facts: Vec<AttemptFacts> = attempts.iter().map(attempt_facts).collect();
    let same_rules =
        |it: &&step_result::Model| u32::try_from(it.rule_version) == Ok(loaded.rules.number);
    let before = earlier
        .filter(same_rules)
        .and_then(|it| serde_json::from_slice::<StepResult>(&it.document).ok());
    let mut result = rules.decide(&facts, before.as_ref());
    // A text has no attempts; that it was read is remembered in its result.
    result.viewed |= earlier.is_some_and(|it| it.viewed);
    result_row(loaded, rules, &result, attempts, now)
}

fn result_row(
    loaded: &Loaded,
    rules: &StepRules,
    result: &StepResult,
    attempts: &[attempt::Model],
    now: DateTime<Utc>,
) -> step_result::Model {
    let counted = result
        .counted
        .and_then(|(id, _)| attempts.iter().find(|it| it.id == id));
    step_result::Model {
        enrolment_id: loaded.enrolment.id,
        step_id: rules.step_id,
        status: status(result, counted),
        met: result.met,
        attempts: i32::try_from(result.attempts_made).unwrap_or(i32::MAX),
        counted_attempt_id: result.counted.map(|(id, _)| id),
        score_scaled: counted.and_then(|it| it.score_scaled),
        time_hundredths: i64::try_from(result.time_hundredths).unwrap_or(i64::MAX),
        viewed: result.viewed,
        rule_version: i32::try_from(loaded.rules.number).unwrap_or(i32::MAX),
        document: serde_json::to_vec(result).unwrap_or_default(),
        updated_at: now,
    }
}

/// The word beside the step: what the counted attempt says, and `in progress`
/// only while nothing better is known.
fn status(result: &StepResult, counted: Option<&attempt::Model>) -> StepStatus {
    let success = counted.map_or(values::Success::Unknown, |it| it.success);
    let completion = counted.map_or(values::Completion::Unknown, |it| it.completion);
    match (success, completion) {
        (values::Success::Passed, _) => StepStatus::Passed,
        (values::Success::Failed, _) if !result.met => StepStatus::Failed,
        (_, values::Completion::Completed) => StepStatus::Completed,
        _ if result.met => StepStatus::Completed,
        _ if result.viewed || 0 < result.attempts_made => StepStatus::InProgress,
        _ => StepStatus::NotStarted,
    }
}

pub(super) fn attempt_facts(attempt: &attempt::Model) -> AttemptFacts {
    AttemptFacts {
        attempt_id: attempt.id,
        number: u32::try_from(attempt.number).unwrap_or(0),
        phase: match attempt.session {
            SessionState::Open => AttemptPhase::Open,
            SessionState::None | SessionState::Suspended => AttemptPhase::Suspended,
            SessionState::Ended => AttemptPhase::Ended,
        },
        viewed: true,
        completion: match attempt.completion {
            values::Completion::Unknown => Completion::Unknown,
            values::Completion::NotAttempted => Completion::NotAttempted,
            values::Completion::Incomplete => Completion::Incomplete,
            values::Completion::Completed => Completion::Completed,
        },
        success: match attempt.success {
            values::Success::Unknown => Success::Unknown,
            values::Success::Passed => Success::Passed,
            values::Success::Failed => Success::Failed,
        },
        score: Score {
            scaled: attempt.score_scaled,
            raw: attempt.score_raw,
            min: None,
            max: None,
        },
        time_hundredths: u64::try_from(attempt.time_hundredths).unwrap_or(0),
    }
}

/// What the stored results come to under the rules in force; a result that
/// older rules decided is judged again by these.
pub(super) fn course_result(loaded: &Loaded) -> CourseResult {
    let results: Vec<StepResult> = loaded
        .results
        .iter()
        .filter_map(|it| serde_json::from_slice(&it.document).ok())
        .collect();
    loaded.rules.complete(&results)
}

fn percent(course: &CourseResult) -> i32 {
    if course.completed {
        return 100;
    }
    let needed = course.steps_needed.max(1);
    i32::try_from((course.steps_met * 100 / needed).min(99)).unwrap_or(0)
}

async fn decide_documents(
    tx: &DatabaseTransaction,
    app: &AppState,
    loaded: &Loaded,
    course: &CourseResult,
    occasion: Occasion,
    now: DateTime<Utc>,
) -> Result<Vec<String>, DbErr> {
    let held = queries::certificates(tx, loaded.enrolment.id).await?;
    let decision = document_decision(tx, loaded, &held, course, occasion).await?;
    let is_new = loaded.enrolment.completed_at.is_none()
        && course.completed
        && loaded.enrolment.status == EnrolmentStatus::Active;
    let DocumentDecision::Issue { kind, replaces } = decision else {
        if is_new {
            complete(tx, app, loaded, course, CompletionOutcome::Passed, now).await?;
        }
        return Ok(Vec::new());
    };
    let outcome = match kind {
        DocumentKind::Uverenje => CompletionOutcome::Passed,
        DocumentKind::Potvrda => CompletionOutcome::Attended,
    };
    let completion = complete(tx, app, loaded, course, outcome, now).await?;
    if let Some(replaced) = replaces {
        for certificate in held.iter().filter(|it| it.revoked_at.is_none()) {
            if kind_of(certificate.kind) == replaced {
                queries::revoke(tx, certificate.id, REPLACED, now).await?;
            }
        }
    }
    let serial = issue(tx, app, loaded, &completion, kind, now).await?;
    Ok(vec![serial])
}

fn kind_of(kind: values::DocumentKind) -> DocumentKind {
    match kind {
        values::DocumentKind::Uverenje => DocumentKind::Uverenje,
        values::DocumentKind::Potvrda => DocumentKind::Potvrda,
    }
}

/// Which document is due, and which it replaces. What was withdrawn by a person
/// is issued again by a person only, never by the next learner session.
async fn document_decision(
    tx: &DatabaseTransaction,
    loaded: &Loaded,
    held: &[certificate::Model],
    course: &CourseResult,
    occasion: Occasion,
) -> Result<DocumentDecision, DbErr> {
    let counts = |it: &&certificate::Model| {
        let was_withdrawn = it.revoked_reason.as_deref() != Some(REPLACED);
        it.revoked_at.is_none() || (occasion != Occasion::Coordinator && was_withdrawn)
    };
    let mut standing = Standing {
        is_trial: false,
        is_trainer: loaded.person.role == Role::Trainer
            && loaded.course.created_by == Some(loaded.person.id),
        is_suspended: loaded.person.status == PersonStatus::Suspended,
        is_withdrawn: loaded.enrolment.status == EnrolmentStatus::Withdrawn,
        holds: held
            .iter()
            .filter(counts)
            .map(|it| kind_of(it.kind))
            .collect(),
    };
    let documents = &loaded.rules.documents;
    let decision = documents.decide(course, &standing, occasion);
    // Asked only of the few for whom it matters.
    if matches!(decision, DocumentDecision::Issue { .. })
        && queries::trains(tx, loaded.course.id, loaded.person.id).await?
    {
        standing.is_trainer = true;
        return Ok(documents.decide(course, &standing, occasion));
    }
    Ok(decision)
}

/// What a coordinator would issue now.
pub(super) async fn would_issue(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
) -> Result<Option<DocumentDecision>, DbErr> {
    let Some(loaded) = load(tx, app, enrolment_id).await? else {
        return Ok(None);
    };
    let held = queries::certificates(tx, enrolment_id).await?;
    let course = course_result(&loaded);
    document_decision(tx, &loaded, &held, &course, Occasion::Coordinator)
        .await
        .map(Some)
}

/// Writes the completion; one that was there for this outcome stays the one.
async fn complete(
    tx: &DatabaseTransaction,
    app: &AppState,
    loaded: &Loaded,
    course: &CourseResult,
    outcome: CompletionOutcome,
    now: DateTime<Utc>,
) -> Result<completion::Model, DbErr> {
    let standing = queries::completions(tx, loaded.enrolment.id).await?;
    if let Some(same) = standing
        .iter()
        .find(|it| it.outcome == outcome && it.replaced_by_id.is_none())
    {
        return Ok(same.clone());
    }
    let about = queries::about(tx, &loaded.course, &loaded.person).await?;
    let mut row = facts::completion(app, loaded, &about, course, outcome, now);
    row.rule_version_id = loaded.rule_version_id;
    let replaced = standing.iter().find(|it| it.replaced_by_id.is_none());
    row.replaces_id = replaced.map(|it| it.id);
    queries::insert(tx, row.clone()).await?;
    if let Some(replaced) = replaced {
        queries::mark_replaced(tx, replaced.id, row.id).await?;
    }
    Ok(row)
}

async fn issue(
    tx: &DatabaseTransaction,
    app: &AppState,
    loaded: &Loaded,
    completion: &completion::Model,
    kind: DocumentKind,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let mut about = queries::about(tx, &loaded.course, &loaded.person).await?;
    about.issuer = app.issuer.get(tx).await?;
    let today = app.config.date_of(now);
    // The last lock of the transaction: the number of its series.
    let number = queries::next_number(tx, kind, today).await?;
    let row = facts::certificate(app, loaded, &about, completion, number, now);
    let serial = row.serial.clone();
    let certificate_id = row.id;
    queries::insert(tx, row).await?;
    issued::queue(tx, app, certificate_id, now).await?;
    Ok(serial)
}

/// Says that a page or document has been read: the result is decided at once.
pub(super) async fn read_step(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
    step: &course_step::Model,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if step.kind == StepKind::Package {
        return Ok(());
    }
    let Some(loaded) = load(tx, app, enrolment_id).await? else {
        return Ok(());
    };
    if loaded.enrolment.status != EnrolmentStatus::Active {
        return Ok(());
    }
    let Some(rules) = loaded.rules.steps.iter().find(|it| it.step_id == step.id) else {
        return Ok(());
    };
    // A text has one attempt without a row: it was read, at once and whole.
    let read = AttemptFacts {
        attempt_id: step.id,
        number: 1,
        phase: AttemptPhase::Ended,
        viewed: true,
        completion: Completion::Completed,
        success: Success::Unknown,
        score: Score::default(),
        time_hundredths: 0,
    };
    let mut result = rules.decide(&[read], None);
    result.attempts_left = None;
    let mut row = result_row(&loaded, rules, &result, &[], now);
    row.counted_attempt_id = None;
    row.status = StepStatus::Completed;
    let exists = loaded.results.iter().any(|it| it.step_id == step.id);
    queries::put_step_result(tx, row, exists).await
}
