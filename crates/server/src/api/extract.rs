//! What handlers take out of a request; what is wrong with it comes back in words.

use axum::{
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{JsonRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use entity::values::Face;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::problem::Problem;
use crate::{
    error::{AppError, Message},
    i18n,
};

/// A JSON body. Fields that nobody asked for are refused by the type's own
/// `deny_unknown_fields`.
pub(super) struct Json<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(json_problem(&rejection)),
        }
    }
}

fn json_problem(rejection: &JsonRejection) -> Problem {
    let reason = reason(&rejection.body_text());
    match rejection {
        JsonRejection::JsonDataError(_) => {
            Problem::invalid(Message::new("api-json-data").with("reason", reason))
        }
        JsonRejection::JsonSyntaxError(_) => Problem::with_status(
            StatusCode::BAD_REQUEST,
            Message::new("api-json-syntax").with("reason", reason),
        ),
        JsonRejection::MissingJsonContentType(_) => unsupported("application/json"),
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => body_broken(),
    }
}

/// What the parser says, without the framework's introduction.
fn reason(text: &str) -> String {
    let known = text.split_once("target type: ").map(|(_, it)| it);
    let known = known.or_else(|| text.split_once("as JSON: ").map(|(_, it)| it));
    known.unwrap_or(text).to_owned()
}

pub(super) fn unsupported(wanted: &str) -> Problem {
    Problem::with_status(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Message::new("api-media-type").with("wanted", wanted),
    )
}

pub(super) fn too_large() -> Problem {
    AppError::TooLarge(Message::new("api-body-too-large")).into()
}

/// The body did not arrive as it was announced.
pub(super) fn body_broken() -> Problem {
    Problem::with_status(StatusCode::BAD_REQUEST, Message::new("api-body-broken"))
}

/// The parameters behind the question mark.
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|rejection: QueryRejection| {
                let text = rejection.body_text();
                let reason = text.split_once("query string: ").map(|(_, it)| it);
                let reason = reason.unwrap_or(&text).to_owned();
                Problem::invalid(Message::new("api-query").with("reason", reason))
            })
    }
}

/// The `{id}` of the path. What is no UUID names nothing.
pub(super) struct Id(pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let id = axum::extract::Path::<Uuid>::from_request_parts(parts, state).await;
        id.map(|axum::extract::Path(id)| Self(id))
            .map_err(|_| Problem::with_status(StatusCode::NOT_FOUND, Message::new("api-bad-id")))
    }
}

/// The two ids of a path such as `/courses/{id}/steps/{step_id}`.
pub(super) struct Ids(pub(super) Uuid, pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Ids {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let ids = axum::extract::Path::<(Uuid, Uuid)>::from_request_parts(parts, state).await;
        ids.map(|axum::extract::Path((first, second))| Self(first, second))
            .map_err(|_| Problem::with_status(StatusCode::NOT_FOUND, Message::new("api-bad-id")))
    }
}

/// The language that the caller reads; English unless it says otherwise.
pub(super) struct Reads(pub(super) Face);

impl<S: Send + Sync> FromRequestParts<S> for Reads {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(face_of(&parts.headers)))
    }
}

pub(super) fn face_of(headers: &HeaderMap) -> Face {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|it| it.to_str().ok())
        .filter(|it| it.trim() != "*")
        .map_or(Face::En, i18n::from_accept_language)
}
