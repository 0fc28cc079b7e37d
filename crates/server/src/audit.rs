//! Who did what to what: a row for each deed that somebody may be asked about,
//! in the transaction that does it.

use chrono::{DateTime, Utc};
use entity::audit_event;
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::rows;

/// Notes that `by` did `action` to the thing with this id. An action begins with
/// the kind of the thing: `person.added`.
pub(crate) async fn note(
    tx: &DatabaseTransaction,
    by: Option<Uuid>,
    action: &str,
    subject_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    note_with(tx, by, (action, subject_id), &json!({}), now).await
}

/// The same, with what else is to be known of it.
pub(crate) async fn note_with(
    tx: &DatabaseTransaction,
    by: Option<Uuid>,
    (action, subject_id): (&str, Uuid),
    detail: &Value,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let event = audit_event::Model {
        id: Uuid::now_v7(),
        at: now,
        actor_id: by,
        action: action.to_owned(),
        subject_kind: action.split('.').next().unwrap_or(action).to_owned(),
        subject_id: Some(subject_id),
        detail: detail.to_string().into_bytes(),
    };
    rows::insert(tx, event).await
}
