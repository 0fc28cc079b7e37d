//! HTTP for holders and for anybody: one's certificates, their PDF, the check.

use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use certificates::{CheckCode, DocumentNumber};
use entity::values::Role;
use serde::Deserialize;
use uuid::Uuid;

use super::{checking, documents, queries, service, views};
use crate::{
    download::download,
    error::AppError,
    i18n,
    page::Page,
    routes::{Access, Routes},
    sign_in::{Client, Reader},
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/my-certificates", Access::SignedIn, mine)
        .get("/certificates/{id}/{file}", Access::SignedIn, pdf)
        .get("/check", Access::Public, check)
        .get("/check/{code}", Access::Public, check_code)
}

async fn mine(page: Page) -> Result<Response, AppError> {
    let reader = page.person()?;
    let certificates = service::certificates_of_person(&page.app.db, reader.id).await?;
    page.render(&views::Mine { certificates })
}

/// The PDF in the face that the file's name says, such as `en.pdf`.
async fn pdf(page: Page, Path((id, file)): Path<(Uuid, String)>) -> Result<Response, AppError> {
    let app = &page.app;
    let face = file
        .strip_suffix(".pdf")
        .and_then(i18n::from_tag)
        .ok_or(AppError::NotFound)?;
    let certificate = queries::find::<entity::certificate::Entity>(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let reader = page.person()?;
    if certificate.person_id != reader.id && !coordinates(reader) {
        return Err(AppError::NotFound);
    }
    if certificate.revoked_at.is_some() && !coordinates(reader) {
        return Err(AppError::refused("certificate-is-revoked"));
    }
    let content = documents::pdf(app, &certificate, face, app.clock.now()).await?;
    let name = format!("{}.pdf", certificate.serial);
    Ok(download(content, "application/pdf", (&name, None)))
}

pub(super) fn coordinates(reader: &Reader) -> bool {
    matches!(reader.role, Role::Coordinator | Role::Administrator)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

async fn check(
    page: Page,
    client: Client,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let (number, code) = (asked.number.trim(), asked.code.trim());
    let form = |problem| views::Check::form(number, code, problem);
    if number.is_empty() && code.is_empty() {
        return page.render(&form(None));
    }
    let refuse = |problem| page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &form(Some(problem)));
    let wanted: Option<DocumentNumber> = match number {
        "" => None,
        number => match number.parse() {
            Ok(number) => Some(number),
            Err(_) => return refuse("check-number-wrong"),
        },
    };
    let app = &page.app;
    if code.is_empty() {
        let Some(wanted) = wanted else {
            return page.render(&form(None));
        };
        return match checking::by_number(app, &client, wanted, app.clock.now()).await? {
            Some(found) => page.render(&views::Check::found(&found, page.face, false)),
            None => page.render_with(StatusCode::NOT_FOUND, &form(Some("check-number-unknown"))),
        };
    }
    let code: CheckCode = match code.parse() {
        Ok(code) => code,
        Err(error) => return refuse(checking::code_message(error)),
    };
    let found = checking::by_code(app, &code).await?;
    match (found, wanted) {
        (Some(found), Some(wanted)) if found.certificate.serial != wanted.to_string() => {
            page.render_with(StatusCode::NOT_FOUND, &form(Some("check-mismatch")))
        }
        (Some(_), _) => Ok(Redirect::to(&format!("/check/{}", code.compact())).into_response()),
        (None, _) => page.render_with(StatusCode::NOT_FOUND, &form(Some("check-code-unknown"))),
    }
}

async fn check_code(page: Page, Path(code): Path<String>) -> Result<Response, AppError> {
    let form = |problem| views::Check::form("", &code, Some(problem));
    let parsed: CheckCode = match code.parse() {
        Ok(code) => code,
        Err(error) => {
            let view = form(checking::code_message(error));
            return page.render_with(StatusCode::NOT_FOUND, &view);
        }
    };
    match checking::by_code(&page.app, &parsed).await? {
        Some(found) => page.render(&views::Check::found(&found, page.face, true)),
        None => page.render_with(StatusCode::NOT_FOUND, &form("check-code-unknown")),
    }
}
