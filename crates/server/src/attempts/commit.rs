//! `commit`: entries become state. One transaction with a read and two writes
//! by primary key; the answer goes out after it is durable.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use course_runtime::{cmi::Entry, sequencing};
use entity::values::SessionState;
use sea_orm::DatabaseTransaction;

use super::{
    access::{self, Opened},
    play,
    protocol::{CommitAnswer, CommitRequest, Denied, MOST_ENTRIES, Refusal},
    queries,
    storing::{self, Change},
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
        let change = Change {
            traces: vec![storing::trace_of_entries(&opened, mark, &trace, now)],
            ..change(&opened, replayed.terminated)
        };
        decided = storing::store(tx, app, &opened, change, now).await?;
    } else if opened.row.session == SessionState::Open {
        queries::touch(tx, opened.row.attempt_id, now).await?;
    } else if opened.state.header.running {
        // The session had lapsed; its learner is back.
        storing::store(tx, app, &opened, change(&opened, false), now).await?;
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

fn change(opened: &Opened, terminated: bool) -> Change {
    Change {
        traces: Vec::new(),
        // The end of the only SCO is the end; elsewhere the learner goes on.
        goes_on: !(terminated && opened.course.is_single()),
        ends_session: terminated,
    }
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
