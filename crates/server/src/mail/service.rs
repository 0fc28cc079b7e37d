//! The feature's use cases: queue a mail in the transaction it belongs to, send it by a job.

use chrono::{DateTime, Utc};
use entity::{mail_message, values::Face};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{queries, transport::one_line};
use crate::{
    app::AppState,
    db::Db,
    jobs::{self, JobError},
};

/// The kind of the job that sends one mail.
pub(crate) const SEND: &str = "send_mail";

/// A mail to be sent; [`super::compose`] writes it from templates.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) person_id: Option<Uuid>,
    pub(crate) to: String,
    pub(crate) face: Face,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    mail_id: Uuid,
}

/// Stores the mail and the job that sends it.
pub(crate) async fn queue(
    tx: &DatabaseTransaction,
    mail: Mail,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    queue_once(tx, Uuid::now_v7(), mail, now).await
}

/// The same under an id that the caller chose; a mail that has it already stays the only one.
pub(crate) async fn queue_once(
    tx: &DatabaseTransaction,
    mail_id: Uuid,
    mail: Mail,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if queries::insert_once(tx, row(mail_id, mail, now)).await? {
        jobs::service::enqueue(tx, SEND, &Payload { mail_id }, now).await?;
    }
    Ok(())
}

/// Sends one mail. Run again after a crash it may send a second time, never not at all.
pub(crate) async fn run_job(app: &AppState, payload: &[u8]) -> Result<(), JobError> {
    let Payload { mail_id } = serde_json::from_slice(payload)
        .map_err(|_| JobError::GiveUp("the job names no mail".into()))?;
    let mail = queries::find::<mail_message::Entity>(app.db.read(), mail_id)
        .await?
        .ok_or_else(|| JobError::GiveUp("the mail is gone".into()))?;
    if mail.sent_at.is_some() {
        return Ok(());
    }
    let sent = app.mail.send(&mail).await;
    let now = app.clock.now();
    let outcome = match &sent {
        Ok(()) => (Some(now), None),
        Err(error) => (None, Some(error.to_string())),
    };
    app.db
        .write(move |tx| {
            let (sent_at, failed_with) = outcome.clone();
            Box::pin(queries::set_outcome(tx, mail_id, sent_at, failed_with))
        })
        .await?;
    sent.map_err(|error| {
        if error.is_final() {
            JobError::GiveUp(error.to_string())
        } else {
            JobError::Retry(error.to_string())
        }
    })
}

/// Sends at once, past the queue, and says how it went: for the set-up guide's test.
pub(crate) async fn send_now(
    app: &AppState,
    mail: Mail,
) -> Result<(), super::transport::SendError> {
    app.mail
        .send(&row(Uuid::now_v7(), mail, app.clock.now()))
        .await
}

fn row(id: Uuid, mail: Mail, now: DateTime<Utc>) -> mail_message::Model {
    mail_message::Model {
        id,
        person_id: mail.person_id,
        recipient: mail.to,
        subject: one_line(&mail.subject),
        text_body: mail.text,
        html_body: mail.html,
        face: mail.face,
        created_at: now,
        sent_at: None,
        failed_with: None,
    }
}

/// The newest mails, for the demo's page.
pub(super) async fn newest(db: &Db) -> Result<Vec<mail_message::Model>, DbErr> {
    queries::newest(db.read(), 100).await
}

pub(super) async fn find(db: &Db, id: Uuid) -> Result<Option<mail_message::Model>, DbErr> {
    queries::find::<mail_message::Entity>(db.read(), id).await
}
