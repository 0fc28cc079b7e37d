//! `navigate`: the player asks, the server decides. What is not acknowledged
//! yet comes along and is stored in the same transaction.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use course_runtime::{
    cmi::{self, CmiState, LaunchDocument, Leaving},
    sequencing::{self, Delivery, NavigationRequest, Outcome, Session},
};
use sea_orm::DatabaseTransaction;

use super::{
    access::{self, Opened},
    commit::changes_anything,
    course::Course,
    play,
    protocol::{
        Denied, MOST_ENTRIES, NavigateRequest, QueueFate, Refusal, Scene, SceneException,
        SceneItem, document,
    },
    storing::{self, Change},
    trace::{self, Navigation, Trace},
};
use crate::app::AppState;

/// Follows the learner's request, or the one of the SCO that has terminated.
pub(super) async fn navigate(
    app: &AppState,
    token: String,
    mut request: NavigateRequest,
    now: DateTime<Utc>,
) -> Result<Scene, Refusal> {
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
                follow(tx, app, token, request, now).await
            })
        })
        .await?;
    Ok(outcome?)
}

async fn follow(
    tx: &DatabaseTransaction,
    app: &AppState,
    token: &str,
    request: &NavigateRequest,
    now: DateTime<Utc>,
) -> Result<Result<Scene, Denied>, Refusal> {
    let mut opened = match access::lock(tx, token, now).await? {
        Ok(opened) => opened,
        Err(denied) => return Ok(Err(denied)),
    };
    opened.check_generation(request.generation)?;
    if request.delivery != opened.state.header.delivery {
        // Its answer was lost: the same answer again.
        return Ok(Ok(again(&mut opened)?));
    }
    let course = Arc::clone(&opened.course);
    let mark = opened.state.header.mark;
    let replayed = play::replay(&course, &mut opened.state, &request.entries)?;
    if changes_anything(&request.entries, mark) {
        opened.state.note_stored();
    }
    let asked = asked(request, opened.state.header.wish.as_deref())?;
    let leaving = if asked == NavigationRequest::SuspendAll {
        Leaving::SuspendAll
    } else {
        Leaving::Left
    };
    let item = opened.state.header.item.clone();
    play::end_running(&course, &mut opened.state, leaving)?;
    let learner = opened.learner();
    let (outcome, cmi) = play::navigate(&course, &mut opened.state, &learner, &asked)?;
    let (outcome, cmi) = put_back(&mut opened, outcome, cmi, item.as_deref())?;
    opened.state.note_stored();

    let mut traces = Vec::new();
    if 0 < replayed.new {
        let trace = Trace {
            item: item.clone(),
            entries: trace::newer(&request.entries, mark),
            refused: request.refused.clone(),
            notes: replayed.notes,
            kept_unfinished: replayed.kept_unfinished,
            ..Trace::default()
        };
        traces.push(storing::trace_of_entries(&opened, mark, &trace, now));
    }
    let trace = navigation(request.request.as_deref(), &outcome);
    traces.push(storing::trace_of_navigation(&opened, &trace, now));
    let change = Change {
        traces,
        goes_on: outcome.session != Session::Ended,
        ends_session: true,
    };
    let decided = storing::store(tx, app, &opened, change, now).await?;
    Ok(Ok(scene(&opened, &outcome, cmi.as_ref(), decided)))
}

/// The learner's request, else what the SCO wished, else that it is left.
fn asked(request: &NavigateRequest, wish: Option<&str>) -> Result<NavigationRequest, Refusal> {
    let read = NavigationRequest::from_nav_request;
    match &request.request {
        Some(token) => read(token).ok_or(Refusal::Malformed),
        None => Ok(wish.and_then(read).unwrap_or(NavigationRequest::Exit)),
    }
}

/// A request that was refused while its item could go on: the item comes back.
fn put_back(
    opened: &mut Opened,
    outcome: Outcome,
    cmi: Option<CmiState>,
    item: Option<&str>,
) -> Result<(Outcome, Option<CmiState>), Refusal> {
    let stays = outcome.deliver.is_none() && outcome.session == Session::Delivering;
    let Some(item) = item.filter(|_| stays) else {
        return Ok((outcome, cmi));
    };
    let delivery = Delivery {
        item: item.to_owned(),
        resumes: true,
        attempt: 0,
    };
    let learner = opened.learner();
    let course = Arc::clone(&opened.course);
    let cmi = play::deliver(&course, &mut opened.state, &learner, &delivery)?;
    let outcome = Outcome {
        deliver: Some(delivery),
        ..outcome
    };
    Ok((outcome, cmi))
}

/// The scene as it was answered before. The SCO starts where it started then:
/// nothing of it was stored since, for its player has not seen it.
fn again(opened: &mut Opened) -> Result<Scene, Refusal> {
    let header = &opened.state.header;
    let (deliver, session) = match &header.item {
        Some(item) => (
            Some(Delivery {
                item: item.clone(),
                resumes: true,
                attempt: 0,
            }),
            Session::Delivering,
        ),
        None if opened.state.tree.is_open() => (None, Session::None),
        None => (None, Session::Ended),
    };
    let mut cmi = None;
    if let Some(item) = &header.item
        && let Some(stored) = opened.state.cmi(item)?
    {
        let learner = opened.learner();
        let launch = opened
            .course
            .launch_data(&opened.state.tree, item, &learner)
            .ok_or(Refusal::NothingRuns)?;
        cmi = Some(start_again(stored, &launch, &opened.course)?);
    }
    let outcome = Outcome {
        deliver,
        session,
        exception: None,
        removes_content: true,
    };
    Ok(scene(
        opened,
        &outcome,
        cmi.as_ref(),
        session == Session::Ended,
    ))
}

/// The data model with what is not stored of it: who plays.
fn start_again(
    mut stored: CmiState,
    launch: &cmi::LaunchData,
    course: &Course,
) -> Result<CmiState, Refusal> {
    if stored.phase != cmi::Phase::NotInitialized {
        return Err(Refusal::NothingRuns);
    }
    if stored.entry == cmi::EntryKind::AbInitio {
        return Ok(CmiState::begin(course.standard, course.profile, launch));
    }
    stored.suspended = stored.entry == cmi::EntryKind::Resume;
    Ok(stored.next_session(launch))
}

/// What was asked, and what came of it.
pub(super) fn navigation(request: Option<&str>, outcome: &Outcome) -> Trace {
    Trace {
        navigation: Some(Navigation {
            request: request.unwrap_or("sco").to_owned(),
            deliver: outcome.deliver.as_ref().map(|it| it.item.clone()),
            exception: outcome.exception.map(|it| it.to_string()),
            ended: outcome.session == Session::Ended,
        }),
        ..Trace::default()
    }
}

/// What the player shows after `outcome`.
pub(super) fn scene(
    opened: &Opened,
    outcome: &Outcome,
    cmi: Option<&CmiState>,
    decided: bool,
) -> Scene {
    let course = &opened.course;
    let state = &opened.state;
    let valid = play::validity_map(&sequencing::validity(&course.tree, &state.tree));
    let item = outcome.deliver.as_ref().and_then(|delivery| {
        let item = course.item(&delivery.item)?;
        Some(SceneItem {
            identifier: delivery.item.clone(),
            title: item.title.clone(),
            url: item.url.clone(),
            document: cmi.map(|cmi| document(&LaunchDocument::new(cmi, state.header.mark, &valid))),
        })
    });
    Scene {
        attempt: opened.row.attempt_id,
        launch: opened.row.launch_id,
        generation: state.header.generation,
        delivery: state.header.delivery,
        mark: state.header.mark,
        session: match outcome.session {
            Session::Delivering => "delivering",
            Session::Ended => "ended",
            Session::None => "none",
        },
        item,
        toc: sequencing::toc(&course.tree, &state.tree),
        controls: sequencing::ui_controls(&course.tree, &state.tree),
        valid,
        exception: outcome.exception.map(|it| SceneException {
            code: it.code(),
            meaning: it.meaning(),
        }),
        removes_content: outcome.removes_content,
        decided,
        files: None,
        queues: Vec::<QueueFate>::new(),
    }
}
