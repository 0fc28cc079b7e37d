//! The decision: step result → course completion → document with its number.
//!
//! It runs inside the transaction of whatever ended (a learner session, the
//! reading of a text, the closing of a course), under the enrolment's lock; the
//! document's series is the last lock taken.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{
    attempt, certificate, completion, course_step, step_result, trainer,
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

use super::{
    facts::{self, Around},
    issued,
    queries::{self, Batch, Held, SessionEnded},
};
use crate::app::AppState;

/// The reason of a document that another one took the place of.
pub(super) const REPLACED: &str = "replaced";

/// What a decision came to.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// Serial numbers of documents issued by this very decision.
    pub(crate) issued: Vec<String>,
}

/// What is still to be sent, and the serial number of the document among it.
pub(super) struct Decided {
    pub(super) batch: Batch,
    pub(super) serial: Option<String>,
}

/// All that a decision looks at, loaded under the enrolment's lock.
pub(super) struct Loaded {
    pub(super) around: Around,
    rules: Arc<RuleVersion>,
    pub(super) rule_version_id: Uuid,
    results: Vec<step_result::Model>,
    /// What was recorded and issued before.
    completions: Vec<Held>,
}

impl Loaded {
    fn certificates(&self) -> impl Iterator<Item = &certificate::Model> {
        self.completions.iter().filter_map(|(_, it)| it.as_ref())
    }

    /// Whether the course is on record as passed, granted by a person or not: no
    /// decision takes that back.
    pub(super) fn is_recorded_as_passed(&self) -> bool {
        let outcome = self.standing().map(|it| it.outcome);
        outcome == Some(CompletionOutcome::Passed)
    }

    /// The completion that no later one has replaced.
    pub(super) fn standing(&self) -> Option<&completion::Model> {
        self.completions
            .iter()
            .map(|(it, _)| it)
            .find(|it| it.replaced_by_id.is_none())
    }

    /// The rules of the steps, of the version in force.
    pub(super) fn rule_steps(&self) -> impl Iterator<Item = &StepRules> {
        self.rules.steps.iter()
    }
}

/// Decides about a whole course, under the enrolment's lock. `None` when there
/// is nothing to decide by: a course that was never published.
pub(super) async fn decide(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
    occasion: Occasion,
    now: DateTime<Utc>,
) -> Result<Option<Decision>, DbErr> {
    let Some(loaded) = load(tx, app, enrolment_id).await? else {
        return Ok(None);
    };
    let batch = Batch::new(tx);
    let decided = decide_course(tx, app, loaded, batch, None, occasion, now).await?;
    decided.batch.run(tx).await?;
    Ok(Some(Decision {
        issued: decided.serial.into_iter().collect(),
    }))
}

/// Decides after a learner session has ended at a step. Answers what is still to be sent.
pub(super) async fn decide_after_session(
    tx: &DatabaseTransaction,
    app: &AppState,
    ended: SessionEnded,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Batch, DbErr> {
    let decided = decide_step_and_course(tx, app, ended, (step_id, true), now).await?;
    Ok(decided.batch)
}

/// Decides a step and its course again from what is stored: nobody was there, so
/// that the enrolment does not say so either. Answers the number of a document
/// that was due.
pub(super) async fn decide_again(
    tx: &DatabaseTransaction,
    app: &AppState,
    stored: SessionEnded,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<String>, DbErr> {
    let decided = decide_step_and_course(tx, app, stored, (step_id, false), now).await?;
    decided.batch.run(tx).await?;
    Ok(decided.serial)
}

/// The step, and whether its learner was there just now.
async fn decide_step_and_course(
    tx: &DatabaseTransaction,
    app: &AppState,
    ended: SessionEnded,
    (step_id, was_there): (Uuid, bool),
    now: DateTime<Utc>,
) -> Result<Decided, DbErr> {
    let mut batch = Batch::new(tx);
    let Some((rule_version_id, rules)) = rules(tx, app, &ended.around).await? else {
        return Ok(Decided {
            batch,
            serial: None,
        });
    };
    let mut loaded = Loaded {
        around: ended.around,
        rules,
        rule_version_id,
        results: ended.results,
        completions: ended.completions,
    };
    decide_step(&mut batch, &mut loaded, step_id, &ended.attempts, now);
    let seen_at = was_there.then_some(step_id);
    decide_course(tx, app, loaded, batch, seen_at, Occasion::SessionEnded, now).await
}

/// Adds to `batch` what is to be written. A number is taken only after all of that is sent.
async fn decide_course(
    tx: &DatabaseTransaction,
    app: &AppState,
    loaded: Loaded,
    mut batch: Batch,
    step_id: Option<Uuid>,
    occasion: Occasion,
    now: DateTime<Utc>,
) -> Result<Decided, DbErr> {
    let course = course_result(&loaded);
    let due = decide_documents(tx, app, &mut batch, &loaded, &course, occasion, now).await?;
    let mut enrolment = loaded.around.enrolment.clone();
    if course.completed && enrolment.completed_at.is_none() {
        enrolment.completed_at = Some(now);
    }
    // Also a completion that somebody has granted is the whole.
    enrolment.progress_percent = match enrolment.completed_at {
        Some(_) => 100,
        None => percent(&course),
    };
    if let Some(step_id) = step_id {
        enrolment.last_step_id = Some(step_id);
        enrolment.last_contact_at = Some(now);
    }
    queries::save_enrolment(&mut batch, &enrolment);
    match due {
        Some(due) => issue(tx, app, &loaded, batch, &due, now).await,
        None => Ok(Decided {
            batch,
            serial: None,
        }),
    }
}

pub(super) async fn load(
    tx: &DatabaseTransaction,
    app: &AppState,
    enrolment_id: Uuid,
) -> Result<Option<Loaded>, DbErr> {
    let Some(around) = queries::lock_enrolment(tx, enrolment_id).await? else {
        return Ok(None);
    };
    let Some((rule_version_id, rules)) = rules(tx, app, &around).await? else {
        return Ok(None);
    };
    Ok(Some(Loaded {
        results: queries::step_results(tx, enrolment_id).await?,
        completions: queries::completions(tx, enrolment_id).await?,
        around,
        rules,
        rule_version_id,
    }))
}

/// The rules in force of the course; none before it was published.
async fn rules(
    tx: &DatabaseTransaction,
    app: &AppState,
    around: &Around,
) -> Result<Option<(Uuid, Arc<RuleVersion>)>, DbErr> {
    let Some(id) = around.course.rule_version_id else {
        return Ok(None);
    };
    let rules = app.rule_versions.get(tx, id).await?;
    Ok(rules.map(|it| (id, it)))
}

fn decide_step(
    batch: &mut Batch,
    loaded: &mut Loaded,
    step_id: Uuid,
    attempts: &[attempt::Model],
    now: DateTime<Utc>,
) {
    let Some(rules) = loaded.rules.steps.iter().find(|it| it.step_id == step_id) else {
        return;
    };
    let earlier = loaded.results.iter().find(|it| it.step_id == step_id);
    let row = step_row(loaded, rules, attempts, earlier, now);
    queries::put_step_result(batch, row.clone(), earlier.is_some());
    loaded.results.retain(|it| it.step_id != step_id);
    loaded.results.push(row);
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
        enrolment_id: loaded.around.enrolment.id,
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

/// A document to be issued on a completion.
pub(super) struct Due {
    pub(super) kind: DocumentKind,
    pub(super) completion: completion::Model,
}

async fn decide_documents(
    tx: &DatabaseTransaction,
    app: &AppState,
    batch: &mut Batch,
    loaded: &Loaded,
    course: &CourseResult,
    occasion: Occasion,
    now: DateTime<Utc>,
) -> Result<Option<Due>, DbErr> {
    let as_recorded;
    let mut course = course;
    if !course.completed && loaded.is_recorded_as_passed() {
        as_recorded = completed(course);
        course = &as_recorded;
    }
    let is_new = is_newly_completed(loaded, course);
    // Who trains the course is asked for only where it may matter.
    let unless_trainer = document_decision(loaded, &[], course, occasion);
    if !is_new && !matches!(unless_trainer, DocumentDecision::Issue { .. }) {
        return Ok(None);
    }
    let trainers = queries::trainers(tx, loaded.around.course.id).await?;
    let decision = document_decision(loaded, &trainers, course, occasion);
    let DocumentDecision::Issue { kind, replaces } = decision else {
        if is_new {
            let outcome = CompletionOutcome::Passed;
            complete(app, batch, loaded, &trainers, (course, outcome), now);
        }
        return Ok(None);
    };
    let outcome = match kind {
        DocumentKind::Uverenje => CompletionOutcome::Passed,
        DocumentKind::Potvrda => CompletionOutcome::Attended,
    };
    let completion = complete(app, batch, loaded, &trainers, (course, outcome), now);
    if let Some(replaced) = replaces {
        for certificate in loaded.certificates().filter(|it| it.revoked_at.is_none()) {
            if kind_of(certificate.kind) == replaced {
                queries::revoke(tx, certificate.id, REPLACED, now).await?;
            }
        }
    }
    Ok(Some(Due { kind, completion }))
}

/// The same result of a course that counts as completed, whatever its steps say.
pub(super) fn completed(course: &CourseResult) -> CourseResult {
    CourseResult {
        completed: true,
        ..course.clone()
    }
}

fn is_newly_completed(loaded: &Loaded, course: &CourseResult) -> bool {
    let enrolment = &loaded.around.enrolment;
    enrolment.completed_at.is_none()
        && course.completed
        && enrolment.status == EnrolmentStatus::Active
}

fn kind_of(kind: values::DocumentKind) -> DocumentKind {
    match kind {
        values::DocumentKind::Uverenje => DocumentKind::Uverenje,
        values::DocumentKind::Potvrda => DocumentKind::Potvrda,
    }
}

/// Which document is due, and which it replaces. What was withdrawn by a person
/// is issued again by a person only, never by the next learner session.
pub(super) fn document_decision(
    loaded: &Loaded,
    trainers: &[trainer::Model],
    course: &CourseResult,
    occasion: Occasion,
) -> DocumentDecision {
    let counts = |it: &&certificate::Model| {
        let was_withdrawn = it.revoked_reason.as_deref() != Some(REPLACED);
        it.revoked_at.is_none() || (occasion != Occasion::Coordinator && was_withdrawn)
    };
    let Around {
        enrolment,
        course: taken,
        person,
        ..
    } = &loaded.around;
    let trains = trainers.iter().any(|it| it.person_id == Some(person.id));
    let standing = Standing {
        is_trial: false,
        is_trainer: trains || (person.role == Role::Trainer && taken.created_by == Some(person.id)),
        is_suspended: person.status == PersonStatus::Suspended,
        is_withdrawn: enrolment.status == EnrolmentStatus::Withdrawn,
        holds: loaded
            .certificates()
            .filter(counts)
            .map(|it| kind_of(it.kind))
            .collect(),
    };
    loaded.rules.documents.decide(course, &standing, occasion)
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
    let trainers = queries::trainers(tx, loaded.around.course.id).await?;
    let mut course = course_result(&loaded);
    course.completed |= loaded.is_recorded_as_passed();
    let decision = document_decision(&loaded, &trainers, &course, Occasion::Coordinator);
    Ok(Some(decision))
}

/// Writes the completion; one that was there for this outcome stays the one.
fn complete(
    app: &AppState,
    batch: &mut Batch,
    loaded: &Loaded,
    trainers: &[trainer::Model],
    (course, outcome): (&CourseResult, CompletionOutcome),
    now: DateTime<Utc>,
) -> completion::Model {
    let replaced = loaded.standing();
    if let Some(same) = replaced.filter(|it| it.outcome == outcome) {
        return same.clone();
    }
    let mut row = facts::completion(app, &loaded.around, trainers, (course, outcome), now);
    row.rule_version_id = loaded.rule_version_id;
    row.replaces_id = replaced.map(|it| it.id);
    batch.insert(row.clone());
    if let Some(replaced) = replaced {
        queries::mark_replaced(batch, replaced.id, row.id);
    }
    row
}

/// Issues the document. Its number is taken as late as can be: whoever issues
/// after this one waits for its commit.
pub(super) async fn issue(
    tx: &DatabaseTransaction,
    app: &AppState,
    loaded: &Loaded,
    mut batch: Batch,
    due: &Due,
    now: DateTime<Utc>,
) -> Result<Decided, DbErr> {
    let issuer = app.issuer.get(tx).await?;
    let today = app.config.date_of(now);
    let id = Uuid::now_v7();
    issued::queue(&mut batch, app, id, now)?;
    let number = queries::next_number(tx, batch, due.kind, today).await?;
    let row = facts::certificate(app, loaded, &issuer, &due.completion, (id, number), now);
    let serial = Some(row.serial.clone());
    let mut batch = Batch::new(tx);
    batch.insert(row);
    Ok(Decided { batch, serial })
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
    if loaded.around.enrolment.status != EnrolmentStatus::Active {
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
    let mut batch = Batch::new(tx);
    queries::put_step_result(&mut batch, row, exists);
    batch.run(tx).await
}
