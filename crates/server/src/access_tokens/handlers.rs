//! HTTP: the administrator's pages about tokens.

use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    service::{self, NewToken},
    views,
};
use crate::{
    error::AppError,
    page::Page,
    routes::{ADMINISTRATORS, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/access-tokens", ADMINISTRATORS, list)
        .post("/access-tokens", ADMINISTRATORS, make)
        .get("/access-tokens/{id}/revoke", ADMINISTRATORS, ask_revoke)
        .post("/access-tokens/{id}/revoke", ADMINISTRATORS, revoke)
}

#[derive(Deserialize)]
struct Said {
    /// What was just done, for the line on top.
    #[serde(default)]
    done: String,
}

async fn list(page: Page, Query(said): Query<Said>) -> Result<Response, AppError> {
    let tokens = service::list(&page.app.db).await?;
    let form = views::TokenForm::default();
    let has_revoked = said.done == "revoked";
    page.render(&views::List::new(page.face, tokens, form).said(has_revoked))
}

/// The answer to the form is the page with the token: nothing else ever shows it.
async fn make(page: Page, Form(form): Form<views::TokenForm>) -> Result<Response, AppError> {
    let app = &page.app;
    let made_by = page.person()?.id;
    let new = match form.check() {
        Ok((name, role, email)) => NewToken {
            name,
            role,
            email,
            made_by: Some(made_by),
        },
        Err(errors) => return again(&page, form, errors).await,
    };
    let name = new.name.clone();
    match service::create_token(&app.db, new, app.clock.now()).await {
        Ok(token) => {
            let site = app.config.app_origin.to_string();
            page.render(&views::Made { name, token, site })
        }
        Err(error) => match AppError::from(error) {
            AppError::Invalid(message) => again(&page, form, [("person", message.id)].into()).await,
            other => Err(other),
        },
    }
}

/// The form as it was filled in, with what is wrong.
async fn again(
    page: &Page,
    form: views::TokenForm,
    errors: views::FormErrors,
) -> Result<Response, AppError> {
    let tokens = service::list(&page.app.db).await?;
    let view = views::List::new(page.face, tokens, form).with(errors);
    page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn ask_revoke(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let token = service::find(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    if token.revoked_at.is_some() {
        return Ok(Redirect::to("/access-tokens").into_response());
    }
    page.render(&views::Revoke::new(token))
}

async fn revoke(page: Page, Path(id): Path<Uuid>) -> Result<Redirect, AppError> {
    let by = page.person()?.id;
    service::find(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    service::revoke(&page.app, id, by, page.app.clock.now()).await?;
    Ok(Redirect::to("/access-tokens?done=revoked"))
}
