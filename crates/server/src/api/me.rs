//! Whose token this is.

use axum::{Extension, Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Caller, problem::Problem, queries};
use crate::{app::AppState, error::AppError};

/// The token that the request came with.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    /// `trainer`, `coordinator` or `administrator`.
    #[schema(value_type = String)]
    role: entity::values::Role,
    /// What the token was called when it was made.
    token_name: String,
    /// The person on whose behalf it acts; none for the centre's own programs.
    person_id: Option<Uuid>,
    /// The version of the server.
    server_version: &'static str,
}

/// Whose token this is, and what it may do.
#[utoipa::path(get, path = "/api/v1/me", tag = "token", operation_id = "me",
    responses((status = 200, body = Me)))]
pub(super) async fn me(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<Me>, Problem> {
    let token = queries::find::<entity::api_token::Entity>(app.db.read(), caller.token_id)
        .await?
        .ok_or(AppError::NotSignedIn)?;
    Ok(Json(Me {
        role: caller.role,
        token_name: token.name,
        person_id: caller.person_id,
        server_version: env!("CARGO_PKG_VERSION"),
    }))
}
