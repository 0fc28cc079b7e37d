//! What a handler returns when it has no page to show, and the words for it.
//!
//! Features turn their own errors into [`AppError`] in one explicit `From`
//! impl: the place where a status and a message for the user are chosen. The
//! body is filled in later: `page::error_pages` makes an HTML page in the
//! reader's face, the automation interface a problem document (RFC 9457).

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;

use crate::{db::WriteError, outage::Outage, store::StoreError};

#[derive(Debug, Clone)]
pub(crate) enum AppError {
    NotSignedIn,
    /// Signed in, but without the right.
    Forbidden,
    NotFound,
    /// A rule said no (409); the message says why and what to do.
    Refused(Message),
    /// The request itself is wrong (422).
    Invalid(Message),
    /// Too much at once (413) or too many (429).
    TooLarge(Message),
    TooMany {
        retry_after_seconds: u64,
    },
    /// The server has more to do than it can; come back (503).
    Busy,
    /// There is no room left to write (507).
    Full,
    /// The database failed. Logged when the response is made.
    Database(Arc<DbErr>),
    /// A bug or an outage. Logged where it is made; the user sees no detail.
    Internal,
}

/// A message id of the catalogue with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) arguments: Vec<(&'static str, String)>,
}

impl Message {
    pub(crate) fn new(id: &'static str) -> Self {
        Self {
            id,
            arguments: Vec::new(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }
}

impl AppError {
    pub(crate) fn refused(id: &'static str) -> Self {
        Self::Refused(Message::new(id))
    }

    pub(crate) fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "request failed");
        Self::Internal
    }

    /// An error from below: an outage that passes, or a bug.
    pub(crate) fn below(error: &(dyn std::error::Error + 'static)) -> Self {
        match Outage::of(error) {
            Some(outage) => {
                tracing::error!(%error, "a request met an outage");
                outage.into()
            }
            None => Self::internal(&error),
        }
    }

    /// What passes by itself, if it is that.
    fn outage(&self) -> Option<Outage> {
        match self {
            Self::Busy => Some(Outage::Busy),
            Self::Full => Some(Outage::Full),
            Self::Database(error) => Outage::of_database(error),
            _ => None,
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Full | Self::Database(_) | Self::Internal => {
                Outage::status(self.outage())
            }
        }
    }

    /// The words for the user.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::NotSignedIn => Message::new("error-not-signed-in"),
            Self::Forbidden => Message::new("error-forbidden"),
            Self::NotFound => Message::new("error-not-found"),
            Self::Refused(message) | Self::Invalid(message) | Self::TooLarge(message) => {
                message.clone()
            }
            Self::TooMany {
                retry_after_seconds,
            } => Message::new("error-too-many").with("seconds", retry_after_seconds.to_string()),
            Self::Busy | Self::Full | Self::Database(_) | Self::Internal => {
                Message::new(match self.outage() {
                    Some(Outage::Busy) => "error-busy",
                    Some(Outage::Full) => "error-full",
                    None => "error-internal",
                })
            }
        }
    }
}

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        Self::Database(Arc::new(error))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::below(&error)
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        Self::below(&error)
    }
}

impl From<Outage> for AppError {
    fn from(outage: Outage) -> Self {
        match outage {
            Outage::Full => Self::Full,
            Outage::Busy => Self::Busy,
        }
    }
}

impl WriteError for AppError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl IntoResponse for AppError {
    /// Bare; the body follows in the reader's language.
    fn into_response(self) -> Response {
        if let Self::Database(error) = &self {
            tracing::error!(%error, "the database failed a request");
        }
        let mut response = self.status().into_response();
        let retry_after = match &self {
            Self::TooMany {
                retry_after_seconds,
            } => Some(*retry_after_seconds),
            _ => self.outage().map(Outage::retry_after_seconds),
        };
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(axum::http::header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}
