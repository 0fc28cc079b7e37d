//! A step of a course shows another version of its module from now on, and
//! each group of learners goes the way that was chosen for it: those who have
//! not started, those who are at it, those who have finished.
//!
//! Nothing that anybody did is lost: an attempt that cannot go on in the other
//! version stays on its own, and one that is begun again stays beside the new one.

mod on_a_copy;
mod queries;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    attempt,
    values::{Face, LaunchMode, SessionState},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(crate) use on_a_copy::Stays;

use super::{
    access, ending,
    launch::{fresh_state, new_attempt},
    protocol::Refusal,
    queries::Batch,
    trace::{MovedBetween, Trace},
};
use crate::{
    app::AppState,
    completions::service::{self as completions, SessionEnd},
};

/// Attempts that are read together.
const AT_ONCE: usize = 200;

/// Why a switch, or the trial of one, cannot be made at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CannotSwitch {
    #[error("a version cannot be played: {0}")]
    Unplayable(String),
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl From<Refusal> for CannotSwitch {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Db(error) => Self::Db(error),
            other => Self::Unplayable(other.to_string()),
        }
    }
}

/// Where a learner stands at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Group {
    NotStarted,
    InProgress,
    /// The last attempt that was begun is over, passed or not.
    Finished,
}

/// What becomes of those who have not started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ForNotStarted {
    #[default]
    New,
    Old,
}

/// What becomes of those who are at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ForInProgress {
    /// On the version they began with.
    #[default]
    Finish,
    /// To the new one, at the same place; who cannot, finishes.
    Move,
    StartAgain,
}

/// What becomes of those who have finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ForFinished {
    /// As it is. Should they try again, they get the new version.
    #[default]
    Keep,
    StartAgain,
}

/// The way of each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Choices {
    pub(crate) not_started: ForNotStarted,
    pub(crate) in_progress: ForInProgress,
    pub(crate) finished: ForFinished,
}

/// A learner of the course, and where they stand at the step.
#[derive(Debug, Clone)]
pub(crate) struct LearnerAt {
    pub(crate) enrolment_id: Uuid,
    pub(crate) person_id: Uuid,
    names: [String; 4],
    pub(crate) group: Group,
    /// The version of the last attempt that was begun.
    pub(crate) version_id: Option<Uuid>,
    /// A learner session is open at this moment.
    pub(crate) is_playing: bool,
    /// The attempt that is not over.
    open: Option<Uuid>,
    /// The attempt that nobody has begun, and its version.
    unbegun: Option<(Uuid, Uuid)>,
    last_number: i32,
}

impl LearnerAt {
    pub(crate) fn name(&self, face: Face) -> String {
        let [given, family, given_cyrl, family_cyrl] = &self.names;
        match face {
            Face::SrCyrl => format!("{given_cyrl} {family_cyrl}"),
            Face::SrLatn | Face::En => format!("{given} {family}"),
        }
    }
}

/// Everybody on the course, and where they stand at the step.
pub(crate) async fn learners(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    step_id: Uuid,
) -> Result<Vec<LearnerAt>, sea_orm::DbErr> {
    let mut learners: Vec<LearnerAt> = Vec::new();
    for row in queries::learners(db, course_id, step_id).await? {
        let is_next = learners
            .last()
            .is_none_or(|it| it.enrolment_id != row.enrolment_id);
        if is_next {
            learners.push(LearnerAt {
                enrolment_id: row.enrolment_id,
                person_id: row.person_id,
                names: [
                    row.given_name,
                    row.family_name,
                    row.given_name_cyrl,
                    row.family_name_cyrl,
                ],
                group: Group::NotStarted,
                version_id: None,
                is_playing: false,
                open: None,
                unbegun: None,
                last_number: 0,
            });
        }
        let at = row.attempt_id.zip(row.version_id).zip(row.session);
        if let (Some(learner), Some(((attempt_id, version_id), session))) =
            (learners.last_mut(), at)
        {
            learner.last_number = row.number.unwrap_or(0);
            learner.take((attempt_id, version_id), session);
        }
    }
    Ok(learners)
}

impl LearnerAt {
    /// Attempts come in the order of their numbers.
    fn take(&mut self, (attempt_id, version_id): (Uuid, Uuid), session: SessionState) {
        self.unbegun = None;
        self.open = None;
        self.is_playing = false;
        match session {
            SessionState::None => {
                self.unbegun = Some((attempt_id, version_id));
                return;
            }
            SessionState::Open | SessionState::Suspended => {
                self.group = Group::InProgress;
                self.open = Some(attempt_id);
                self.is_playing = session == SessionState::Open;
            }
            SessionState::Ended => self.group = Group::Finished,
        }
        self.version_id = Some(version_id);
    }
}

/// Tries every attempt that is not over and not on `to` yet on a copy; by
/// enrolment why it stays where it is, or nothing when it could be moved.
pub(crate) async fn try_moves(
    db: &impl ConnectionTrait,
    learners: &[LearnerAt],
    to: Uuid,
) -> Result<HashMap<Uuid, Option<Stays>>, CannotSwitch> {
    let target = access::course(db, to).await?;
    let mut tried = HashMap::new();
    let open: Vec<(Uuid, Uuid)> = learners
        .iter()
        .filter(|it| it.group == Group::InProgress && it.version_id != Some(to))
        .filter_map(|it| it.open.map(|open| (open, it.enrolment_id)))
        .collect();
    for part in open.chunks(AT_ONCE) {
        let enrolments: HashMap<Uuid, Uuid> = part.iter().copied().collect();
        let ids: Vec<Uuid> = part.iter().map(|it| it.0).collect();
        for row in queries::attempts(db, &ids).await? {
            let own = access::course(db, row.package_version_id).await?;
            let stays = try_one(&own, &target, &row).err();
            if let Some(enrolment_id) = enrolments.get(&row.id) {
                tried.insert(*enrolment_id, stays);
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(tried)
}

fn try_one(
    own: &super::course::Course,
    target: &super::course::Course,
    row: &attempt::Model,
) -> Result<on_a_copy::Moved, Stays> {
    if row.session == SessionState::Open {
        return Err(Stays::Playing);
    }
    on_a_copy::moved(own, target, row)
}

/// What a switch has done, by enrolment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// Had not started, and begin on the new version.
    pub(crate) new: Vec<Uuid>,
    /// Had not started, and begin on the old one all the same.
    pub(crate) old: Vec<Uuid>,
    /// Finish on the version they began with.
    pub(crate) finishing: Vec<Uuid>,
    pub(crate) moved: Vec<Uuid>,
    /// Were to be moved and could not: they finish where they are.
    pub(crate) stayed: Vec<(Uuid, Stays)>,
    pub(crate) started_again: Vec<Uuid>,
    /// Had finished, and nothing changes for them.
    pub(crate) kept: Vec<Uuid>,
    /// Were on the new version before.
    pub(crate) already: Vec<Uuid>,
}

/// Which step is switched, from where to where, and by which switch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Switching {
    pub(crate) switch_id: Uuid,
    pub(crate) course_id: Uuid,
    pub(crate) step_id: Uuid,
    pub(crate) from: Uuid,
    pub(crate) to: Uuid,
    pub(crate) choices: Choices,
}

/// Switches the step inside the caller's transaction, which has locked the course.
pub(crate) async fn switch(
    tx: &DatabaseTransaction,
    app: &AppState,
    what: Switching,
    now: DateTime<Utc>,
) -> Result<Done, CannotSwitch> {
    queries::lock_enrolments(tx, what.course_id).await?;
    queries::set_step_version(tx, what.step_id, what.to).await?;
    let mut done = Done::default();
    for learner in learners(tx, what.course_id, what.step_id).await? {
        let id = learner.enrolment_id;
        match (learner.group, what.choices) {
            (Group::NotStarted, choices) if choices.not_started == ForNotStarted::Old => {
                begin_on_old(tx, &learner, what, now).await?;
                done.old.push(id);
            }
            (Group::NotStarted, _) => {
                give_unbegun(tx, &learner, what.to).await?;
                done.new.push(id);
            }
            (Group::InProgress, _) if learner.version_id == Some(what.to) => done.already.push(id),
            (Group::InProgress, choices) => {
                in_progress(
                    tx,
                    app,
                    &learner,
                    (what, choices.in_progress),
                    now,
                    &mut done,
                )
                .await?;
            }
            (Group::Finished, choices) => {
                give_unbegun(tx, &learner, what.to).await?;
                if learner.version_id == Some(what.to) {
                    done.already.push(id);
                } else if choices.finished == ForFinished::StartAgain {
                    if learner.unbegun.is_none() {
                        begin_again(tx, &learner, what, now).await?;
                    }
                    done.started_again.push(id);
                } else {
                    done.kept.push(id);
                }
            }
        }
    }
    Ok(done)
}

async fn in_progress(
    tx: &DatabaseTransaction,
    app: &AppState,
    learner: &LearnerAt,
    (what, choice): (Switching, ForInProgress),
    now: DateTime<Utc>,
    done: &mut Done,
) -> Result<(), Refusal> {
    let id = learner.enrolment_id;
    let Some(open) = learner.open else {
        return Ok(());
    };
    match choice {
        ForInProgress::Finish => done.finishing.push(id),
        ForInProgress::Move => match move_one(tx, app, (id, open), what, now).await? {
            Ok(()) => done.moved.push(id),
            Err(stays) => done.stayed.push((id, stays)),
        },
        ForInProgress::StartAgain => {
            ending::give_up(tx, app, open, now).await?;
            begin_again(tx, learner, what, now).await?;
            done.started_again.push(id);
        }
    }
    Ok(())
}

/// Moves the attempt, under its lock; says why when it stays.
async fn move_one(
    tx: &DatabaseTransaction,
    app: &AppState,
    (enrolment_id, attempt_id): (Uuid, Uuid),
    what: Switching,
    now: DateTime<Utc>,
) -> Result<Result<(), Stays>, Refusal> {
    let Some(row) = super::queries::lock_attempt(tx, attempt_id).await? else {
        return Ok(Err(Stays::Unreadable));
    };
    let own = access::course(tx, row.package_version_id).await?;
    let target = access::course(tx, what.to).await?;
    let moved = match try_one(&own, &target, &row) {
        Ok(moved) => moved,
        Err(stays) => return Ok(Err(stays)),
    };
    super::queries::revoke_launches(tx, row.id, now).await?;
    let item = row.current_item.filter(|it| target.item(it).is_some());
    let stored = (moved.state.to_bytes(), item);
    // All that the new version asks for may be done.
    let session = access::session(false, moved.facts.finished);
    queries::give_moved(tx, row.id, what.to, stored, (session, moved.facts), now).await?;
    let trace = Trace {
        moved: Some(MovedBetween {
            from: row.package_version_id,
            to: what.to,
        }),
        ..Trace::default()
    };
    queries::note_move(tx, (row.id, what.switch_id), trace.to_bytes(), now).await?;
    // What is done of the whole may be more or less now.
    if session == SessionState::Ended {
        let end = SessionEnd {
            enrolment_id,
            step_id: what.step_id,
            attempt_id,
        };
        completions::after_session(tx, app, Batch::new(tx), end, now).await?;
    } else {
        completions::decide_again(tx, app, enrolment_id, what.step_id, now).await?;
    }
    Ok(Ok(()))
}

/// An attempt that is there and not begun goes to the new version.
async fn give_unbegun(
    tx: &DatabaseTransaction,
    learner: &LearnerAt,
    to: Uuid,
) -> Result<(), Refusal> {
    let Some((attempt_id, version_id)) = learner.unbegun else {
        return Ok(());
    };
    if version_id != to {
        let course = access::course(tx, to).await?;
        let state = fresh_state(tx, learner.person_id, &course).await?;
        queries::give_unbegun(tx, attempt_id, to, state.to_bytes()).await?;
    }
    Ok(())
}

async fn begin_on_old(
    tx: &DatabaseTransaction,
    learner: &LearnerAt,
    what: Switching,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if learner.unbegun.is_some() {
        return Ok(());
    }
    begin(tx, learner, what.from, what, now).await
}

/// A further attempt, on the new version. The trainer has decided it: it is
/// there even when the step allows no more.
async fn begin_again(
    tx: &DatabaseTransaction,
    learner: &LearnerAt,
    what: Switching,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    begin(tx, learner, what.to, what, now).await
}

async fn begin(
    tx: &DatabaseTransaction,
    learner: &LearnerAt,
    version_id: Uuid,
    what: Switching,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let course = access::course(tx, version_id).await?;
    let state = fresh_state(tx, learner.person_id, &course).await?;
    let row = attempt::Model {
        enrolment_id: Some(learner.enrolment_id),
        step_id: Some(what.step_id),
        number: learner.last_number + 1,
        mode: LaunchMode::Normal,
        ..new_attempt(learner.person_id, version_id, &state, now)
    };
    queries::insert(tx, row).await?;
    Ok(())
}
