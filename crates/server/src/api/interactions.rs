//! What learners have answered at a step: the report of answers for programs.

use axum::{Extension, Json as Answer, extract::State};
use entity::{course, course_step, values::StepKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{Ids, Query},
    problem::Problem,
    queries,
};
use crate::{
    app::AppState,
    attempts::answers::{self, Analysed, Filter, Params, Scope},
    error::AppError,
};

/// Whose answers are wanted; an absent filter filters nothing.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The day on which the learner was last there, from.
    from: Option<String>,
    /// The same, to.
    to: Option<String>,
    /// An organisation's id.
    organisation: Option<String>,
    /// Of each learner the `last` attempt (when it is left out), the `first`,
    /// the `counted` one, or `all`.
    attempt: Option<String>,
}

/// The questions of a step.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Interactions {
    /// Attempts that match, with answers or without.
    attempts: u64,
    /// In the order in which learners met them.
    items: Vec<Interaction>,
}

/// A question over all learners.
#[derive(Debug, Serialize, ToSchema)]
struct Interaction {
    /// The item of the manifest that asks.
    item: String,
    id: String,
    /// `choice`, `true-false` …, as the module says.
    #[serde(rename = "type")]
    kind: String,
    description: String,
    correct_answers: Vec<String>,
    /// Attempts in which the question was recorded.
    learners: u64,
    /// Answers that the module marked.
    judged: u64,
    correct: u64,
    /// Marked with a part of the points.
    partly_correct: u64,
    incorrect: u64,
    /// The mean mark from 0 to 1: with correct and wrong alone, the share of
    /// correct answers.
    difficulty: Option<f64>,
    /// Corrected point-biserial correlation from -1 to 1; null below ten
    /// learners, and where all are alike.
    discrimination: Option<f64>,
    /// Why there is no discrimination: `too_few` or `no_spread`.
    discrimination_missing: Option<String>,
    mean_latency_seconds: Option<f64>,
    /// Of answers that are numbers.
    mean_number: Option<f64>,
    /// The most frequent first; at most a hundred different ones.
    answers: Vec<AnswerGiven>,
    /// Answers beyond those.
    other_answers: u64,
    unanswered: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct AnswerGiven {
    answer: String,
    count: u64,
    correct: u64,
}

/// The objectives of a step.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Objectives {
    attempts: u64,
    items: Vec<Objective>,
}

/// An objective over all learners.
#[derive(Debug, Serialize, ToSchema)]
struct Objective {
    item: String,
    id: String,
    description: String,
    /// Attempts in which the objective was recorded.
    learners: u64,
    passed: u64,
    failed: u64,
    completed: u64,
    incomplete: u64,
    /// Attempts with a score.
    scored: u64,
    /// From -1 to 1.
    mean_score: Option<f64>,
    /// Scores by tenths: below 0.1, below 0.2 … up to 1.
    scores: Vec<u64>,
}

impl From<grading::Question> for Interaction {
    fn from(it: grading::Question) -> Self {
        let (discrimination, missing) = match it.discrimination {
            grading::Discrimination::Value { value } => (Some(value), None),
            grading::Discrimination::TooFew => (None, Some("too_few".to_owned())),
            grading::Discrimination::NoSpread => (None, Some("no_spread".to_owned())),
        };
        Self {
            item: it.item,
            id: it.id,
            kind: it.kind,
            description: it.description,
            correct_answers: it.correct_answers,
            learners: it.learners,
            judged: it.judged,
            correct: it.correct,
            partly_correct: it.partly,
            incorrect: it.incorrect,
            difficulty: it.difficulty,
            discrimination,
            discrimination_missing: missing,
            mean_latency_seconds: it.mean_latency_seconds,
            mean_number: it.mean_number,
            answers: it
                .answers
                .into_iter()
                .map(|it| AnswerGiven {
                    answer: it.answer,
                    count: it.count,
                    correct: it.correct,
                })
                .collect(),
            other_answers: it.other_answers,
            unanswered: it.unanswered,
        }
    }
}

impl From<grading::Objective> for Objective {
    fn from(it: grading::Objective) -> Self {
        Self {
            item: it.item,
            id: it.id,
            description: it.description,
            learners: it.learners,
            passed: it.passed,
            failed: it.failed,
            completed: it.completed,
            incomplete: it.incomplete,
            scored: it.scored,
            mean_score: it.mean_score,
            scores: it.scores.to_vec(),
        }
    }
}

/// Each question of a step that plays a package: answers, difficulty,
/// discrimination. To a trainer, on their own courses.
#[utoipa::path(get, path = "/api/v1/courses/{id}/steps/{step_id}/interactions", tag = "records",
    operation_id = "step_interactions",
    params(("id" = Uuid, Path), ("step_id" = Uuid, Path), Wanted),
    responses((status = 200, body = Interactions)))]
pub(super) async fn interactions(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Ids(course_id, step_id): Ids,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<Interactions>, Problem> {
    let found = analysed(&app, &caller, (course_id, step_id), wanted).await?;
    Ok(Answer(Interactions {
        attempts: found.attempts,
        items: found.questions.into_iter().map(Interaction::from).collect(),
    }))
}

/// Each objective of a step that plays a package: status and scores. To a
/// trainer, on their own courses.
#[utoipa::path(get, path = "/api/v1/courses/{id}/steps/{step_id}/objectives", tag = "records",
    operation_id = "step_objectives",
    params(("id" = Uuid, Path), ("step_id" = Uuid, Path), Wanted),
    responses((status = 200, body = Objectives)))]
pub(super) async fn objectives(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Ids(course_id, step_id): Ids,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<Objectives>, Problem> {
    let found = analysed(&app, &caller, (course_id, step_id), wanted).await?;
    Ok(Answer(Objectives {
        attempts: found.attempts,
        items: found.objectives.into_iter().map(Objective::from).collect(),
    }))
}

async fn analysed(
    app: &AppState,
    caller: &Caller,
    (course_id, step_id): (Uuid, Uuid),
    wanted: Wanted,
) -> Result<Analysed, Problem> {
    let db = app.db.read();
    let course = queries::find::<course::Entity>(db, course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    if !caller.manages(course.created_by) {
        return Err(AppError::Forbidden.into());
    }
    queries::find::<course_step::Entity>(db, step_id)
        .await?
        .filter(|it| it.course_id == course_id && it.kind == StepKind::Package)
        .ok_or(AppError::NotFound)?;
    let params = Params {
        course: String::new(),
        from: wanted.from.unwrap_or_default(),
        to: wanted.to.unwrap_or_default(),
        organisation: wanted.organisation.unwrap_or_default(),
        attempt: wanted.attempt.unwrap_or_default(),
    };
    let scope = Scope::Step { course_id, step_id };
    let filter = Filter::read(app, scope, &params).map_err(Problem::invalid)?;
    Ok(answers::analyse(app, &filter).await?)
}
