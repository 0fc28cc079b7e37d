//! Whether a launch may go on: asked at every request, in its transaction.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::values::{CourseStatus, EnrolmentStatus, Face, PersonStatus, Role, SessionState};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde_json::json;
use uuid::Uuid;

use super::{
    course::{self, Course, Learner},
    protocol::{Denied, Refusal},
    queries::{self, OpenedRow},
    state::AttemptState,
};
use crate::{audit, sign_in::hash_token};

/// A launch that may go on, with its attempt read.
pub(super) struct Opened {
    pub(super) row: OpenedRow,
    pub(super) course: Arc<Course>,
    pub(super) state: AttemptState,
}

/// Reads and locks the attempt of the launch with this token.
///
/// The outer error is the database's or says that there is no such launch; the
/// inner one is a denial, of which the caller has to keep the note that
/// [`note_denial`] writes: it must not roll back.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Result<Opened, Denied>, Refusal> {
    let row = queries::lock_opened(tx, &hash_token(token))
        .await?
        .ok_or(Refusal::Unknown)?;
    if let Err(denied) = check(&row, now) {
        note_denial(tx, &row, denied, now).await?;
        return Ok(Err(denied));
    }
    let course = course(tx, row.version_id).await?;
    let state = AttemptState::from_bytes(&row.state)?;
    Ok(Ok(Opened { row, course, state }))
}

/// The version, ready to be played; read from the database at the first use.
pub(super) async fn course(
    db: &impl ConnectionTrait,
    version_id: Uuid,
) -> Result<Arc<Course>, Refusal> {
    if let Some(course) = course::cached(version_id) {
        return Ok(course);
    }
    let version = queries::find::<entity::package_version::Entity>(db, version_id).await?;
    Ok(course::prepare(&version.ok_or(Refusal::Unknown)?)?)
}

/// Whether this person may see what learners did on the course: coordinators on
/// every one, trainers on those that they made or train.
pub(super) async fn sees_course(
    db: &impl ConnectionTrait,
    (role, person_id): (Role, Uuid),
    course: &entity::course::Model,
) -> Result<bool, DbErr> {
    match role {
        Role::Coordinator | Role::Administrator => Ok(true),
        Role::Trainer => Ok(course.created_by == Some(person_id)
            || queries::trains(db, course.id, person_id).await?),
        Role::Trainee => Ok(false),
    }
}

/// Whether the launch may still be used.
pub(super) fn check(row: &OpenedRow, now: DateTime<Utc>) -> Result<(), Denied> {
    if row.revoked_at.is_some() {
        return Err(Denied::Revoked);
    }
    if row.expires_at <= now {
        return Err(Denied::Expired);
    }
    if row.person_status != PersonStatus::Active {
        return Err(Denied::Suspended);
    }
    if row.enrolment_status == Some(EnrolmentStatus::Withdrawn) {
        return Err(Denied::Withdrawn);
    }
    if row.course_status == Some(CourseStatus::Closed) {
        return Err(Denied::Closed);
    }
    Ok(())
}

/// The first refusal for a reason that people have decided is written down, and
/// ends the launch for good.
async fn note_denial(
    tx: &DatabaseTransaction,
    row: &OpenedRow,
    denied: Denied,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if matches!(denied, Denied::Revoked | Denied::Expired) {
        return Ok(());
    }
    queries::revoke_launch(tx, row.launch_id, now).await?;
    let detail = json!({ "reason": denied, "launch": row.launch_id });
    let what = ("attempt.launch_denied", row.attempt_id);
    audit::note_with(tx, Some(row.person_id), what, &detail, now).await
}

impl Opened {
    /// Refuses what comes from an opening of the player that is not the newest.
    pub(super) fn check_generation(&self, generation: i32) -> Result<(), Refusal> {
        let header = &self.state.header;
        if header.generation == generation && header.launch_id == self.row.launch_id {
            Ok(())
        } else {
            Err(Refusal::Superseded {
                newest: header.generation,
            })
        }
    }

    pub(super) fn learner(&self) -> Learner {
        let row = &self.row;
        let (given, family) = match row.face {
            Face::SrCyrl => (&row.given_name_cyrl, &row.family_name_cyrl),
            Face::SrLatn | Face::En => (&row.given_name, &row.family_name),
        };
        Learner {
            id: row.person_id.to_string(),
            name: format!("{family}, {given}"),
            mode: row.mode,
        }
    }
}

/// What the attempt's session is after a step, given whether the player goes on.
pub(super) fn session(goes_on: bool, finished: bool) -> SessionState {
    match (goes_on, finished) {
        (true, _) => SessionState::Open,
        (false, true) => SessionState::Ended,
        (false, false) => SessionState::Suspended,
    }
}
