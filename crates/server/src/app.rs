//! The application: what handlers share, and which feature answers which path.

use std::{ops::Deref, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::IntoResponse as _,
    response::Response,
    routing::{any, get},
};
use entity::values::Face;
use minijinja::Environment;
use tokio::net::TcpListener;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    trace::TraceLayer,
};

use crate::{
    access_tokens, account, api, assets, attempts,
    clock::Clock,
    completions, components,
    config::Config,
    courses,
    db::Db,
    error::AppError,
    first_run, jobs, mail, operation, packages, page, people, programmes, reports,
    routes::{RouteInfo, Routes},
    sign_in, start_page,
    store::Store,
};

/// A request that takes longer than this is given up; long work is a job.
const REQUEST_TIME: Duration = Duration::from_mins(1);
/// The largest body of a request that says nothing else; uploads come in chunks.
const BODY_BYTES: usize = 2 * 1024 * 1024;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

pub struct Shared {
    pub db: Db,
    pub clock: Clock,
    pub config: Config,
    pub store: Store,
    pub(crate) packages: packages::Caches,
    pub(crate) rule_versions: completions::service::RuleVersions,
    pub(crate) issuer: completions::IssuerCache,
    pub(crate) mail: mail::Transport,
    pub(crate) passwords: sign_in::Passwords,
    pub(crate) incoming: api::Incoming,
    pub(crate) token_uses: access_tokens::Uses,
    pub(crate) site: first_run::Site,
    pub(crate) counted: start_page::Counted,
    pub(crate) health: operation::LastReport,
    pub(crate) templates: Environment<'static>,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl AppState {
    pub fn new(db: Db, store: Store, config: Config, clock: Clock) -> Self {
        Self(Arc::new(Shared {
            db,
            clock,
            mail: mail::Transport::open(&config.mail),
            incoming: api::Incoming::new(config.settings.data.join("incoming")),
            config,
            store,
            packages: packages::Caches::default(),
            passwords: sign_in::Passwords::default(),
            token_uses: access_tokens::Uses::default(),
            site: first_run::Site::default(),
            rule_versions: completions::service::RuleVersions::default(),
            issuer: completions::IssuerCache::default(),
            counted: start_page::Counted::default(),
            health: operation::LastReport::default(),
            templates: page::templates(),
        }))
    }

    /// The centre's short name, for the masthead and page titles.
    pub(crate) fn site_name(&self, face: Face) -> String {
        self.site.name(face).unwrap_or_else(|| {
            crate::i18n::text(face, "site-name", &fluent_bundle::FluentArgs::new())
        })
    }
}

/// Every route of the app origin's pages.
fn pages() -> Routes {
    Routes::new()
        .merge(start_page::routes())
        .merge(components::routes())
        .merge(attempts::routes())
        .merge(courses::routes())
        .merge(packages::routes())
        .merge(mail::routes())
        .merge(sign_in::routes())
        .merge(account::routes())
        .merge(access_tokens::routes())
        .merge(first_run::routes())
        .merge(people::routes())
        .merge(operation::routes())
        .merge(completions::routes())
        .merge(programmes::routes())
        .merge(reports::routes())
}

/// Every route of the automation interface.
fn automation() -> Routes {
    api::routes()
}

/// The table of all routes, for the tests that try each as each role.
pub fn route_table() -> Vec<RouteInfo> {
    pages().merge(automation()).into_parts().1
}

/// The router of the app origin.
pub fn app_router(state: &AppState) -> Router {
    let (pages, _) = pages().into_parts();
    let (automation, _) = automation().into_parts();
    let pages = pages
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(
            state.clone(),
            sign_in::check_forgery,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            page::error_pages,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            sign_in::load_reader,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            first_run::lead_to_guide,
        ));
    let automation = automation
        .route("/api/v1/{*path}", any(api::nothing_here))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            api::load_caller,
        ))
        .layer(middleware::from_fn(api::in_time))
        .layer(CatchPanicLayer::custom(api::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), api::problems));
    let router = Router::new()
        .merge(automation)
        .merge(pages)
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .layer(header("cross-origin-opener-policy", "same-origin"))
        .layer(header("cross-origin-resource-policy", "same-origin"))
        .layer(header("x-frame-options", "SAMEORIGIN"))
        .route("/assets/{hash}/{*path}", get(asset))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(CompressionLayer::new());
    common(router, state).with_state(state.clone())
}

/// The router of the content origin: no cookies, nothing without a token or capability.
pub fn content_router(state: &AppState) -> Router {
    let router = attempts::content_routes(state).fallback(content_not_found);
    common(router, state).with_state(state.clone())
}

async fn content_not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}

/// Serves both origins and runs jobs until `stop` is done, then lets running requests and jobs finish.
pub async fn serve(
    state: &AppState,
    app: TcpListener,
    content_listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (sender, _) = tokio::sync::broadcast::channel::<()>(1);
    let stopped = |mut receiver: tokio::sync::broadcast::Receiver<()>| async move {
        // Closed or received: either way it is time to stop.
        drop(receiver.recv().await);
    };
    let limits = operation::Limits::of(&state.config.settings);
    let app = operation::serve(app, app_router(state), limits, stopped(sender.subscribe()));
    let content = content_router(state);
    let content = operation::serve(
        content_listener,
        content,
        limits,
        stopped(sender.subscribe()),
    );
    tokio::spawn(async move {
        stop.await;
        drop(sender);
    });
    let workers = jobs::start(state);
    let figures = tokio::spawn(operation::keep_figures());
    tokio::join!(app, content);
    workers.stop().await;
    figures.abort();
}

/// What both origins share: ids, logs, time-outs, isolation, panics caught.
pub(crate) fn common<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    state: &AppState,
) -> Router<S> {
    let request_id = HeaderName::from_static("x-request-id");
    let router = if state.config.app_origin.is_https() {
        router.layer(header(
            header::STRICT_TRANSPORT_SECURITY.as_str(),
            "max-age=31536000",
        ))
    } else {
        router
    };
    router
        .layer(header("origin-agent-cluster", "?1"))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS.as_str(), "nosniff"))
        .layer(header(
            header::REFERRER_POLICY.as_str(),
            "strict-origin-when-cross-origin",
        ))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(operation::count_request))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::new(request_id, NewRequestId))
        .layer(middleware::from_fn(drop_foreign_request_id))
}

fn header(
    name: impl TryInto<HeaderName, Error: std::fmt::Debug>,
    value: &'static str,
) -> SetResponseHeaderLayer<HeaderValue> {
    let name = name.try_into().expect("a valid header name");
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn asset(Path((hash, path)): Path<(String, String)>) -> Response {
    assets::respond(&hash, &path)
}

async fn not_found() -> AppError {
    AppError::NotFound
}

/// Gives up requests that take too long; the automation interface has its own limits.
async fn in_time(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(api::PREFIX) {
        return next.run(request).await;
    }
    match tokio::time::timeout(REQUEST_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::Busy.into_response(),
    }
}

#[derive(Clone)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = uuid::Uuid::now_v7().simple().to_string();
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// Only ids of our own stand in the log.
async fn drop_foreign_request_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}

/// One span per request: the id, the method and the path's pattern, never its values.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("-", |path| path.as_str());
    tracing::info_span!("request", id, method = %request.method(), route)
}
