//! Plays a module of one SCO without a browser, by the very steps that the
//! player takes: for the history of the demo centre.

use chrono::{DateTime, Duration, Utc};
use course_runtime::cmi::{Call, Entry, time::parse_span};

use super::{
    begin::begin,
    commit::commit,
    launch::{Launch, LaunchError, launch},
    protocol::{BeginRequest, CommitRequest, Refusal},
};
use crate::app::AppState;

/// Why the module could not be played.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RehearsalError {
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error("{0}")]
    Refused(String),
}

impl From<Refusal> for RehearsalError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.to_string())
    }
}

/// Opens the step at `now`, sets the values, and lets the SCO terminate after
/// the session time among them.
pub(crate) async fn play(
    app: &AppState,
    what: Launch,
    values: &[(&str, &str)],
    now: DateTime<Utc>,
) -> Result<(), RehearsalError> {
    let launched = launch(app, what, now).await?;
    let token = launched
        .url
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned();
    let scene = begin(app, token.clone(), BeginRequest { queues: Vec::new() }, now).await?;
    let ended_at = now + session_time(values);
    let set = values.iter().map(|(element, value)| Call::SetValue {
        element: (*element).to_owned(),
        value: (*value).to_owned(),
    });
    let calls = std::iter::once(Call::Initialize)
        .chain(set)
        .chain([Call::Terminate]);
    let entries = (1..)
        .zip(calls)
        .map(|(n, call)| Entry {
            n,
            at: ended_at.timestamp_millis(),
            call,
        })
        .collect();
    let request = CommitRequest {
        generation: scene.generation,
        delivery: scene.delivery,
        entries,
        refused: Vec::new(),
    };
    commit(app, token, request, ended_at).await?;
    Ok(())
}

fn session_time(values: &[(&str, &str)]) -> Duration {
    let span = values
        .iter()
        .find(|(element, _)| *element == "cmi.core.session_time")
        .and_then(|(_, span)| parse_span(span))
        .and_then(|hundredths| i64::try_from(hundredths).ok());
    span.map_or(Duration::zero(), |it| Duration::milliseconds(it * 10))
}
