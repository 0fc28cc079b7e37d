//! What player and server say to each other, and why a request is refused.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use course_runtime::{
    cmi::{Entry, LaunchDocument, ReplayError, StateError},
    sequencing::{TocEntry, UiControls},
};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{
    course::CourseError,
    play::PlayError,
    state::AttemptStateError,
    trace::{Kept, RefusedCall},
};
use crate::{db::WriteError, error::AppError, outage::Outage};

/// Entries that one request may carry.
pub(super) const MOST_ENTRIES: usize = 20_000;

/// `POST /p/{token}/commit`: entries that are not acknowledged yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommitRequest {
    pub(super) generation: i32,
    pub(super) delivery: u32,
    #[serde(default)]
    pub(super) entries: Vec<Entry>,
    #[serde(default)]
    pub(super) refused: Vec<RefusedCall>,
}

/// Entries up to `mark` are stored.
#[derive(Debug, Serialize)]
pub(super) struct CommitAnswer {
    pub(super) mark: u64,
    pub(super) valid: BTreeMap<String, String>,
    pub(super) controls: UiControls,
    /// Where the SCO that has terminated asked to go.
    pub(super) wish: Option<String>,
    pub(super) terminated: bool,
    /// The attempt is over; the page around the player shows what came of it.
    pub(super) decided: bool,
}

/// `POST /p/{token}/navigate`: where to go, and what is not acknowledged yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NavigateRequest {
    pub(super) generation: i32,
    pub(super) delivery: u32,
    #[serde(default)]
    pub(super) entries: Vec<Entry>,
    #[serde(default)]
    pub(super) refused: Vec<RefusedCall>,
    /// The learner's request; without one, what the SCO asked for counts.
    pub(super) request: Option<String>,
}

/// `POST /p/{token}/begin`: the player page opens, with what earlier ones left behind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BeginRequest {
    #[serde(default)]
    pub(super) queues: Vec<Queue>,
}

/// Entries that an earlier opening could not get stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Queue {
    pub(super) launch: Uuid,
    pub(super) generation: i32,
    pub(super) delivery: u32,
    pub(super) entries: Vec<Entry>,
    pub(super) kept: Kept,
}

/// What became of a queue: either way the browser may drop it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum QueueFate {
    /// Stored before, or now.
    Stored,
    /// Kept with the attempt, not applied.
    NotApplied,
}

/// What the player shows now.
#[derive(Debug, Serialize)]
pub(super) struct Scene {
    pub(super) attempt: Uuid,
    pub(super) launch: Uuid,
    pub(super) generation: i32,
    pub(super) delivery: u32,
    pub(super) mark: u64,
    /// `delivering`, `ended` or `none`.
    pub(super) session: &'static str,
    pub(super) item: Option<SceneItem>,
    pub(super) toc: Vec<TocEntry>,
    pub(super) controls: UiControls,
    pub(super) valid: BTreeMap<String, String>,
    /// Why the request was not followed.
    pub(super) exception: Option<SceneException>,
    /// What was on screen has to go.
    pub(super) removes_content: bool,
    pub(super) decided: bool,
    /// Below what the files of the items are; said when the player opens, and not
    /// on its page: between the two the attempt may have got another version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) files: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) queues: Vec<QueueFate>,
}

#[derive(Debug, Serialize)]
pub(super) struct SceneItem {
    pub(super) identifier: String,
    pub(super) title: String,
    pub(super) url: String,
    /// The data model; an asset has none.
    pub(super) document: Option<serde_json::Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct SceneException {
    pub(super) code: &'static str,
    pub(super) meaning: &'static str,
}

/// The data model's launch document, free of its lifetimes.
pub(super) fn document(document: &LaunchDocument<'_>) -> serde_json::Value {
    serde_json::to_value(document).expect("texts and numbers serialise")
}

/// Who may not go on, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub(super) enum Denied {
    #[error("the launch has expired")]
    Expired,
    #[error("the launch was revoked")]
    Revoked,
    #[error("the person is suspended")]
    Suspended,
    #[error("the enrolment was withdrawn")]
    Withdrawn,
    #[error("the course is closed")]
    Closed,
}

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error("no such launch")]
    Unknown,
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another opening of the player is the newer one.
    #[error("the player was opened again: generation {newest}")]
    Superseded { newest: i32 },
    /// The player shows something else than the server delivered last.
    #[error("delivery {given} is not the current one, {current}")]
    Delivery { given: u32, current: u32 },
    #[error("entries after {mark} are missing")]
    Gap { mark: u64 },
    /// The run-time refused what the browser had accepted.
    #[error("entry {n} was refused by the run-time")]
    Diverged { n: u64 },
    #[error("there is no running SCO that the entries could belong to")]
    NothingRuns,
    #[error("the request is malformed")]
    Malformed,
    #[error("more than {MOST_ENTRIES} entries")]
    TooMany,
    #[error(transparent)]
    Course(#[from] CourseError),
    #[error(transparent)]
    State(#[from] AttemptStateError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<PlayError> for Refusal {
    fn from(error: PlayError) -> Self {
        match error {
            PlayError::Replay(ReplayError::Gap { expected, .. }) => {
                Self::Gap { mark: expected - 1 }
            }
            PlayError::Replay(ReplayError::Divergence { n, call, fault }) => {
                tracing::warn!(n, call, %fault, "a journal diverged");
                Self::Diverged { n }
            }
            PlayError::NothingRuns => Self::NothingRuns,
            PlayError::State(error) => Self::State(error.into()),
        }
    }
}

impl From<StateError> for Refusal {
    fn from(error: StateError) -> Self {
        Self::State(error.into())
    }
}

impl WriteError for Refusal {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Refusal> for AppError {
    /// Where a page is asked for: what is wrong with the request is not told there.
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Db(error) => error.into(),
            Refusal::Unknown => Self::NotFound,
            other => Self::internal(&other),
        }
    }
}

impl Refusal {
    fn outage(&self) -> Option<Outage> {
        match self {
            Self::Db(error) => Outage::of_database(error),
            _ => None,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Denied(_) => StatusCode::FORBIDDEN,
            Self::Superseded { .. } | Self::Delivery { .. } | Self::Gap { .. } => {
                StatusCode::CONFLICT
            }
            Self::Diverged { .. } | Self::NothingRuns => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Course(_) | Self::State(_) | Self::Db(_) => Outage::status(self.outage()),
        }
    }

    fn body(&self) -> serde_json::Value {
        match self {
            Self::Unknown => json!({ "error": "unknown" }),
            Self::Denied(denied) => json!({ "error": denied }),
            Self::Superseded { newest } => json!({ "error": "superseded", "newest": newest }),
            Self::Delivery { current, .. } => json!({ "error": "delivery", "current": current }),
            Self::Gap { mark } => json!({ "error": "gap", "mark": mark }),
            Self::Diverged { n } => json!({ "error": "diverged", "entry": n }),
            Self::NothingRuns => json!({ "error": "nothing_runs" }),
            Self::Malformed => json!({ "error": "malformed" }),
            Self::TooMany => json!({ "error": "too_many" }),
            Self::Course(_) | Self::State(_) | Self::Db(_) => {
                json!({ "error": match self.outage() {
                    Some(Outage::Full) => "full",
                    Some(Outage::Busy) => "busy",
                    None => "server",
                } })
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a player's request failed");
        } else {
            tracing::info!(reason = %self, "a player's request was refused");
        }
        let mut response = (status, Json(self.body())).into_response();
        if let Some(outage) = self.outage() {
            let seconds = outage.retry_after_seconds();
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
