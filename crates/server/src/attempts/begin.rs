//! `begin`: the player page opens. What earlier openings left behind is stored
//! or kept, a session that nobody ended is ended, and sequencing delivers.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use course_runtime::{
    cmi::{Entry, Leaving},
    sequencing::Session,
};
use entity::{attempt_trace, unapplied_queue, values::SessionState};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{
    access::{self, Opened},
    commit::changes_anything,
    content,
    navigate::{navigation, scene},
    play,
    protocol::{BeginRequest, Denied, MOST_ENTRIES, Queue, QueueFate, Refusal, Scene},
    queries::{self, Batch},
    storing,
    trace::{self, OPENED, Trace},
};
use crate::app::AppState;

/// Opens the player: the newest opening of an attempt wins.
pub(super) async fn begin(
    app: &AppState,
    token: String,
    request: BeginRequest,
    now: DateTime<Utc>,
) -> Result<Scene, Refusal> {
    let entries: usize = request.queues.iter().map(|it| it.entries.len()).sum();
    if MOST_ENTRIES < entries {
        return Err(Refusal::TooMany);
    }
    let shared = Arc::new((token, request));
    let outcome = app
        .db
        .write(move |tx| {
            let shared = Arc::clone(&shared);
            Box::pin(async move {
                let (token, request) = &*shared;
                open(tx, token, request, now).await
            })
        })
        .await?;
    let (mut scene, version_id) = outcome?;
    scene.files = Some(content::files_prefix(app, version_id, now).await?);
    Ok(scene)
}

async fn open(
    tx: &DatabaseTransaction,
    token: &str,
    request: &BeginRequest,
    now: DateTime<Utc>,
) -> Result<Result<(Scene, Uuid), Denied>, Refusal> {
    let mut opened = match access::lock(tx, token, now).await? {
        Ok(opened) => opened,
        Err(denied) => return Ok(Err(denied)),
    };
    let mut queues: Vec<(usize, &Queue)> = request.queues.iter().enumerate().collect();
    queues.sort_by_key(|(_, it)| it.generation);
    let mut fates = vec![QueueFate::NotApplied; queues.len()];
    for (at, queue) in queues {
        fates[at] = take_queue(tx, &mut opened, queue, now).await?;
    }
    take_over(tx, &mut opened).await?;

    let course = Arc::clone(&opened.course);
    play::end_running(&course, &mut opened.state, Leaving::Lapsed)?;
    let learner = opened.learner();
    let (outcome, cmi) = play::open(&course, &mut opened.state, &learner)?;
    let facts = play::facts(&course, &opened.state);
    let written = queries::Written {
        attempt_id: opened.row.attempt_id,
        generation: opened.state.header.generation,
        session: if outcome.session == Session::Ended {
            SessionState::Ended
        } else {
            SessionState::Open
        },
        state: opened.state.to_bytes(),
        current_item: opened.state.header.item.clone(),
    };
    let mut batch = Batch::new(tx);
    let trace = navigation(Some(OPENED), &outcome);
    batch.insert(storing::trace_of_opening(&opened, &trace, now));
    queries::store_attempt(&mut batch, written, facts, now);
    batch.run(tx).await?;
    let mut scene = scene(&opened, &outcome, cmi.as_ref(), false);
    scene.queues = fates;
    Ok(Ok((scene, opened.row.version_id)))
}

/// Makes this opening the one that writes.
async fn take_over(tx: &DatabaseTransaction, opened: &mut Opened) -> Result<(), Refusal> {
    let before = opened.state.header.clone();
    opened.state.keep_base();
    // The mark of a launch stands in the attempt while it writes, and goes back
    // to its row when another takes over.
    let mark = if before.launch_id == opened.row.launch_id {
        before.mark
    } else {
        if !before.launch_id.is_nil() {
            queries::set_launch(tx, before.launch_id, None, before.mark).await?;
        }
        let own = queries::find::<entity::launch::Entity>(tx, opened.row.launch_id).await?;
        own.map_or(0, |it| u64::try_from(it.mark).unwrap_or_default())
    };
    let generation = opened.row.generation.max(before.generation) + 1;
    let header = &mut opened.state.header;
    header.launch_id = opened.row.launch_id;
    header.generation = generation;
    header.mark = mark;
    header.stored = false;
    opened.row.generation = generation;
    queries::set_launch(tx, opened.row.launch_id, Some(generation), mark).await?;
    Ok(())
}

/// Replays what an earlier opening could not get stored, if nothing was stored
/// since; else keeps it whole with the attempt.
async fn take_queue(
    tx: &DatabaseTransaction,
    opened: &mut Opened,
    queue: &Queue,
    now: DateTime<Utc>,
) -> Result<QueueFate, Refusal> {
    let Some(last) = queue.entries.last() else {
        return Ok(QueueFate::Stored);
    };
    let mark = mark_of(tx, opened, queue.launch).await?;
    if mark.is_some_and(|mark| last.n <= mark) {
        return Ok(QueueFate::Stored);
    }
    match replay(opened, queue)? {
        Ok((from, notes)) => {
            let trace = Trace {
                item: opened.state.header.item.clone(),
                entries: trace::newer(&queue.entries, from),
                notes,
                queue: Some(queue.kept),
                ..Trace::default()
            };
            let row = attempt_trace::Model {
                launch_id: queue.launch,
                ..storing::trace_of_entries(opened, from, &trace, now)
            };
            queries::insert(tx, row).await?;
            Ok(QueueFate::Stored)
        }
        Err(reason) => {
            keep(tx, opened.row.attempt_id, queue, reason, now).await?;
            Ok(QueueFate::NotApplied)
        }
    }
}

/// How far the launch came, if it is one of this attempt.
async fn mark_of(
    tx: &DatabaseTransaction,
    opened: &Opened,
    launch_id: Uuid,
) -> Result<Option<u64>, Refusal> {
    if opened.state.header.launch_id == launch_id {
        return Ok(Some(opened.state.header.mark));
    }
    let launch = queries::find::<entity::launch::Entity>(tx, launch_id).await?;
    Ok(launch
        .filter(|it| it.attempt_id == opened.row.attempt_id)
        .map(|it| u64::try_from(it.mark).unwrap_or_default()))
}

type Replayed = (u64, Vec<course_runtime::cmi::Note>);

/// Replays on the document that the queue's opening left. The inner error says
/// why it cannot be done.
fn replay(opened: &mut Opened, queue: &Queue) -> Result<Result<Replayed, &'static str>, Refusal> {
    let Some(mut base) = opened.state.base(queue.generation)? else {
        return Ok(Err("newer"));
    };
    let header = &base.header;
    if header.launch_id != queue.launch || header.delivery != queue.delivery {
        return Ok(Err("newer"));
    }
    let mark = header.mark;
    match play::replay(&opened.course, &mut base, &queue.entries) {
        Ok(replayed) => {
            if changes_anything(&queue.entries, mark) {
                base.note_stored();
            }
            opened.state = base;
            Ok(Ok((mark, replayed.notes)))
        }
        Err(error) => {
            tracing::warn!(%error, attempt_id = %opened.row.attempt_id, "a queue cannot be replayed");
            Ok(Err("refused"))
        }
    }
}

async fn keep(
    tx: &DatabaseTransaction,
    attempt_id: Uuid,
    queue: &Queue,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let row = unapplied_queue::Model {
        id: Uuid::now_v7(),
        attempt_id,
        launch_id: queue.launch,
        received_at: now,
        reason: reason.to_owned(),
        entries: Trace {
            entries: Vec::<Entry>::clone(&queue.entries),
            queue: Some(queue.kept),
            ..Trace::default()
        }
        .to_bytes(),
    };
    Ok(queries::insert(tx, row).await?)
}
