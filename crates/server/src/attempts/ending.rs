//! The end of a learner session: what it amounts to is decided in its transaction.

use chrono::{DateTime, Duration, Utc};
use course_runtime::cmi::Leaving;
use entity::{
    attempt,
    values::{LaunchMode, SessionState},
};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::{
    access, play,
    protocol::Refusal,
    queries::{self, Batch},
    state::AttemptState,
};
use crate::{
    app::AppState,
    completions::{self, service::SessionEnd},
};

/// A learner session of which nothing was heard for this long has lapsed.
const SILENCE: Duration = Duration::minutes(10);
/// Lapsed sessions that one run of the job ends.
const AT_MOST: u64 = 500;

/// Where the learner session belonged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    pub(super) enrolment_id: Option<Uuid>,
    pub(super) step_id: Option<Uuid>,
    pub(super) attempt_id: Uuid,
    pub(super) mode: LaunchMode,
}

/// Sends `batch`, which writes the attempt's row, and decides step, course and certificate.
/// Says whether there was anything to decide: trials and reviews count for nothing.
pub(super) async fn decide(
    tx: &DatabaseTransaction,
    app: &AppState,
    batch: Batch,
    ending: Ending,
    now: DateTime<Utc>,
) -> Result<bool, sea_orm::DbErr> {
    let (LaunchMode::Normal, Some(enrolment_id), Some(step_id)) =
        (ending.mode, ending.enrolment_id, ending.step_id)
    else {
        batch.run(tx).await?;
        return Ok(false);
    };
    let end = SessionEnd {
        enrolment_id,
        step_id,
        attempt_id: ending.attempt_id,
    };
    completions::service::after_session(tx, app, batch, end, now).await?;
    Ok(true)
}

/// Ends the learner sessions that have lapsed; answers how many.
pub async fn end_lapsed(app: &AppState, now: DateTime<Utc>) -> Result<usize, sea_orm::DbErr> {
    let silent = queries::silent_attempts(app.db.read(), now - SILENCE, AT_MOST).await?;
    let mut ended = 0;
    for attempt_id in silent {
        let shared = app.clone();
        let result = app
            .db
            .write(move |tx| {
                let app = shared.clone();
                Box::pin(async move { end_one(tx, &app, attempt_id, now).await })
            })
            .await;
        match result {
            Ok(()) => ended += 1,
            Err(Refusal::Db(error)) => return Err(error),
            Err(error) => {
                tracing::error!(%attempt_id, %error, "a lapsed learner session cannot be ended");
            }
        }
    }
    Ok(ended)
}

/// From the last stored state, as suspended. The state itself stays as it is:
/// whoever was only away from the network goes on in the same session.
async fn end_one(
    tx: &DatabaseTransaction,
    app: &AppState,
    attempt_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let Some(row) = queries::lock_attempt(tx, attempt_id).await? else {
        return Ok(());
    };
    if row.session != SessionState::Open || now - SILENCE <= row.last_contact_at {
        return Ok(());
    }
    let last_contact_at = row.last_contact_at;
    let session = |finished| access::session(false, finished);
    let (batch, ending) = ended(tx, row, session, last_contact_at).await?;
    decide(tx, app, batch, ending, now).await?;
    tracing::info!(%attempt_id, "a lapsed learner session was ended");
    Ok(())
}

/// Ends an attempt that is not over, as it stands, because another is to follow
/// it. Players that have it open still are shut out: it does not change again.
pub(super) async fn give_up(
    tx: &DatabaseTransaction,
    app: &AppState,
    attempt_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let Some(row) = queries::lock_attempt(tx, attempt_id).await? else {
        return Ok(());
    };
    if row.session == SessionState::Ended {
        return Ok(());
    }
    queries::revoke_launches(tx, attempt_id, now).await?;
    let (batch, ending) = ended(tx, row, |_| SessionState::Ended, now).await?;
    decide(tx, app, batch, ending, now).await?;
    Ok(())
}

/// The write of the attempt as it is when its learner session ends now, in the
/// state that `session` makes of whether it is finished.
async fn ended(
    tx: &DatabaseTransaction,
    row: attempt::Model,
    session: impl FnOnce(bool) -> SessionState,
    at: DateTime<Utc>,
) -> Result<(Batch, Ending), Refusal> {
    let course = access::course(tx, row.package_version_id).await?;
    let mut state = AttemptState::from_bytes(&row.state)?;
    play::end_running(&course, &mut state, Leaving::Lapsed)?;
    let facts = play::facts(&course, &state);
    let written = queries::Written {
        attempt_id: row.id,
        generation: row.generation,
        session: session(facts.finished),
        state: row.state,
        current_item: row.current_item,
    };
    let mut batch = Batch::new(tx);
    queries::store_attempt(&mut batch, written, facts, at);
    let ending = Ending {
        enrolment_id: row.enrolment_id,
        step_id: row.step_id,
        attempt_id: row.id,
        mode: row.mode,
    };
    Ok((batch, ending))
}
