//! Who is asking, and whether our own page asked: the two checks in front of
//! every handler of the app origin.

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use subtle::ConstantTimeEq as _;

use super::{
    Client, Reader, multipart,
    service::{self, session_cookie_name},
};
use crate::{
    app::AppState,
    config::Config,
    error::{AppError, Message},
    page,
};

/// The name of the form field and, in lower case, of the header that carry the CSRF token.
const FIELD: &str = "csrf";
const HEADER: &str = "x-csrf-token";
/// Forms are small; uploads send the header and are not read here.
const FORM_BYTES: usize = 1024 * 1024;

/// Session cookies of one request that are looked up at most.
const MOST_COOKIES: usize = 8;

/// Puts the session's [`Reader`] into the request. Planted cookies of the same name
/// find no session, or one that began in another browser or network and is refused;
/// two that are both good, of different people, sign in nobody.
pub(crate) async fn load_reader(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let client = Client::of(&parts, &app.config);
    let mut request = Request::from_parts(parts, body);
    let binding = client.binding(&app.config);
    let tokens: Vec<String> = page::cookies(request.headers(), session_cookie_name(&app.config))
        .filter(|token| !token.is_empty())
        .take(MOST_COOKIES)
        .map(str::to_owned)
        .collect();
    let mut found: Option<Reader> = None;
    for token in tokens {
        match service::reader(&app.db, &token, binding.as_deref(), app.clock.now()).await {
            Ok(Some(reader)) => match &found {
                Some(other) if other.id != reader.id => {
                    found = None;
                    break;
                }
                _ => found = Some(reader),
            },
            Ok(None) => {}
            Err(error) => return AppError::from(error).into_response(),
        }
    }
    if let Some(reader) = found {
        request.extensions_mut().insert(reader);
    }
    next.run(request).await
}

/// Refuses a state-changing request that another origin's page could have made:
/// its `Origin` must be ours and, with a session, the session's token must come
/// along in the form or in a header.
pub(crate) async fn check_forgery(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    if !comes_from_us(request.headers(), &app.config) {
        return AppError::Forbidden.into_response();
    }
    let Some(expected) = request
        .extensions()
        .get::<Reader>()
        .map(|it| it.csrf.clone())
    else {
        return next.run(request).await;
    };
    let from_header = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    if let Some(token) = from_header {
        return if same(&token, &expected) {
            next.run(request).await
        } else {
            refused()
        };
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let is_multipart = kind.starts_with("multipart/form-data");
    if !is_multipart && !kind.starts_with("application/x-www-form-urlencoded") {
        return refused();
    }
    let mut request = request;
    if is_multipart {
        // Large files are not read here: their forms begin with the token.
        let (again, first) = multipart::first_field(request, FIELD).await;
        request = again;
        match first {
            Some(token) if same(&token, &expected) => return next.run(request).await,
            Some(_) => return refused(),
            None => {}
        }
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, FORM_BYTES).await else {
        return AppError::TooLarge(Message::new("error-form-too-large")).into_response();
    };
    let good = if is_multipart {
        holds_part(&bytes, &expected)
    } else {
        url::form_urlencoded::parse(&bytes)
            .find(|(name, _)| name == FIELD)
            .is_some_and(|(_, value)| same(&value, &expected))
    };
    if good {
        next.run(Request::from_parts(parts, Body::from(bytes)))
            .await
    } else {
        refused()
    }
}

/// Whether the token stands in the form's parts. Only who has seen it can have put it there.
fn holds_part(body: &[u8], expected: &str) -> bool {
    let part = format!("name=\"{FIELD}\"\r\n\r\n{expected}\r\n");
    let part = part.as_bytes();
    body.windows(part.len()).any(|it| it == part)
}

fn comes_from_us(headers: &HeaderMap, config: &Config) -> bool {
    match headers.get(header::ORIGIN) {
        Some(origin) => origin.as_bytes() == config.app_origin.to_string().as_bytes(),
        // Browsers send `Origin` with every POST; what does not is no page of another site
        // only if it says so, or is no browser at all.
        None => headers
            .get("sec-fetch-site")
            .is_none_or(|site| site == "same-origin"),
    }
}

fn same(given: &str, expected: &str) -> bool {
    given.as_bytes().ct_eq(expected.as_bytes()).into()
}

fn refused() -> Response {
    AppError::Refused(Message::new("error-page-too-old")).into_response()
}
