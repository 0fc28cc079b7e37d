//! HTTP: the sign-in page, mailed links, invitations, signing out.

use axum::{
    Extension, Form,
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use entity::values::Role;
use serde::Deserialize;

use super::{
    Client, Reader, invitations,
    service::{self, session_cookie},
    views::{self, Notice},
    ways::{self, SignInError},
};
use crate::{
    app::AppState,
    error::AppError,
    page::{Page, local_path},
    routes::{Access, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Access::Public, show)
        .post("/sign-in", Access::Public, by_password)
        .post("/sign-in/link", Access::Public, want_link)
        .get("/sign-in/link/{token}", Access::Public, show_link)
        .post("/sign-in/link/{token}", Access::Public, by_link)
        .post("/sign-out", Access::SignedIn, sign_out)
        .post("/demo/sign-in", Access::Public, in_the_demo)
        .get("/invitation/{token}", Access::Public, show_invitation)
        .post("/invitation/{token}", Access::Public, accept_invitation)
        .post("/invitation/{token}/again", Access::Public, send_again)
}

#[derive(Deserialize)]
struct ReturnTo {
    #[serde(default, rename = "return")]
    return_to: String,
}

impl ReturnTo {
    /// Where to go once signed in: a page of this site, else the home page.
    fn path(&self) -> &str {
        local_path(&self.return_to).unwrap_or("/home")
    }
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(flatten)]
    back: ReturnTo,
}

#[derive(Deserialize)]
struct LinkForm {
    #[serde(default)]
    email: String,
    #[serde(flatten)]
    back: ReturnTo,
}

#[derive(Deserialize)]
struct DemoForm {
    role: Role,
    #[serde(flatten)]
    back: ReturnTo,
}

/// The answer that hands the browser its new session.
pub(crate) fn with_session(app: &AppState, token: &str, to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&session_cookie(&app.config, token)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Pages whose address is a secret do not tell it to other sites.
fn keep_address(mut response: Response) -> Response {
    let policy = HeaderValue::from_static("same-origin");
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, policy);
    response
}

async fn show(page: Page, Query(back): Query<ReturnTo>) -> Result<Response, AppError> {
    page.render(&views::SignIn::new(back.path(), ""))
}

async fn by_password(
    page: Page,
    client: Client,
    before: Option<Extension<Reader>>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let before = before.as_deref();
    match ways::by_password(app, &client, before, &form.email, &form.password).await {
        Ok(token) => Ok(with_session(app, &token, form.back.path())),
        Err(SignInError::Wrong) => {
            let view = views::SignIn::new(form.back.path(), &form.email).with(Notice::Wrong);
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(SignInError::App(AppError::TooMany {
            retry_after_seconds,
        })) => too_many(&page, &form, retry_after_seconds),
        Err(error) => Err(error.into()),
    }
}

/// The form again, with the wait and the way around it: a link by mail.
fn too_many(page: &Page, form: &PasswordForm, seconds: u64) -> Result<Response, AppError> {
    let notice = Notice::Wait {
        minutes: seconds.div_ceil(60),
    };
    let view = views::SignIn::new(form.back.path(), &form.email).with(notice);
    let mut response = page.render_with(StatusCode::TOO_MANY_REQUESTS, &view)?;
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

async fn want_link(
    page: Page,
    client: Client,
    Form(form): Form<LinkForm>,
) -> Result<Response, AppError> {
    let return_to = local_path(&form.back.return_to);
    ways::want_link(&page.app, &client, &form.email, return_to).await?;
    page.render(&views::SignIn::new(form.back.path(), &form.email).with(Notice::Mailed))
}

async fn show_link(
    page: Page,
    Path(token): Path<String>,
    Query(back): Query<ReturnTo>,
) -> Result<Response, AppError> {
    let is_good = ways::link_is_good(&page.app, &token).await?;
    let status = if is_good {
        StatusCode::OK
    } else {
        StatusCode::GONE
    };
    let view = views::Link::new(is_good, &token, back.path());
    page.render_with(status, &view).map(keep_address)
}

async fn by_link(
    page: Page,
    client: Client,
    Path(token): Path<String>,
    Form(back): Form<ReturnTo>,
) -> Result<Response, AppError> {
    match ways::by_link(&page.app, &client, page.reader.as_ref(), &token).await {
        Ok(session) => Ok(with_session(&page.app, &session, back.path())),
        Err(SignInError::LinkOver) => {
            let view = views::Link::new(false, &token, back.path());
            page.render_with(StatusCode::GONE, &view)
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_out(page: Page) -> Result<Response, AppError> {
    let reader = page.person()?;
    service::end_session(&page.app.db, reader.id, reader.session_id).await?;
    Ok(with_session(&page.app, "", "/"))
}

async fn in_the_demo(
    page: Page,
    client: Client,
    Form(form): Form<DemoForm>,
) -> Result<Response, AppError> {
    let token = ways::in_the_demo(&page.app, &client, page.reader.as_ref(), form.role).await?;
    Ok(with_session(&page.app, &token, form.back.path()))
}

async fn show_invitation(page: Page, Path(token): Path<String>) -> Result<Response, AppError> {
    let found = invitations::find(&page.app, &token).await?;
    let reader_id = page.reader.as_ref().map(|it| it.id);
    let view = views::Invitation::new(found.as_ref(), &token, reader_id);
    let status = StatusCode::from_u16(view.status()).unwrap_or(StatusCode::OK);
    page.render_with(status, &view).map(keep_address)
}

async fn accept_invitation(
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let found = invitations::find(&page.app, &token).await?;
    let Some(found) = found.filter(|it| it.standing == invitations::Standing::Open) else {
        return show_invitation(page, Path(token)).await;
    };
    let course = format!("/courses/{}", found.course.id);
    let to = if found.person.details_checked_at.is_none() {
        format!("/account/details?return={course}")
    } else {
        course
    };
    let session = invitations::accept(&page.app, &client, page.reader.as_ref(), found).await?;
    Ok(with_session(&page.app, &session, &to))
}

async fn send_again(
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let found = invitations::find(&page.app, &token).await?;
    if let Some(found) = &found
        && found.standing == invitations::Standing::Expired
    {
        invitations::send_again(&page.app, &client, found).await?;
        let view = views::Invitation::new(Some(found), &token, None).sent_again();
        return page.render(&view);
    }
    show_invitation(page, Path(token)).await
}
