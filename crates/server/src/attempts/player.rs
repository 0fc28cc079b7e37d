//! The content origin: the player page of a launch and what it asks for. No
//! cookie is read or set here; the token in the path is the only credential.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use course_runtime::cmi;
use entity::values::{Face, LaunchMode};
use minijinja::{context, value::Serde};
use serde::{Serialize, de::DeserializeOwned};
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};

use super::{
    access, begin, commit, content, navigate,
    protocol::{CommitRequest, Denied, Refusal},
    queries,
    slow_line::Line,
};
use crate::{
    app::AppState,
    assets,
    error::{AppError, Message},
    i18n,
    sign_in::hash_token,
};

/// A journal that waited for the network comes in pieces smaller than this.
const BODY_BYTES: usize = 4 * 1024 * 1024;

/// Every route of the content origin.
pub(crate) fn content_routes(state: &AppState) -> Router<AppState> {
    let launches = Router::new()
        .route("/p/{token}", get(with_slash))
        .route("/p/{token}/", get(page))
        .route("/p/{token}/begin", post(begin_player))
        .route("/p/{token}/commit", post(commit_entries))
        .route("/p/{token}/navigate", post(navigate_player))
        .layer(no_store())
        .layer(DefaultBodyLimit::max(BODY_BYTES));
    Router::new()
        .merge(launches)
        .route("/f/{capability}/{*path}", get(content::file))
        .layer(CompressionLayer::new())
        .layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ))
        .layer(middleware::from_fn(refuse_service_workers))
        .with_state(state.clone())
}

fn no_store() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))
}

/// A service worker of one package would sit in front of all others.
async fn refuse_service_workers(request: Request, next: Next) -> Response {
    if request.headers().contains_key("service-worker") {
        content::not_found()
    } else {
        next.run(request).await
    }
}

async fn with_slash(Path(token): Path<String>) -> Redirect {
    let token: String = token
        .chars()
        .filter(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
        .collect();
    Redirect::to(&format!("/p/{token}/"))
}

async fn begin_player(
    State(app): State<AppState>,
    Path(token): Path<String>,
    Query(line): Query<Line>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let request = read(&body)?;
    line.pass().await;
    let now = app.clock.now();
    Ok(Json(begin::begin(&app, token, request, now).await?).into_response())
}

async fn commit_entries(
    State(app): State<AppState>,
    Path(token): Path<String>,
    Query(line): Query<Line>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let request: CommitRequest = read(&body)?;
    line.pass().await;
    let now = app.clock.now();
    Ok(Json(commit::commit(&app, token, request, now).await?).into_response())
}

async fn navigate_player(
    State(app): State<AppState>,
    Path(token): Path<String>,
    Query(line): Query<Line>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let request = read(&body)?;
    line.pass().await;
    let now = app.clock.now();
    Ok(Json(navigate::navigate(&app, token, request, now).await?).into_response())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| {
        tracing::info!(%error, "a player's request cannot be read");
        Refusal::Malformed
    })
}

/// What the player page is made of; the rest comes with `begin`.
#[derive(Debug, Serialize)]
pub(super) struct PlayerPage {
    title: String,
    assets: String,
    app_origin: String,
    person_id: String,
    attempt_id: String,
    own_window: bool,
    trial: bool,
    review: bool,
    /// The data model that the items speak, so that its table is there when they come.
    model: cmi::Version,
    texts: String,
}

/// What `t` reads of the page.
#[derive(Debug, Serialize)]
struct Frame {
    face: &'static str,
}

/// What the player says, by the name that its script uses.
const TEXTS: &[(&str, &str)] = &[
    ("saved", "player-saved"),
    ("savedNow", "player-saved-now"),
    ("saving", "player-saving"),
    ("waiting", "player-waiting"),
    ("refused", "player-refused"),
    ("superseded", "player-superseded"),
    ("continueHere", "player-continue-here"),
    ("expired", "player-expired"),
    ("suspended", "player-suspended"),
    ("withdrawn", "player-withdrawn"),
    ("closed", "player-closed"),
    ("diverged", "player-diverged"),
    ("unreachable", "player-unreachable"),
    ("choose", "player-choose"),
    ("ended", "player-ended"),
    ("notOffered", "player-not-offered"),
    ("notApplied", "player-not-applied"),
    ("content", "player-content"),
    ("done", "player-item-done"),
    ("failed", "player-item-failed"),
    ("begun", "player-item-begun"),
    ("notYet", "player-item-not-yet"),
];

async fn page(
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let row = queries::opened(app.db.read(), &hash_token(&token))
        .await?
        .ok_or(AppError::NotFound)?;
    let now = app.clock.now();
    if let Err(denied) = access::check(&row, now) {
        return Ok(denied_page(&app, row.face, denied));
    }
    let course = access::course(app.db.read(), row.version_id).await?;
    let view = PlayerPage {
        title: course.title.clone(),
        assets: format!("/f/{}", assets::fingerprint()),
        app_origin: app.config.app_origin.to_string(),
        person_id: row.person_id.to_string(),
        attempt_id: row.attempt_id.to_string(),
        own_window: row.own_window,
        trial: row.mode == LaunchMode::Trial,
        review: matches!(row.mode, LaunchMode::Review | LaunchMode::Browse),
        model: course.standard,
        texts: texts(row.face),
    };
    Ok(render(
        &app,
        row.face,
        "attempts/player.html",
        StatusCode::OK,
        &view,
    ))
}

#[derive(Debug, Serialize)]
pub(super) struct DeniedPage {
    assets: String,
    message: String,
}

fn denied_page(app: &AppState, face: Face, denied: Denied) -> Response {
    let id = match denied {
        Denied::Expired | Denied::Revoked => "player-expired",
        Denied::Suspended => "player-suspended",
        Denied::Withdrawn => "player-withdrawn",
        Denied::Closed => "player-closed",
    };
    let view = DeniedPage {
        assets: format!("/f/{}", assets::fingerprint()),
        message: i18n::translate(face, &Message::new(id)),
    };
    render(
        app,
        face,
        "attempts/denied.html",
        StatusCode::FORBIDDEN,
        &view,
    )
}

fn texts(face: Face) -> String {
    let texts: serde_json::Map<String, serde_json::Value> = TEXTS
        .iter()
        .map(|(name, id)| {
            let words = i18n::translate(face, &Message::new(id).with("ago", "{ago}"));
            ((*name).to_owned(), words.into())
        })
        .collect();
    serde_json::Value::Object(texts).to_string()
}

fn render(
    app: &AppState,
    face: Face,
    template: &str,
    status: StatusCode,
    view: &impl Serialize,
) -> Response {
    let frame = Frame {
        face: i18n::tag(face),
    };
    let html = app.templates.get_template(template).and_then(|it| {
        it.render(context! { page => Serde(&frame), ..minijinja::value::Value::from(Serde(view)) })
    });
    match html {
        Ok(html) => {
            let mut response = (status, Html(html)).into_response();
            let policy = format!(
                "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                 connect-src 'self'; frame-src *; object-src 'none'; base-uri 'none'; \
                 form-action 'none'; frame-ancestors 'self' {}",
                app.config.app_origin
            );
            if let Ok(policy) = HeaderValue::from_str(&policy) {
                response
                    .headers_mut()
                    .insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => {
            tracing::error!(%error, "the player page cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
