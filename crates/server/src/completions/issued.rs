//! What follows the issue of a document: its PDF is made, and its holder is
//! told by mail. One job does both, so that the transaction that issues carries
//! one row for it and waits for neither.

use chrono::{DateTime, Duration, Utc};
use entity::{
    certificate, person,
    values::{DocumentKind, Face},
};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{corrections::kind_message, documents, queries, queries::Batch};
use crate::{
    app::AppState,
    error::Message,
    i18n,
    jobs::{self, JobError},
    mail::{self, MailView, Recipient},
};

/// The kind of the job that follows the issue of a document.
pub(crate) const ISSUED: &str = "certificate_issued";
/// What was reached longer ago than this when it is entered is history, and no news to its holder.
const NEWS: Duration = Duration::hours(1);

#[derive(Serialize, Deserialize)]
struct Payload {
    certificate_id: Uuid,
    announce: bool,
}

/// Queues the job, in the transaction that issues the document.
pub(super) fn queue(
    batch: &mut Batch,
    app: &AppState,
    certificate_id: Uuid,
    issued_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let payload = Payload {
        certificate_id,
        announce: app.clock.now() - issued_at <= NEWS,
    };
    jobs::service::enqueue_in(batch, ISSUED, &payload, issued_at)
}

/// Makes the PDF in the person's own face, then tells the person: the mail's link finds it ready.
pub(crate) async fn run_job(app: &AppState, payload: &[u8]) -> Result<(), JobError> {
    let Payload {
        certificate_id,
        announce,
    } = serde_json::from_slice(payload).map_err(|error| JobError::GiveUp(error.to_string()))?;
    let db = app.db.read();
    let Some((certificate, person)) = queries::certificate_and_person(db, certificate_id).await?
    else {
        return Err(JobError::GiveUp("the certificate is not there".into()));
    };
    let now = app.clock.now();
    let made = documents::prepare(app, &certificate, person.face, now)
        .await
        .map_err(JobError::from);
    // A document that cannot be printed is issued all the same; one that can be later waits.
    let is_settled = matches!(made, Ok(()) | Err(JobError::GiveUp(_)));
    if announce && is_settled {
        tell(app, &certificate, &person, now).await?;
    }
    made
}

/// Queues the mail, unless there is nobody to read it or the document is withdrawn already.
async fn tell(
    app: &AppState,
    certificate: &certificate::Model,
    person: &person::Model,
    now: DateTime<Utc>,
) -> Result<(), JobError> {
    if person.email.is_empty() || certificate.revoked_at.is_some() {
        return Ok(());
    }
    let Some(around) = queries::around(app.db.read(), certificate.enrolment_id).await? else {
        return Ok(());
    };
    let recipient = Recipient {
        person_id: Some(person.id),
        email: person.email.clone(),
        face: person.face,
    };
    let view = IssuedMail::new(app, certificate, around.course.title, person.face);
    let mail = mail::compose(app, recipient, &view)
        .map_err(|error| JobError::Retry(format!("{error:?}")))?;
    // The mail bears the certificate's id: a job that runs twice queues it once.
    let mail_id = certificate.id;
    app.db
        .write(move |tx| {
            let mail = mail.clone();
            Box::pin(async move { mail::service::queue_once(tx, mail_id, mail, now).await })
        })
        .await?;
    Ok(())
}

/// The mail to the holder.
#[derive(Debug, Serialize)]
struct IssuedMail {
    kind: DocumentKind,
    #[serde(skip)]
    kind_name: String,
    serial: String,
    course: String,
    issued_on: String,
    /// The PDF in the reader's face; it asks for a sign-in.
    pdf_url: String,
    all_url: String,
    /// Where anybody checks the document.
    check_url: String,
}

impl IssuedMail {
    fn new(app: &AppState, certificate: &certificate::Model, course: String, face: Face) -> Self {
        let origin = &app.config.app_origin;
        let pdf = format!("/certificates/{}/{}.pdf", certificate.id, i18n::tag(face));
        Self {
            kind: certificate.kind,
            kind_name: i18n::translate(face, &Message::new(kind_message(certificate.kind))),
            serial: certificate.serial.clone(),
            course,
            issued_on: certificate.issued_on.to_string(),
            pdf_url: origin.url(&pdf),
            all_url: origin.url("/my-certificates"),
            check_url: origin.url(&format!("/check/{}", certificate.check_code)),
        }
    }
}

impl MailView for IssuedMail {
    const NAME: &'static str = "certificate_issued";

    fn subject(&self) -> Message {
        Message::new("mail-certificate-subject")
            .with("kind", &self.kind_name)
            .with("serial", &self.serial)
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |kind| Self {
            kind,
            kind_name: "Уверење".into(),
            serial: "U-2026-000123".into(),
            course: "Поверљивост <b>".into(),
            issued_on: "2026-11-24".into(),
            pdf_url: "http://localhost/certificates/x/en.pdf".into(),
            all_url: "http://localhost/my-certificates".into(),
            check_url: "http://localhost/check/x".into(),
        };
        vec![
            sample(DocumentKind::Uverenje),
            sample(DocumentKind::Potvrda),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_mail_renders() {
        crate::mail::tests::renders::<super::IssuedMail>();
    }
}
