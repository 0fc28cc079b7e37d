//! From stored states to questions, a portion at a time.

use std::collections::HashMap;

use course_runtime::cmi::{self, CmiState};
use entity::{course_step, package, values::Face};
use grading::{Answer, ItemAnalysis, Objective, ObjectiveSaid, Question};
use uuid::Uuid;

use super::{
    super::{
        access,
        state::{AttemptState, AttemptStateError},
    },
    filter::{Filter, Scope},
    queries::{self, StateRow},
};
use crate::{app::AppState, error::AppError};

/// States that are in memory at once.
const PORTION: usize = 100;

/// The report's numbers.
#[derive(Debug, Clone)]
pub(crate) struct Analysed {
    pub(crate) attempts: u64,
    pub(crate) questions: Vec<Question>,
    pub(crate) objectives: Vec<Objective>,
    /// There were more questions than a report shows.
    pub(crate) left_out: bool,
    /// Attempts whose stored state cannot be read.
    pub(crate) unreadable: u64,
}

/// Analyses everything that `filter` wants.
pub(crate) async fn analyse(app: &AppState, filter: &Filter) -> Result<Analysed, AppError> {
    let db = app.db.read();
    let ids = queries::ids(db, filter, Face::SrLatn).await?;
    let mut tally = (ItemAnalysis::default(), 0);
    for portion in ids.chunks(PORTION) {
        let rows = queries::states(db, portion).await?;
        // Reading states is work for a thread that nobody waits on.
        tally = tokio::task::spawn_blocking(move || {
            let (mut analysis, mut unreadable) = tally;
            for row in rows {
                match recorded(&row) {
                    Ok((answers, objectives)) => analysis.add_attempt(answers, objectives),
                    Err(_) => unreadable += 1,
                }
            }
            (analysis, unreadable)
        })
        .await
        .map_err(|error| AppError::internal(&error))?;
    }
    let (analysis, unreadable) = tally;
    if 0 < unreadable {
        tracing::error!(unreadable, "attempts left out of a report: damaged states");
    }
    Ok(Analysed {
        attempts: analysis.attempts(),
        questions: analysis.questions(),
        objectives: analysis.objectives(),
        left_out: analysis.left_out(),
        unreadable,
    })
}

/// The titles of the items, by the newest version that is played here.
pub(super) async fn item_titles(
    app: &AppState,
    scope: &Scope,
) -> Result<HashMap<String, String>, AppError> {
    let db = app.db.read();
    let version_id = match scope {
        Scope::Step { step_id, .. } => queries::find::<course_step::Entity>(db, *step_id)
            .await?
            .and_then(|it| it.package_version_id),
        Scope::Module { package_id, .. } => queries::find::<package::Entity>(db, *package_id)
            .await?
            .and_then(|it| it.published_version_id),
    };
    let Some(version_id) = version_id else {
        return Ok(HashMap::new());
    };
    // A version that cannot be played has no titles, and its report stays.
    Ok(match access::course(db, version_id).await {
        Ok(course) => course.item_titles(),
        Err(_) => HashMap::new(),
    })
}

/// What an attempt has recorded about its questions and objectives.
pub(super) fn recorded(
    row: &StateRow,
) -> Result<(Vec<Answer>, Vec<ObjectiveSaid>), AttemptStateError> {
    let (mut answers, mut objectives) = (Vec::new(), Vec::new());
    for (item, state) in AttemptState::data_models(&row.state)? {
        answers.extend(answers_of(&item, &state));
        objectives.extend(objectives_of(&item, &state));
    }
    Ok((answers, objectives))
}

fn answers_of(item: &str, state: &CmiState) -> Vec<Answer> {
    let readable = |kind: &str, text: &str| cmi::readable_response(state.version, kind, text);
    cmi::interactions(state)
        .into_iter()
        .map(|it| Answer {
            item: item.to_owned(),
            mark: it.mark(),
            correct: it
                .correct
                .iter()
                .map(|text| readable(&it.kind, text))
                .collect(),
            response: it.response.as_deref().map(|text| readable(&it.kind, text)),
            latency_hundredths: it.latency_hundredths,
            id: it.id,
            kind: it.kind,
            description: it.description,
        })
        .collect()
}

fn objectives_of(item: &str, state: &CmiState) -> Vec<ObjectiveSaid> {
    cmi::recorded_objectives(state)
        .into_iter()
        .map(|it| ObjectiveSaid {
            item: item.to_owned(),
            satisfied: match it.success {
                cmi::Success::Passed => Some(true),
                cmi::Success::Failed => Some(false),
                cmi::Success::Unknown => None,
            },
            completed: match it.completion {
                cmi::Completion::Completed => Some(true),
                cmi::Completion::Incomplete | cmi::Completion::NotAttempted => Some(false),
                cmi::Completion::Unknown => None,
            },
            score: share(it.score),
            id: it.id,
            description: it.description,
        })
        .collect()
}

/// The scaled score, or the raw one between its bounds.
fn share(score: cmi::Score) -> Option<f64> {
    let (min, max) = (score.min.unwrap_or(0.0), score.max.unwrap_or(100.0));
    let scaled = || {
        let raw = score.raw?;
        (min < max).then(|| ((raw - min) / (max - min)).clamp(0.0, 1.0))
    };
    score.scaled.or_else(scaled)
}

/// A learner's answer to one question.
#[derive(Debug, Clone)]
pub(super) struct LearnersAnswer {
    pub(super) attempt: StateRow,
    pub(super) answer: Answer,
}

/// The answers of these attempts to one question, or to all of them.
pub(super) async fn answers(
    app: &AppState,
    ids: &[Uuid],
    question: Option<(&str, &str)>,
) -> Result<Vec<LearnersAnswer>, AppError> {
    let mut found = Vec::new();
    for portion in ids.chunks(PORTION) {
        let rows = queries::states(app.db.read(), portion).await?;
        let question = question.map(|(item, id)| (item.to_owned(), id.to_owned()));
        let read = tokio::task::spawn_blocking(move || {
            let mut read = Vec::new();
            for mut row in rows {
                let (answers, _) = recorded(&row).unwrap_or_default();
                row.state = Vec::new();
                let wanted = answers.into_iter().filter(|it| {
                    let key = question.as_ref();
                    key.is_none_or(|(item, id)| *item == it.item && *id == it.id)
                });
                read.extend(wanted.map(|answer| LearnersAnswer {
                    attempt: row.clone(),
                    answer,
                }));
            }
            read
        });
        found.extend(read.await.map_err(|error| AppError::internal(&error))?);
    }
    Ok(found)
}
