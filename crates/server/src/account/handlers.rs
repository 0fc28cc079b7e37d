//! HTTP: what people see and change of their own account.

use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::views;
use crate::{
    error::{AppError, Message},
    i18n,
    page::{Page, local_path},
    people::{self, NameFields, service::Details},
    routes::{Access, Routes},
    sign_in::{self, Client, ways::PasswordError, with_session},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/account", Access::SignedIn, show)
        .get("/account/details", Access::SignedIn, show_details)
        .post("/account/details", Access::SignedIn, check_details)
        .post("/account/face", Access::SignedIn, choose_face)
        .post("/account/password", Access::SignedIn, change_password)
        .post("/account/sessions/{id}/end", Access::SignedIn, end_session)
        .post(
            "/account/sign-out-everywhere",
            Access::SignedIn,
            sign_out_everywhere,
        )
}

#[derive(Deserialize)]
struct Said {
    /// What was just done, for the line on top.
    #[serde(default)]
    done: String,
}

async fn show(page: Page, Query(said): Query<Said>) -> Result<Response, AppError> {
    let view = account(&page, &said.done).await?;
    page.render(&view)
}

async fn account(page: &Page, done: &str) -> Result<views::Account, AppError> {
    let reader = page.person()?;
    let app = &page.app;
    let person = people::service::find(&app.db, reader.id)
        .await?
        .ok_or(AppError::NotFound)?;
    let sessions = sign_in::sessions(&app.db, reader.id, app.clock.now()).await?;
    Ok(views::Account::new(reader, &person, sessions, done))
}

#[derive(Deserialize)]
struct Back {
    #[serde(default, rename = "return")]
    return_to: String,
}

async fn show_details(page: Page, Query(back): Query<Back>) -> Result<Response, AppError> {
    let reader = page.person()?;
    let db = &page.app.db;
    let person = people::service::find(db, reader.id)
        .await?
        .ok_or(AppError::NotFound)?;
    let organisations = people::service::organisations(db, page.face).await?;
    let view = views::DetailsPage::of(&person, organisations, back.return_to);
    page.render(&view)
}

#[derive(Deserialize)]
struct DetailsForm {
    #[serde(default)]
    given_name: String,
    #[serde(default)]
    family_name: String,
    #[serde(default)]
    given_name_cyrl: String,
    #[serde(default)]
    family_name_cyrl: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    post: String,
    #[serde(default, rename = "return")]
    return_to: String,
}

async fn check_details(page: Page, Form(form): Form<DetailsForm>) -> Result<Response, AppError> {
    let reader = page.person()?;
    let app = &page.app;
    let fields = NameFields {
        given_name: form.given_name,
        family_name: form.family_name,
        given_name_cyrl: form.given_name_cyrl,
        family_name_cyrl: form.family_name_cyrl,
    };
    let Some(names) = fields.complete() else {
        let organisations = people::service::organisations(&app.db, page.face).await?;
        let view = views::DetailsPage::again(
            fields,
            form.organisation,
            form.post,
            organisations,
            form.return_to,
        );
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let details = Details {
        names,
        organisation: form.organisation,
        post: form.post,
    };
    people::service::check_details(&app.db, reader.id, details, app.clock.now()).await?;
    let to = local_path(&form.return_to).unwrap_or("/account?done=details");
    Ok(Redirect::to(to).into_response())
}

#[derive(Deserialize)]
struct FaceForm {
    #[serde(default)]
    face: String,
}

async fn choose_face(page: Page, Form(form): Form<FaceForm>) -> Result<Response, AppError> {
    let reader = page.person()?;
    let face = i18n::from_tag(&form.face).ok_or(AppError::NotFound)?;
    people::service::set_face(&page.app.db, reader.id, face).await?;
    // The switch keeps the choice in this browser too.
    let to = format!("/face/{}?back=/account?done=face", i18n::tag(face));
    Ok(Redirect::to(&to).into_response())
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    current: String,
    #[serde(default)]
    new: String,
}

async fn change_password(
    page: Page,
    client: Client,
    Form(form): Form<PasswordForm>,
) -> Result<Response, AppError> {
    let reader = page.person()?;
    let changed =
        sign_in::ways::change_password(&page.app, &client, reader, &form.current, &form.new).await;
    let fault = match changed {
        Ok(token) => return Ok(with_session(&page.app, &token, "/account?done=password")),
        Err(PasswordError::App(error)) => return Err(error),
        Err(PasswordError::WrongCurrent) => Message::new("password-current-wrong"),
        Err(PasswordError::InvitationOnly) => Message::new("password-needs-link"),
        Err(PasswordError::Unfit(message)) => message,
    };
    let view = account(&page, "").await?.with_fault(page.translate(&fault));
    page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

async fn end_session(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let reader = page.person()?;
    sign_in::end_session(&page.app.db, reader.id, id).await?;
    Ok(Redirect::to("/account?done=session").into_response())
}

async fn sign_out_everywhere(page: Page) -> Result<Response, AppError> {
    let person_id = page.person()?.id;
    page.app
        .db
        .write(move |tx| Box::pin(sign_in::end_all_sessions(tx, person_id)))
        .await?;
    Ok(with_session(&page.app, "", "/sign-in"))
}
