//! The public check of a document: what anybody may learn from its number, and
//! what only from its code.

use certificates::{CertificateFacts, CheckCode, CodeError, DocumentNumber};
use chrono::{DateTime, Utc};
use entity::certificate;
use sea_orm::DbErr;

use super::queries;
use crate::{
    app::AppState,
    error::AppError,
    sign_in::{Client, Gate, enter, forgive},
};

/// A document that was found.
pub(super) struct Found {
    pub(super) certificate: certificate::Model,
    pub(super) facts: Option<CertificateFacts>,
}

impl Found {
    fn new(certificate: certificate::Model) -> Self {
        let facts = serde_json::from_slice(&certificate.snapshot).ok();
        Self { certificate, facts }
    }
}

/// Why there is nothing to show, as a message.
pub(super) fn code_message(error: CodeError) -> &'static str {
    match error {
        CodeError::Length { .. } => "check-code-length",
        CodeError::Letter { .. } => "check-code-letter",
        CodeError::Mistyped => "check-code-mistyped",
    }
}

/// By code: 128 random bits that nobody guesses.
pub(super) async fn by_code(app: &AppState, code: &CheckCode) -> Result<Option<Found>, DbErr> {
    let row = queries::certificate_by_code(app.db.read(), &code.compact()).await?;
    Ok(row.map(Found::new))
}

/// By number: numbers follow each other, so whoever only tries them is slowed down.
pub(super) async fn by_number(
    app: &AppState,
    client: &Client,
    number: DocumentNumber,
    now: DateTime<Utc>,
) -> Result<Option<Found>, AppError> {
    let gate = Gate::secret("certificate number", client.network);
    enter(&app.db, &gate, now).await?;
    let row = queries::certificate_by_serial(app.db.read(), &number.to_string()).await?;
    if row.is_some() {
        forgive(&app.db, &gate, now).await?;
    }
    Ok(row.map(Found::new))
}
