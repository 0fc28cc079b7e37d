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

use crate::{app::AppState, db::Db, error::AppError, sign_in::hash_token};

/// The holder of a bearer token.
#[derive(Debug, Clone)]
pub struct Caller {
    pub token_id: Uuid,
    pub role: Role,
    /// The person on whose behalf the token acts, if it is one person's.
    pub person_id: Option<Uuid>,
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
        match find(&app.db, &token).await {
            Ok(Some(caller)) => {
                request.extensions_mut().insert(caller);
            }
            Ok(None) => {}
            Err(error) => return AppError::from(error).into_response(),
        }
    }
    next.run(request).await
}

async fn find(db: &Db, token: &str) -> Result<Option<Caller>, DbErr> {
    let found = api_token::Entity::find()
        .filter(api_token::COLUMN.token_hash.eq(hash_token(token)))
        .filter(api_token::COLUMN.revoked_at.is_null())
        .find_also_related(person::Entity)
        .one(db.read())
        .await?;
    Ok(found.and_then(|(token, person)| {
        let cut = person.is_some_and(|it| it.status != PersonStatus::Active);
        (!cut).then_some(Caller {
            token_id: token.id,
            role: token.role,
            person_id: token.person_id,
        })
    }))
}
