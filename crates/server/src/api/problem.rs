//! Errors as problem documents (RFC 9457).

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;
use serde_json::{Map, Value};

use super::extract::face_of;
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    i18n,
};

/// What a handler answers when it cannot do what was asked.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    error: AppError,
    /// Where [`AppError`] knows no status of this kind.
    status: Option<StatusCode>,
    members: Map<String, Value>,
}

/// What a problem document says beside the standard's members.
#[derive(Clone)]
struct Members(Map<String, Value>);

impl Problem {
    /// The request is understood, but says something wrong (422).
    pub(super) fn invalid(message: Message) -> Self {
        AppError::Invalid(message).into()
    }

    /// A status that is not among those of pages.
    pub(super) fn with_status(status: StatusCode, message: Message) -> Self {
        Self {
            status: Some(status),
            ..Self::invalid(message)
        }
    }

    pub(super) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.members.insert(member.to_owned(), value.into());
        self
    }
}

impl<E: Into<AppError>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
            status: None,
            members: Map::new(),
        }
    }
}

impl WriteError for Problem {
    fn database(&self) -> Option<&DbErr> {
        self.error.database()
    }
}

impl IntoResponse for Problem {
    /// Bare; the document is made in the caller's language by [`problems`].
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        response.extensions_mut().insert(Members(self.members));
        response
    }
}

/// Gives every response that is an error its problem document.
pub(crate) async fn problems(State(_): State<AppState>, request: Request, next: Next) -> Response {
    let face = face_of(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let message = match response.extensions().get::<AppError>() {
        Some(error) => message_of(error),
        None => message_of_status(status),
    };
    let mut document = response
        .extensions()
        .get::<Members>()
        .map_or_else(Map::new, |it| it.0.clone());
    let members: [(&str, Value); 4] = [
        ("type", format!("urn:obuka:problem:{}", message.id).into()),
        ("title", status.canonical_reason().unwrap_or("Error").into()),
        ("status", status.as_u16().into()),
        ("detail", i18n::translate(face, &message).into()),
    ];
    document.extend(members.map(|(name, value)| (name.to_owned(), value)));
    let mut body = Json(Value::Object(document)).into_response();
    *body.status_mut() = status;
    body.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    body.headers_mut().insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(i18n::tag(face)),
    );
    if status == StatusCode::UNAUTHORIZED {
        body.headers_mut().insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static("Bearer realm=\"obuka\""),
        );
    }
    if let Some(after) = response.headers().get(header::RETRY_AFTER) {
        body.headers_mut()
            .insert(header::RETRY_AFTER, after.clone());
    }
    body
}

/// The words of pages are for people who look at a page; a program's author needs others.
fn message_of(error: &AppError) -> Message {
    let message = error.message();
    let id = match message.id {
        "error-not-signed-in" => "api-no-token",
        "error-forbidden" => "api-forbidden",
        "error-not-found" => "api-not-found",
        "error-internal" => "api-internal",
        _ => return message,
    };
    Message::new(id)
}

/// For what the framework itself refuses.
fn message_of_status(status: StatusCode) -> Message {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => Message::new("api-method"),
        StatusCode::PAYLOAD_TOO_LARGE => Message::new("api-body-too-large"),
        StatusCode::NOT_FOUND => Message::new("api-not-found"),
        status if status.is_server_error() => Message::new("api-internal"),
        _ => Message::new("api-request-wrong"),
    }
}
