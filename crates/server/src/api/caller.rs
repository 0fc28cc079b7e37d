//! Whose bearer token came with the request. Cookies count for nothing here.

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use entity::{
    api_token, person,
    values::{PersonStatus, Role},
};
use sea_orm::{DbErr, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    access_tokens::{note_use, rank},
    app::AppState,
    error::AppError,
    sign_in::hash_token,
};

/// The holder of a bearer token.
#[derive(Debug, Clone)]
pub struct Caller {
    pub token_id: Uuid,
    pub role: Role,
    /// The person on whose behalf the token acts, if it is one person's.
    pub person_id: Option<Uuid>,
}

impl Caller {
    /// Whether the course that this person made is among those the caller may manage.
    pub(super) fn manages(&self, created_by: Option<Uuid>) -> bool {
        match self.role {
            Role::Administrator | Role::Coordinator => true,
            Role::Trainer => self.person_id.is_some() && self.person_id == created_by,
            Role::Trainee => false,
        }
    }
}

/// Puts the token's [`Caller`] into the request.
pub(crate) async fn load_caller(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let token = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim().to_owned());
    if let Some(token) = token {
        match find(&app, &token).await {
            Ok(Some(caller)) => {
                request.extensions_mut().insert(caller);
            }
            Ok(None) => {}
            Err(error) => return AppError::from(error).into_response(),
        }
    }
    next.run(request).await
}

async fn find(app: &AppState, token: &str) -> Result<Option<Caller>, DbErr> {
    let found = api_token::Entity::find()
        .filter(api_token::COLUMN.token_hash.eq(hash_token(token)))
        .filter(api_token::COLUMN.revoked_at.is_null())
        .find_also_related(person::Entity)
        .one(app.db.read())
        .await?;
    Ok(found.and_then(|(token, person)| {
        let cut = person
            .as_ref()
            .is_some_and(|it| it.status != PersonStatus::Active);
        // Who lost a role lost it for their tokens too.
        let role = person
            .map(|it| it.role)
            .filter(|it| rank(*it) < rank(token.role))
            .unwrap_or(token.role);
        (!cut).then(|| {
            note_use(app, &token);
            Caller {
                token_id: token.id,
                role,
                person_id: token.person_id,
            }
        })
    }))
}
