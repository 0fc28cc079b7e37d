//! What people decide about completions and documents: facts taken anew,
//! documents issued by hand, documents withdrawn. Nothing is overwritten.

use chrono::{DateTime, Utc};
use entity::{completion, values::DocumentKind};
use grading::{DocumentDecision, Occasion};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{decide, facts, queries, queries::Batch, sources};
use crate::{
    app::AppState,
    audit,
    db::WriteError,
    error::{AppError, Message},
};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CorrectionError {
    #[error("no such record")]
    NoSuchRecord,
    #[error("the record was corrected already")]
    Replaced,
    #[error("no reason is given")]
    NoReason,
    #[error("the document was withdrawn already")]
    Revoked,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for CorrectionError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            Self::NoSuchRecord | Self::Replaced | Self::NoReason | Self::Revoked => None,
        }
    }
}

impl From<CorrectionError> for AppError {
    fn from(error: CorrectionError) -> Self {
        match error {
            CorrectionError::NoSuchRecord => Self::NotFound,
            CorrectionError::Replaced => Self::refused("completion-already-corrected"),
            CorrectionError::NoReason => Self::Invalid(Message::new("correction-needs-reason")),
            CorrectionError::Revoked => Self::refused("certificate-already-revoked"),
            CorrectionError::Db(error) => error.into(),
        }
    }
}

/// Who corrects, and why.
#[derive(Debug, Clone)]
pub(super) struct Because {
    pub(super) by: Uuid,
    pub(super) reason: String,
}

impl Because {
    pub(super) fn new(by: Uuid, reason: &str) -> Result<Self, CorrectionError> {
        let reason: String = reason.trim().chars().take(1000).collect();
        if reason.is_empty() {
            return Err(CorrectionError::NoReason);
        }
        Ok(Self { by, reason })
    }
}

/// Replaces the record by one with today's facts about the person, their
/// organisation, the programme and its trainers. What was achieved stays.
pub(super) async fn take_todays_facts(
    app: &AppState,
    completion_id: Uuid,
    because: Because,
    now: DateTime<Utc>,
) -> Result<Uuid, CorrectionError> {
    app.db
        .write(move |tx| {
            let because = because.clone();
            Box::pin(async move { replace(tx, completion_id, &because, now).await })
        })
        .await
}

/// The same of several records, all or none. One that was corrected meanwhile,
/// or of which today's records say nothing else, stays as it is.
pub(super) async fn take_todays_facts_of(
    app: &AppState,
    completion_ids: Vec<Uuid>,
    because: Because,
    now: DateTime<Utc>,
) -> Result<(), CorrectionError> {
    let changing: Vec<Uuid> = sources::changes(app, &completion_ids)
        .await?
        .into_iter()
        .filter(|it| !it.differences.is_empty())
        .map(|it| it.row.id)
        .collect();
    app.db
        .write(move |tx| {
            let (changing, because) = (changing.clone(), because.clone());
            Box::pin(async move {
                for completion_id in changing {
                    match replace(tx, completion_id, &because, now).await {
                        Ok(_) | Err(CorrectionError::Replaced) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(())
            })
        })
        .await
}

async fn replace(
    tx: &DatabaseTransaction,
    completion_id: Uuid,
    because: &Because,
    now: DateTime<Utc>,
) -> Result<Uuid, CorrectionError> {
    let old = queries::find::<completion::Entity>(tx, completion_id)
        .await?
        .ok_or(CorrectionError::NoSuchRecord)?;
    let around = queries::lock_enrolment(tx, old.enrolment_id)
        .await?
        .ok_or(CorrectionError::NoSuchRecord)?;
    // Read again under the lock: somebody may have just corrected it.
    let old = queries::find::<completion::Entity>(tx, completion_id)
        .await?
        .ok_or(CorrectionError::NoSuchRecord)?;
    if old.replaced_by_id.is_some() {
        return Err(CorrectionError::Replaced);
    }
    let trainers = queries::trainers(tx, around.course.id).await?;
    let mut new = completion::Model {
        id: Uuid::now_v7(),
        replaces_id: Some(old.id),
        recorded_at: now,
        recorded_by: Some(because.by),
        reason: Some(because.reason.clone()),
        ..old
    };
    facts::take(&mut new, &around, &trainers);
    let new_id = new.id;
    let mut batch = Batch::new(tx);
    batch.insert(new);
    queries::mark_replaced(&mut batch, completion_id, new_id);
    batch.run(tx).await?;
    let what = ("completion.corrected", new_id);
    noted(tx, because.by, what, &because.reason, now).await?;
    Ok(new_id)
}

/// Notes who did it to which record, and why.
async fn noted(
    tx: &DatabaseTransaction,
    by: Uuid,
    what: (&str, Uuid),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let detail = serde_json::json!({ "reason": reason });
    audit::note_with(tx, Some(by), what, &detail, now).await
}

/// Withdraws a document for good. Its number stays taken and its check page says so.
pub(super) async fn revoke(
    app: &AppState,
    certificate_id: Uuid,
    because: Because,
    now: DateTime<Utc>,
) -> Result<(), CorrectionError> {
    app.db
        .write(move |tx| {
            let because = because.clone();
            Box::pin(async move {
                let row = queries::lock_certificate(tx, certificate_id)
                    .await?
                    .ok_or(CorrectionError::NoSuchRecord)?;
                if row.revoked_at.is_some() {
                    return Err(CorrectionError::Revoked);
                }
                queries::revoke(tx, row.id, &because.reason, now).await?;
                let what = ("certificate.revoked", row.id);
                noted(tx, because.by, what, &because.reason, now).await?;
                Ok(())
            })
        })
        .await
}

/// What a coordinator would issue now for this enrolment, or why nothing.
pub(super) async fn would_issue(
    app: &AppState,
    enrolment_id: Uuid,
) -> Result<Option<DocumentDecision>, DbErr> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            let app = state.clone();
            Box::pin(async move { decide::would_issue(tx, &app, enrolment_id).await })
        })
        .await
}

/// Issues by hand what is due: a *potvrda* now, or the *uverenje* in place of one.
/// Answers the serial numbers; none when nothing was due.
pub(super) async fn issue_by_hand(
    app: &AppState,
    enrolment_id: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<String>, DbErr> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            let app = state.clone();
            Box::pin(async move {
                let occasion = Occasion::Coordinator;
                let decision = decide::decide(tx, &app, enrolment_id, occasion, now).await?;
                let issued = decision.map(|it| it.issued).unwrap_or_default();
                if let Some(serial) = issued.first() {
                    let what = ("certificate.issued_by_hand", enrolment_id);
                    noted(tx, by, what, serial, now).await?;
                }
                Ok::<_, DbErr>(issued)
            })
        })
        .await
}

/// The message for a kind of document.
pub(super) fn kind_message(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Uverenje => "certificate-kind-uverenje",
        DocumentKind::Potvrda => "certificate-kind-potvrda",
    }
}
