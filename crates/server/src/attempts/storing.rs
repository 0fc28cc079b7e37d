//! What a request of the player leaves behind, in its transaction: traces, the
//! attempt's row, and at the end of a learner session the decision.

use chrono::{DateTime, Utc};
use entity::attempt_trace;
use sea_orm::DatabaseTransaction;

use super::{
    access::{self, Opened},
    ending::{self, Ending},
    play,
    protocol::Refusal,
    queries::{self, Batch},
    trace::Trace,
};
use crate::app::AppState;

/// A change of an attempt, whose state is already the new one.
pub(super) struct Change {
    pub(super) traces: Vec<attempt_trace::Model>,
    /// Whether the player goes on after it.
    pub(super) goes_on: bool,
    /// Whether a learner session has ended with it.
    pub(super) ends_session: bool,
}

/// Stores the change; says whether there was anything to decide.
pub(super) async fn store(
    tx: &DatabaseTransaction,
    app: &AppState,
    opened: &Opened,
    change: Change,
    now: DateTime<Utc>,
) -> Result<bool, Refusal> {
    let facts = play::facts(&opened.course, &opened.state);
    let written = queries::Written {
        attempt_id: opened.row.attempt_id,
        generation: opened.row.generation,
        session: access::session(change.goes_on, facts.finished),
        state: opened.state.to_bytes(),
        current_item: opened.state.header.item.clone(),
    };
    let mut batch = Batch::new(tx);
    for trace in change.traces {
        batch.insert(trace);
    }
    queries::store_attempt(&mut batch, written, facts, now);
    if !change.ends_session {
        batch.run(tx).await?;
        return Ok(false);
    }
    let ending = Ending {
        enrolment_id: opened.row.enrolment_id,
        step_id: opened.row.step_id,
        attempt_id: opened.row.attempt_id,
        mode: opened.row.mode,
    };
    Ok(ending::decide(tx, app, batch, ending, now).await?)
}

/// The trace of entries that begin after `mark`.
pub(super) fn trace_of_entries(
    opened: &Opened,
    mark: u64,
    trace: &Trace,
    now: DateTime<Utc>,
) -> attempt_trace::Model {
    let first_entry = i64::try_from(mark + 1).unwrap_or(i64::MAX);
    trace_row(opened, first_entry, trace, now)
}

/// The trace of a navigation. It has no entry number: deliveries count downwards from zero.
pub(super) fn trace_of_navigation(
    opened: &Opened,
    trace: &Trace,
    now: DateTime<Utc>,
) -> attempt_trace::Model {
    trace_row(opened, -i64::from(opened.state.header.delivery), trace, now)
}

/// The trace of an opening. A queue may take the attempt back to an earlier
/// delivery; no opening has the generation of another.
pub(super) fn trace_of_opening(
    opened: &Opened,
    trace: &Trace,
    now: DateTime<Utc>,
) -> attempt_trace::Model {
    let generation = i64::from(opened.state.header.generation);
    trace_row(opened, -((generation + 1) << 32), trace, now)
}

fn trace_row(
    opened: &Opened,
    first_entry: i64,
    trace: &Trace,
    now: DateTime<Utc>,
) -> attempt_trace::Model {
    attempt_trace::Model {
        attempt_id: opened.row.attempt_id,
        launch_id: opened.row.launch_id,
        first_entry,
        stored_at: now,
        calls: trace.to_bytes(),
    }
}
