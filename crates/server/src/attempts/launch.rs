//! Opening the player on a step: which attempt, and a token for it.

use chrono::{DateTime, Duration, Utc};
use entity::{
    attempt, launch,
    values::{
        Completion, CourseStatus, EnrolmentStatus, Face, LaunchMode, PersonStatus, SessionState,
        Success,
    },
};
use rand::RngExt as _;
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{
    access, carried_over::carry_over, course::Course, ending, protocol::Refusal, queries,
    state::AttemptState,
};
use crate::{
    app::AppState,
    courses::rules::StepDraft,
    db::WriteError,
    error::{AppError, Message},
    sign_in::{hash_token, random_token},
};

/// A launch token is good for a working day.
const GOOD_FOR: Duration = Duration::hours(12);
/// Where the numbers of attempts that count for nothing begin, downwards.
const UNCOUNTED: i32 = -1_000_000;

/// What to open.
#[derive(Debug, Clone, Copy)]
pub struct Launch {
    pub enrolment_id: Uuid,
    pub step_id: Uuid,
    pub mode: LaunchMode,
    pub face: Face,
    /// The player has a window to itself; no page of ours frames it.
    pub own_window: bool,
    /// Begin another attempt, also while the last one is not over; only in
    /// normal mode, since the others begin one anyway.
    pub new_attempt: bool,
}

/// Where the player is, and for which attempt.
#[derive(Debug, Clone)]
pub struct Launched {
    /// Holds the token: whoever has it plays as the learner.
    pub url: String,
    pub attempt_id: Uuid,
    pub launch_id: Uuid,
}

/// Why a step cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error("no such enrolment or step")]
    NotFound,
    #[error("the step is no package")]
    NotAPackage,
    #[error("the person is suspended")]
    Suspended,
    #[error("the enrolment was withdrawn")]
    Withdrawn,
    #[error("the course is closed")]
    Closed,
    #[error("the course is not published yet")]
    Draft,
    #[error("all {allowed} attempts are used")]
    NoAttemptLeft { allowed: u32 },
    #[error("there is no finished attempt to look at")]
    NothingToReview,
    #[error("the package cannot be played: {0}")]
    Unplayable(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for LaunchError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Refusal> for LaunchError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Db(error) => Self::Db(error),
            Refusal::Unknown => Self::NotFound,
            other => Self::Unplayable(other.to_string()),
        }
    }
}

impl From<LaunchError> for AppError {
    fn from(error: LaunchError) -> Self {
        match error {
            LaunchError::NotFound => Self::NotFound,
            LaunchError::NotAPackage => Self::refused("attempts-not-a-package"),
            LaunchError::Suspended => Self::refused("attempts-suspended"),
            LaunchError::Withdrawn => Self::refused("attempts-withdrawn"),
            LaunchError::Closed => Self::refused("attempts-course-closed"),
            LaunchError::Draft => Self::refused("attempts-course-draft"),
            LaunchError::NoAttemptLeft { allowed } => Self::Refused(
                Message::new("attempts-none-left").with("allowed", allowed.to_string()),
            ),
            LaunchError::NothingToReview => Self::refused("attempts-nothing-to-review"),
            LaunchError::Unplayable(reason) => {
                tracing::error!(reason, "a package cannot be played");
                Self::refused("attempts-unplayable")
            }
            LaunchError::Db(error) => error.into(),
        }
    }
}

/// Opens a step for an enrolment: goes on with the attempt that is not over, or
/// begins a new one.
pub async fn launch(
    app: &AppState,
    launch: Launch,
    now: DateTime<Utc>,
) -> Result<Launched, LaunchError> {
    let token = random_token();
    let token_hash = hash_token(&token);
    let shared = app.clone();
    let ids = app
        .db
        .write(move |tx| {
            let (app, token_hash) = (shared.clone(), token_hash.clone());
            Box::pin(async move {
                if launch.new_attempt && launch.mode == LaunchMode::Normal {
                    give_up_last(tx, &app, &launch, now).await?;
                }
                let attempt_id = attempt_for(tx, &launch, now).await?;
                let row = row(attempt_id, token_hash, launch.mode, launch.face, now);
                let row = launch::Model {
                    own_window: launch.own_window,
                    ..row
                };
                let launch_id = row.id;
                queries::insert(tx, row).await?;
                Ok::<_, LaunchError>((attempt_id, launch_id))
            })
        })
        .await?;
    Ok(launched(app, &token, ids))
}

/// Opens a version for its trainer: nothing of it counts.
pub async fn trial(
    app: &AppState,
    version_id: Uuid,
    person_id: Uuid,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Launched, LaunchError> {
    let token = random_token();
    let token_hash = hash_token(&token);
    let ids = app
        .db
        .write(move |tx| {
            let token_hash = token_hash.clone();
            Box::pin(async move {
                let course = access::course(tx, version_id).await?;
                let state = AttemptState::new(&course.tree, seed());
                let row = attempt::Model {
                    mode: LaunchMode::Trial,
                    ..new_attempt(person_id, version_id, &state, now)
                };
                let attempt_id = row.id;
                queries::insert(tx, row).await?;
                let row = self::row(attempt_id, token_hash, LaunchMode::Trial, face, now);
                let launch_id = row.id;
                queries::insert(tx, row).await?;
                Ok::<_, LaunchError>((attempt_id, launch_id))
            })
        })
        .await?;
    Ok(launched(app, &token, ids))
}

/// Opens the player on a trial once more, as a page that is loaded again does, or
/// another tab.
pub(super) async fn open_trial(
    app: &AppState,
    attempt_id: Uuid,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Launched, LaunchError> {
    let token = random_token();
    let row = row(attempt_id, hash_token(&token), LaunchMode::Trial, face, now);
    let launch_id = row.id;
    app.db
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { queries::insert(tx, row).await })
        })
        .await?;
    Ok(launched(app, &token, (attempt_id, launch_id)))
}

/// Begins a new attempt at a step whose last one is over, if one is left.
pub(crate) async fn start_again(
    app: &AppState,
    enrolment_id: Uuid,
    step_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), LaunchError> {
    let launch = Launch {
        enrolment_id,
        step_id,
        mode: LaunchMode::Normal,
        face: Face::SrCyrl,
        own_window: false,
        new_attempt: false,
    };
    app.db
        .write(move |tx| Box::pin(async move { attempt_for(tx, &launch, now).await.map(|_| ()) }))
        .await
}

fn launched(app: &AppState, token: &str, (attempt_id, launch_id): (Uuid, Uuid)) -> Launched {
    Launched {
        launch_id,
        url: app.config.content_origin.url(&format!("/p/{token}/")),
        attempt_id,
    }
}

/// Ends the attempt that is not over, as it stands, if another may follow it.
/// One that nobody has begun is as good as new and stays.
async fn give_up_last(
    tx: &DatabaseTransaction,
    app: &AppState,
    launch: &Launch,
    now: DateTime<Utc>,
) -> Result<(), LaunchError> {
    let place = queries::place(tx, launch.enrolment_id, launch.step_id)
        .await?
        .ok_or(LaunchError::NotFound)?;
    may_launch(&place)?;
    let attempts = queries::attempts(tx, launch.enrolment_id, launch.step_id).await?;
    let counted = counted(&attempts);
    let Some(last) = counted.last() else {
        return Ok(());
    };
    if matches!(last.session, SessionState::None | SessionState::Ended) {
        return Ok(());
    }
    one_is_left(&place, &counted)?;
    ending::give_up(tx, app, last.id, now).await?;
    Ok(())
}

async fn attempt_for(
    tx: &DatabaseTransaction,
    launch: &Launch,
    now: DateTime<Utc>,
) -> Result<Uuid, LaunchError> {
    // The lock comes first: whoever switches the step's version holds it too.
    let attempts = queries::lock_attempts(tx, launch.enrolment_id, launch.step_id).await?;
    let place = queries::place(tx, launch.enrolment_id, launch.step_id)
        .await?
        .ok_or(LaunchError::NotFound)?;
    may_launch(&place)?;
    let version_id = place
        .step
        .package_version_id
        .filter(|_| place.step.removed_at.is_none())
        .ok_or(LaunchError::NotAPackage)?;
    match launch.mode {
        LaunchMode::Normal => normal(tx, &place, &attempts, version_id, now).await,
        LaunchMode::Review => review(tx, &attempts, now).await,
        LaunchMode::Browse | LaunchMode::Trial => {
            let number = attempts.iter().map(|it| it.number).min();
            let course = access::course(tx, version_id).await?;
            let row = attempt::Model {
                enrolment_id: Some(launch.enrolment_id),
                step_id: Some(launch.step_id),
                mode: launch.mode,
                number: number.unwrap_or(0).min(UNCOUNTED) - 1,
                ..new_attempt(
                    place.person.id,
                    version_id,
                    &AttemptState::new(&course.tree, seed()),
                    now,
                )
            };
            let id = row.id;
            queries::insert(tx, row).await?;
            Ok(id)
        }
    }
}

fn may_launch(place: &queries::Place) -> Result<(), LaunchError> {
    if place.person.status != PersonStatus::Active {
        return Err(LaunchError::Suspended);
    }
    if place.enrolment.status == EnrolmentStatus::Withdrawn {
        return Err(LaunchError::Withdrawn);
    }
    match place.course.status {
        CourseStatus::Published => Ok(()),
        CourseStatus::Closed => Err(LaunchError::Closed),
        CourseStatus::Draft => Err(LaunchError::Draft),
    }
}

/// Those that count, in the order of their numbers.
fn counted(attempts: &[attempt::Model]) -> Vec<&attempt::Model> {
    attempts
        .iter()
        .filter(|it| it.mode == LaunchMode::Normal)
        .collect()
}

/// Whether the step allows an attempt beyond these.
fn one_is_left(place: &queries::Place, counted: &[&attempt::Model]) -> Result<(), LaunchError> {
    match StepDraft::of(&place.step).attempts.attempts_allowed {
        Some(allowed) if usize::try_from(allowed).is_ok_and(|it| it <= counted.len()) => {
            Err(LaunchError::NoAttemptLeft { allowed })
        }
        _ => Ok(()),
    }
}

/// The attempt that goes on, or a new one.
async fn normal(
    tx: &DatabaseTransaction,
    place: &queries::Place,
    attempts: &[attempt::Model],
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Uuid, LaunchError> {
    let counted = counted(attempts);
    if let Some(open) = counted
        .last()
        .filter(|it| it.session != SessionState::Ended)
    {
        return Ok(open.id);
    }
    one_is_left(place, &counted)?;
    let course = access::course(tx, version_id).await?;
    let state = fresh_state(tx, place.person.id, &course).await?;
    let row = attempt::Model {
        enrolment_id: Some(place.enrolment.id),
        step_id: Some(place.step.id),
        number: counted.last().map_or(0, |it| it.number) + 1,
        ..new_attempt(place.person.id, version_id, &state, now)
    };
    let id = row.id;
    queries::insert(tx, row).await?;
    Ok(id)
}

/// A copy of the last finished attempt to look at: what happens in it changes nothing.
async fn review(
    tx: &DatabaseTransaction,
    attempts: &[attempt::Model],
    now: DateTime<Utc>,
) -> Result<Uuid, LaunchError> {
    let finished = attempts
        .iter()
        .rfind(|it| it.mode == LaunchMode::Normal && it.session == SessionState::Ended)
        .ok_or(LaunchError::NothingToReview)?;
    let number = -finished.number;
    let copy = attempt::Model {
        mode: LaunchMode::Review,
        number,
        session: SessionState::None,
        started_at: now,
        last_contact_at: now,
        ended_at: None,
        ..finished.clone()
    };
    let Some(earlier) = attempts.iter().find(|it| it.number == number) else {
        let id = Uuid::now_v7();
        queries::insert(tx, attempt::Model { id, ..copy }).await?;
        return Ok(id);
    };
    let copy = attempt::Model {
        id: earlier.id,
        generation: earlier.generation.max(copy.generation),
        ..copy
    };
    queries::update(tx, copy).await?;
    Ok(earlier.id)
}

/// The state that a new attempt begins with.
pub(super) async fn fresh_state(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    course: &Course,
) -> Result<AttemptState, Refusal> {
    let mut state = AttemptState::new(&course.tree, seed());
    carry_over(tx, person_id, course, &mut state).await?;
    Ok(state)
}

pub(super) fn new_attempt(
    person_id: Uuid,
    version_id: Uuid,
    state: &AttemptState,
    now: DateTime<Utc>,
) -> attempt::Model {
    attempt::Model {
        id: Uuid::now_v7(),
        enrolment_id: None,
        step_id: None,
        person_id,
        package_version_id: version_id,
        number: 1,
        mode: LaunchMode::Normal,
        state: state.to_bytes(),
        generation: 0,
        session: SessionState::None,
        current_item: None,
        location: None,
        completion: Completion::NotAttempted,
        success: Success::Unknown,
        score_scaled: None,
        score_raw: None,
        progress: None,
        time_hundredths: 0,
        started_at: now,
        last_contact_at: now,
        ended_at: None,
    }
}

fn row(
    attempt_id: Uuid,
    token_hash: String,
    mode: LaunchMode,
    face: Face,
    now: DateTime<Utc>,
) -> launch::Model {
    launch::Model {
        id: Uuid::now_v7(),
        attempt_id,
        token_hash,
        generation: 0,
        mode,
        face,
        mark: 0,
        own_window: false,
        created_at: now,
        expires_at: now + GOOD_FOR,
        revoked_at: None,
    }
}

/// For selection and randomization.
fn seed() -> u64 {
    rand::rng().random()
}
