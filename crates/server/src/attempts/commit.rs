//! `commit`: entries become state. One transaction with a read and two writes
//! by primary key; the answer goes out after it is durable.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use course_runtime::{cmi::Entry, sequencing};
use entity::{attempt_trace, values::SessionState};
use sea_orm::DatabaseTransaction;

use super::{
    access::{self, Opened},
    ending::{self, Ending},
    play,
    protocol::{CommitAnswer, CommitRequest, Denied, MOST_ENTRIES, Refusal},
    queries,
    trace::{self, Trace},
};
use crate::app::AppState;

/// Stores the entries that are new.
pub(super) async fn commit(
    app: &AppState,
    token: String,
    mut request: CommitRequest,
    now: DateTime<Utc>,
) -> Result<CommitAnswer, Refusal> {
    if MOST_ENTRIES < request.entries.len() {
        return Err(Refusal::TooMany);
    }
    request.refused = trace::bounded(request.refused);
    let shared = Arc::new((app.clone(), token, request));
    let outcome = app
        .db
        .write(move |tx| {
            let shared = Arc::clone(&shared);
            Box::pin(async move {
                let (app, token, request) = &*shared;
                store(tx, app, token, request, now).await
            })
        })
        .await?;
    Ok(outcome?)
}

async fn store(
    tx: &DatabaseTransaction,
    app: &AppState,
    token: &str,
    request: &CommitRequest,
    now: DateTime<Utc>,
) -> Result<Result<CommitAnswer, Denied>, Refusal> {
    let mut opened = match access::lock(tx, token, now).await? {
        Ok(opened) => opened,
        Err(denied) => return Ok(Err(denied)),
    };
    opened.check_generation(request.generation)?;
    let mark = opened.state.header.mark;
    let has_new = request.entries.last().is_some_and(|it| mark < it.n);
    if has_new && request.delivery != opened.state.header.delivery {
        return Err(Refusal::Delivery {
            given: request.delivery,
            current: opened.state.header.delivery,
        });
    }
    let course = Arc::clone(&opened.course);
    let replayed = play::replay(&course, &mut opened.state, &request.entries)?;
    let mut decided = false;
    if 0 < replayed.new {
        if changes_anything(&request.entries, mark) {
            opened.state.note_stored();
        }
        let trace = Trace {
            item: opened.state.header.item.clone(),
            entries: trace::newer(&request.entries, mark),
            refused: request.refused.clone(),
            notes: replayed.notes,
            kept_unfinished: replayed.kept_unfinished,
            ..Trace::default()
        };
        insert_trace(tx, &opened, mark, &trace, now).await?;
        decided = write(tx, app, &opened, replayed.terminated, now).await?;
    } else if opened.row.session == SessionState::Open {
        queries::touch(tx, opened.row.attempt_id, now).await?;
    } else if opened.state.header.running {
        // The session had lapsed; its learner is back.
        write(tx, app, &opened, false, now).await?;
    }
    Ok(Ok(answer(&opened, replayed.terminated, decided)))
}

/// Whether a later opening would take something away if these entries were
/// replayed late: merely starting a SCO is nothing.
pub(super) fn changes_anything(entries: &[Entry], mark: u64) -> bool {
    use course_runtime::cmi::Call;
    entries
        .iter()
        .any(|it| mark < it.n && !matches!(it.call, Call::Initialize))
}

pub(super) async fn insert_trace(
    tx: &DatabaseTransaction,
    opened: &Opened,
    mark: u64,
    trace: &Trace,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let row = attempt_trace::Model {
        attempt_id: opened.row.attempt_id,
        launch_id: opened.row.launch_id,
        first_entry: i64::try_from(mark + 1).unwrap_or(i64::MAX),
        stored_at: now,
        calls: trace.to_bytes(),
    };
    Ok(queries::insert_trace(tx, row).await?)
}

/// Writes the attempt's row; after the end of a learner session decides what
/// comes of it, and says whether there was anything to decide.
async fn write(
    tx: &DatabaseTransaction,
    app: &AppState,
    opened: &Opened,
    terminated: bool,
    now: DateTime<Utc>,
) -> Result<bool, Refusal> {
    let facts = play::facts(&opened.course, &opened.state);
    // The end of the only SCO is the end; elsewhere the learner goes on.
    let goes_on = !(terminated && opened.course.is_single());
    let written = queries::Written {
        attempt_id: opened.row.attempt_id,
        generation: opened.row.generation,
        session: access::session(goes_on, facts.finished),
        state: opened.state.to_bytes(),
        current_item: opened.state.header.item.clone(),
    };
    queries::store_attempt(tx, written, facts, now).await?;
    if !terminated {
        return Ok(false);
    }
    let ending = Ending {
        enrolment_id: opened.row.enrolment_id,
        step_id: opened.row.step_id,
        attempt_id: opened.row.attempt_id,
        mode: opened.row.mode,
    };
    Ok(ending::decide(tx, app, ending, now).await?)
}

fn answer(opened: &Opened, terminated: bool, decided: bool) -> CommitAnswer {
    let tree = &opened.course.tree;
    let state = &opened.state;
    CommitAnswer {
        mark: state.header.mark,
        valid: play::validity_map(&sequencing::validity(tree, &state.tree)),
        controls: sequencing::ui_controls(tree, &state.tree),
        wish: state.header.wish.clone(),
        terminated,
        decided,
    }
}
