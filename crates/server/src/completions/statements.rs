//! What the end of a learner session says to the statement store.

use chrono::{DateTime, Utc};
use entity::{
    attempt, enrolment,
    values::{Completion, SessionState, Success},
};
use sea_orm::{DatabaseTransaction, DbErr};
use statement_store::{AttemptEnd, statements, store};
use uuid::Uuid;

use super::queries::Batch;
use crate::app::AppState;

/// Sends `batch`, and stores the statements of the attempt as it stands: last in
/// the transaction, since their order numbers are given under a lock of all.
pub(super) async fn tell(
    tx: &DatabaseTransaction,
    app: &AppState,
    batch: Batch,
    (enrolment, attempt): (&enrolment::Model, &attempt::Model),
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Some(step_id) = attempt.step_id else {
        return batch.run(tx).await;
    };
    let site = app.config.app_origin.to_string();
    let end = AttemptEnd {
        site: &site,
        person_id: enrolment.person_id,
        registration: enrolment.registration,
        step_id,
        attempt_id: attempt.id,
        is_completed: attempt.completion == Completion::Completed,
        is_passed: match attempt.success {
            Success::Unknown => None,
            Success::Passed => Some(true),
            Success::Failed => Some(false),
        },
        is_suspended: attempt.session == SessionState::Suspended,
        score_scaled: attempt.score_scaled,
        time_hundredths: u64::try_from(attempt.time_hundredths).unwrap_or(0),
        ended_at: now,
    };
    let told = statements(&end, Uuid::now_v7);
    let count = i64::try_from(told.len()).unwrap_or(i64::MAX);
    let last: i64 = batch
        .run_and_query(tx, &store::take_numbers(count))
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the statements' series".into()))?
        .try_get_by_index(0)?;
    let mut batch = Batch::new(tx);
    batch.add(&store::insert(&told, last - count + 1, now));
    batch.run(tx).await
}
