//! The PDF of a certificate: made once per face, kept in the store, and made
//! again from the same facts if it is lost.

use bytes::Bytes;
use certificates::{CertificateFacts, RenderError, render_pdf};
use chrono::{DateTime, Utc};
use entity::{certificate, rendered_document, values::Face};
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::queries;
use crate::{app::AppState, error::AppError, jobs::JobError, packages::objects, store::StoreError};

/// Documents that are typeset at the same time: each takes a processor.
static TYPESETTERS: Semaphore = Semaphore::const_new(2);

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub(super) enum DocumentError {
    #[error("the certificate's facts cannot be read: {0}")]
    Facts(#[from] serde_json::Error),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the thread that typeset the document is gone")]
    Gone,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<DocumentError> for AppError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Db(error) => error.into(),
            DocumentError::Render(RenderError::Facts(_) | RenderError::DoesNotFit) => {
                tracing::error!(%error, "a certificate cannot be printed");
                Self::refused("certificate-cannot-be-printed")
            }
            error => Self::below(&error),
        }
    }
}

impl From<DocumentError> for JobError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Db(error) => Self::Db(error),
            // The facts never change: neither does this answer.
            DocumentError::Facts(_) | DocumentError::Render(_) => Self::GiveUp(error.to_string()),
            DocumentError::Store(_) | DocumentError::Gone => Self::Retry(error.to_string()),
        }
    }
}

/// The PDF in this face, for somebody who waits for it.
pub(super) async fn pdf(
    app: &AppState,
    certificate: &certificate::Model,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Bytes, DocumentError> {
    make(app, certificate, face, Haste::Awaited, now).await
}

/// Makes the PDF ahead of the time when somebody asks for it.
pub(super) async fn prepare(
    app: &AppState,
    certificate: &certificate::Model,
    face: Face,
    now: DateTime<Utc>,
) -> Result<(), DocumentError> {
    make(app, certificate, face, Haste::Background, now).await?;
    Ok(())
}

/// Whether somebody waits for a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Haste {
    Awaited,
    /// Ahead of time: learners who are saving come first.
    Background,
}

/// The one that was made before, or a new one.
async fn make(
    app: &AppState,
    certificate: &certificate::Model,
    face: Face,
    haste: Haste,
    now: DateTime<Utc>,
) -> Result<Bytes, DocumentError> {
    if let Some(row) = queries::rendered(app.db.read(), certificate.id, face).await? {
        match app.store.get(&row.hash).await {
            Ok(content) => return Ok(content),
            Err(error) if error.is_loss() => {
                tracing::error!(serial = certificate.serial, %error, "a certificate's PDF is lost; it is made again");
                app.store.quarantine(&row.hash).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let content = typeset(certificate, face, haste).await?;
    let hash = hex::encode(Sha256::digest(&content));
    let size_bytes = content.len();
    objects::service::register(app, vec![(hash.clone(), size_bytes as u64)], now).await?;
    app.store.put_hashed(&hash, content.clone()).await?;
    let row = rendered_document::Model {
        certificate_id: certificate.id,
        face,
        hash,
        size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
        rendered_at: now,
    };
    app.db
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { queries::put_rendered(tx, row).await })
        })
        .await?;
    Ok(content)
}

async fn typeset(
    certificate: &certificate::Model,
    face: Face,
    haste: Haste,
) -> Result<Bytes, DocumentError> {
    let facts: CertificateFacts = serde_json::from_slice(&certificate.snapshot)?;
    let face = match face {
        Face::SrCyrl => certificates::Face::SrCyrl,
        Face::SrLatn => certificates::Face::SrLatn,
        Face::En => certificates::Face::En,
    };
    let _turn = TYPESETTERS
        .acquire()
        .await
        .map_err(|_| DocumentError::Gone)?;
    let (sender, receiver) = tokio::sync::oneshot::channel();
    // A thread of its own, whose priority ends with it.
    std::thread::Builder::new()
        .name("typesetter".to_owned())
        .spawn(move || {
            if haste == Haste::Background {
                step_back();
            }
            // Nobody waits any more when the request was given up.
            sender.send(render_pdf(&facts, face)).ok();
        })
        .map_err(|_| DocumentError::Gone)?;
    let content = receiver.await.map_err(|_| DocumentError::Gone)??;
    Ok(Bytes::from(content))
}

/// Leaves the processors to everything else that wants them. Linux alone has
/// this for a single thread; elsewhere the document is made as fast as it can be.
fn step_back() {
    #[cfg(target_os = "linux")]
    rustix::process::setpriority_process(None, 19).ok();
}
