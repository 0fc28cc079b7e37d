//! HTTP: the guide, the logo, and the administrators' page for both.

use std::collections::HashMap;

use axum::{
    body::Bytes,
    extract::{Multipart, Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    logo::{Logo, LogoFault},
    service::{self, FirstAdministrator, Looks, SetUpError},
    views::{self, MailTest},
};
use crate::{
    app::AppState,
    error::{AppError, Message},
    page::Page,
    people::NameFields,
    routes::{ADMINISTRATORS, Access, Routes},
    sign_in::{Client, ways::password_fault, with_session},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/set-up", Access::Public, show)
        .post("/set-up", Access::Public, finish)
        .post("/set-up/mail-test", Access::Public, test_mail)
        .get("/site/logo/{hash}", Access::Public, logo)
        .get("/site", ADMINISTRATORS, show_site)
        .post("/site", ADMINISTRATORS, change_site)
}

/// Until the site is set up every page leads to the guide; what machines ask for does not.
pub(crate) async fn lead_to_guide(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if let Err(error) = app.site.refresh(&app.db).await {
        return AppError::from(error).into_response();
    }
    let path = request.uri().path();
    let is_free = ["/set-up", "/health", "/metrics", "/face/"]
        .iter()
        .any(|it| path.starts_with(it));
    if is_free {
        return next.run(request).await;
    }
    match service::is_open(&app).await {
        Ok(false) => next.run(request).await,
        Ok(true) => Redirect::to("/set-up").into_response(),
        Err(error) => AppError::from(error).into_response(),
    }
}

/// Once used the guide is not there any more.
async fn only_while_open(page: &Page) -> Result<(), AppError> {
    if service::is_open(&page.app).await? {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// What was sent: text fields by name, and the picture.
#[derive(Default)]
struct Sent {
    fields: HashMap<String, String>,
    logo: Option<Bytes>,
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Self, AppError> {
        let unreadable = |_| AppError::Invalid(Message::new("error-form-too-large"));
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "logo" {
                let bytes = field.bytes().await.map_err(unreadable)?;
                sent.logo = Some(bytes).filter(|it| !it.is_empty());
            } else {
                let text = field.text().await.map_err(unreadable)?;
                sent.fields.insert(name, text);
            }
        }
        Ok(sent)
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |it| it.trim())
    }

    /// The name and logo, or what is wrong with them.
    fn looks(&self) -> Result<Looks, (&'static str, Message)> {
        let name_sr = crate::people::clean(self.field("name_sr"));
        if name_sr.is_empty() {
            return Err(("name_sr", Message::new("set-up-name-missing")));
        }
        let name_sr = serbian_text::to_cyrillic(&name_sr);
        let name_en = match crate::people::clean(self.field("name_en")) {
            empty if empty.is_empty() => serbian_text::to_latin(&name_sr),
            name => name,
        };
        let logo = match self.logo.clone().map(Logo::check) {
            None => None,
            Some(Ok(logo)) => Some(logo),
            Some(Err(LogoFault::Kind)) => {
                return Err(("logo", Message::new("set-up-logo-kind")));
            }
            Some(Err(LogoFault::Size)) => {
                return Err(("logo", Message::new("set-up-logo-size")));
            }
        };
        Ok(Looks {
            name_sr,
            name_en,
            logo,
        })
    }

    /// The administrator, or what is wrong with them.
    fn administrator(&self, page: &Page) -> Result<FirstAdministrator, (&'static str, Message)> {
        let fields = NameFields {
            given_name: self.field("given_name").to_owned(),
            family_name: self.field("family_name").to_owned(),
            ..NameFields::default()
        };
        let names = fields
            .complete()
            .ok_or(("given_name", Message::new("details-fault")))?;
        let email = self.field("email").to_owned();
        if crate::people::service::email_key(&email).is_none() {
            return Err(("email", Message::new("person-address-wrong")));
        }
        let password = self.fields.get("password").cloned().unwrap_or_default();
        if let Some(fault) = password_fault(&password, &email) {
            return Err(("password", fault));
        }
        Ok(FirstAdministrator {
            names,
            email,
            password,
            face: page.face,
        })
    }
}

/// The guide with what was typed so far.
fn guide(page: &Page, headers: &HeaderMap, sent: &Sent) -> views::Guide {
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    views::Guide::new(&page.app.config, host.unwrap_or_default(), |name| {
        sent.field(name).to_owned()
    })
}

async fn show(page: Page, headers: HeaderMap) -> Result<Response, AppError> {
    only_while_open(&page).await?;
    page.render(&guide(&page, &headers, &Sent::default()))
}

async fn finish(
    page: Page,
    client: Client,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, AppError> {
    only_while_open(&page).await?;
    let sent = Sent::read(form).await?;
    let again = |field, message: &Message| {
        let view = guide(&page, &headers, &sent).with_fault(field, page.translate(message));
        page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
    };
    if !service::code_is_right(&page.app, &client, sent.field("code")).await? {
        // The code is also gone when somebody else has just used it.
        only_while_open(&page).await?;
        return again("code", &Message::new("set-up-code-wrong"));
    }
    let looks = match sent.looks() {
        Ok(looks) => looks,
        Err((field, message)) => return again(field, &message),
    };
    let first = match sent.administrator(&page) {
        Ok(first) => first,
        Err((field, message)) => return again(field, &message),
    };
    match service::finish(&page.app, &client, looks, first).await {
        Ok(token) => Ok(with_session(&page.app, &token, "/home")),
        Err(SetUpError::Closed) => Err(AppError::NotFound),
        Err(SetUpError::App(error)) => Err(error),
    }
}

async fn test_mail(
    page: Page,
    client: Client,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Response, AppError> {
    only_while_open(&page).await?;
    let sent = Sent::read(form).await?;
    let view = guide(&page, &headers, &sent);
    if !service::code_is_right(&page.app, &client, sent.field("code")).await? {
        let fault = page.translate(&Message::new("set-up-code-wrong"));
        return page.render_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &view.with_fault("code", fault),
        );
    }
    match service::test_mail(&page.app, sent.field("email"), page.face).await {
        Ok(Ok(())) => page.render(&view.with_mail_test(MailTest::Sent)),
        Ok(Err(error)) => page.render(&view.with_mail_test(MailTest::Failed { error })),
        Err(AppError::Invalid(message)) => page.render_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            &view.with_fault("email", page.translate(&message)),
        ),
        Err(error) => Err(error),
    }
}

/// The logo, as the picture it was checked to be and nothing else.
async fn logo(State(app): State<AppState>, Path(hash): Path<String>) -> Result<Response, AppError> {
    let facts = app.site.facts();
    let stored = facts.logo.as_ref().filter(|it| it.hash == hash);
    let stored = stored.ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, stored.logo.mime),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)));
    let mut response = stored.logo.bytes.clone().into_response();
    for (name, value) in headers {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

async fn show_site(page: Page) -> Result<Response, AppError> {
    page.render(&views::SitePage::of(&page.app.site))
}

async fn change_site(page: Page, form: Multipart) -> Result<Response, AppError> {
    let sent = Sent::read(form).await?;
    match sent.looks() {
        Ok(looks) => {
            service::change_looks(&page.app, looks).await?;
            Ok(Redirect::to("/site?done=1").into_response())
        }
        Err((_, message)) => {
            let view = views::SitePage::of(&page.app.site).with_fault(page.translate(&message));
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}
