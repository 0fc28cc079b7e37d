//! Package files, the same for everybody who holds the version's capability,
//! so that browsers and proxies keep them; and our own player's files, whose
//! capability is their fingerprint.

use std::{ops::Range, sync::LazyLock, time::Duration as StdDuration};

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{DateTime, Duration, Utc};
use entity::content_capability;
use moka::sync::Cache;
use sea_orm::DbErr;
use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::{queries, slow_line};
use crate::{
    app::AppState,
    assets,
    error::AppError,
    packages::service::{self as packages, StoredFile},
    sign_in::random_token,
};

/// A new capability for new launches this often …
const CHANGED_EVERY: Duration = Duration::days(7);
/// … and this long it opens the files.
const GOOD_FOR: Duration = Duration::days(14);
/// Larger files are not held in memory as a whole.
const WHOLE_BYTES: u64 = 8 * 1024 * 1024;
/// A part that is asked for is answered in pieces of at most this size.
const PART_BYTES: u64 = 4 * 1024 * 1024;
/// What of our own assets the content origin shows.
const OWN: [&str; 3] = ["js/player/", "js/scorm/", "css/"];

/// Capabilities in use, by token: an unknown one costs a look-up, a known one nothing.
static KNOWN: LazyLock<Cache<String, (Uuid, DateTime<Utc>)>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(10_000)
        .time_to_live(StdDuration::from_hours(1))
        .build()
});

/// The path below which the version's files are now, from `/` to `/`.
pub(super) async fn files_prefix(
    app: &AppState,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let newest = queries::newest_capability(app.db.read(), version_id).await?;
    let token = match newest.filter(|it| now < it.created_at + CHANGED_EVERY) {
        Some(current) => current.token,
        None => new_capability(app, version_id, now).await?,
    };
    Ok(format!("/f/{token}/"))
}

async fn new_capability(
    app: &AppState,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let token = random_token();
    app.db
        .write(move |tx| {
            let token = token.clone();
            Box::pin(async move {
                queries::lock_version(tx, version_id).await?;
                let newest = queries::newest_capability(tx, version_id).await?;
                if let Some(current) = newest.filter(|it| now < it.created_at + CHANGED_EVERY) {
                    return Ok(current.token);
                }
                let row = content_capability::Model {
                    token: token.clone(),
                    version_id,
                    created_at: now,
                    expires_at: now + GOOD_FOR,
                };
                queries::insert(tx, row).await?;
                Ok(token)
            })
        })
        .await
}

/// `GET /f/{capability}/{path}`
pub(super) async fn file(
    State(app): State<AppState>,
    Path((capability, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    if capability == assets::fingerprint() {
        return own(&path);
    }
    let (capability, is_slow) = match capability.strip_suffix(slow_line::SUFFIX) {
        Some(capability) => (capability, true),
        None => (capability.as_str(), false),
    };
    match respond(&app, capability, &path, &headers).await {
        Ok(Some(response)) if is_slow => slow_line::slowed(response).await,
        Ok(Some(response)) => response,
        Ok(None) => not_found(),
        Err(error) => {
            let status = error.status();
            tracing::error!(?error, "a package file cannot be read");
            status.into_response()
        }
    }
}

fn own(path: &str) -> Response {
    if OWN.iter().any(|it| path.starts_with(it)) {
        assets::respond(assets::fingerprint(), path)
    } else {
        not_found()
    }
}

pub(super) fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}

async fn respond(
    app: &AppState,
    capability: &str,
    path: &str,
    headers: &HeaderMap,
) -> Result<Option<Response>, AppError> {
    let now = app.clock.now();
    let Some(version_id) = version_of(app, capability, now).await? else {
        return Ok(None);
    };
    if path.chars().any(char::is_control) {
        return Ok(None);
    }
    let path: String = path.nfc().collect();
    let Some(file) = packages::file(app, version_id, &path).await? else {
        return Ok(None);
    };
    let etag = format!("\"{}\"", file.hash);
    if matches_etag(headers.get(header::IF_NONE_MATCH), &etag) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        decorate(response.headers_mut(), app, &path, &etag);
        return Ok(Some(response));
    }
    let wanted = headers
        .get(header::RANGE)
        .filter(|_| may_answer_part(headers, &etag))
        .and_then(|it| it.to_str().ok())
        .map_or(Wanted::Whole, |it| wanted(it, file.size_bytes));
    let mut response = match wanted {
        Wanted::Whole => whole(app, &file, &path, now).await?,
        Wanted::Part(range) => part(app, &file, range, now).await?,
        Wanted::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            let size = format!("bytes */{}", file.size_bytes);
            insert(response.headers_mut(), header::CONTENT_RANGE, &size);
            response
        }
    };
    decorate(response.headers_mut(), app, &path, &etag);
    Ok(Some(response))
}

async fn version_of(
    app: &AppState,
    capability: &str,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, DbErr> {
    // Tokens are 43 letters; anything else is not worth a question.
    if capability.len() != 43 {
        return Ok(None);
    }
    let known = match KNOWN.get(capability) {
        Some(known) => Some(known),
        None => queries::capability(app.db.read(), capability)
            .await?
            .map(|it| (it.version_id, it.expires_at)),
    };
    if let Some(known) = known {
        KNOWN.insert(capability.to_owned(), known);
    }
    Ok(known
        .filter(|(_, expires_at)| now < *expires_at)
        .map(|(version_id, _)| version_id))
}

async fn whole(
    app: &AppState,
    file: &StoredFile,
    path: &str,
    now: DateTime<Utc>,
) -> Result<Response, AppError> {
    if file.size_bytes <= WHOLE_BYTES {
        let content = packages::content(app, file, None, now).await?;
        let kind = media_type_of(path, &content);
        let mut response = Response::new(Body::from(content));
        insert(response.headers_mut(), header::CONTENT_TYPE, kind);
        return Ok(response);
    }
    let stream = app.store.stream(&file.hash).await?;
    let mut response = Response::new(Body::from_stream(stream));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, file.size_bytes.into());
    Ok(response)
}

async fn part(
    app: &AppState,
    file: &StoredFile,
    range: Range<u64>,
    now: DateTime<Utc>,
) -> Result<Response, AppError> {
    let end = range.end.min(range.start + PART_BYTES);
    let described = format!("bytes {}-{}/{}", range.start, end - 1, file.size_bytes);
    let content = packages::content(app, file, Some(range.start..end), now).await?;
    let mut response = Response::new(Body::from(content));
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    insert(response.headers_mut(), header::CONTENT_RANGE, &described);
    Ok(response)
}

fn decorate(headers: &mut HeaderMap, app: &AppState, path: &str, etag: &str) {
    let kept = "public, max-age=604800, immutable";
    if !headers.contains_key(header::CONTENT_TYPE) {
        insert(headers, header::CONTENT_TYPE, assets::media_type(path));
    }
    insert(headers, header::CACHE_CONTROL, kept);
    insert(headers, header::ACCEPT_RANGES, "bytes");
    insert(headers, header::ETAG, etag);
    let ancestors = format!("frame-ancestors 'self' {}", app.config.app_origin);
    insert(headers, header::CONTENT_SECURITY_POLICY, &ancestors);
}

/// Pages of old packages are in windows-1251 or windows-1250 and say so inside;
/// their scripts and styles follow them. What is no UTF-8 is not said to be.
fn media_type_of(path: &str, content: &[u8]) -> &'static str {
    let usual = assets::media_type(path);
    match usual.split_once("; charset=") {
        Some((plain, _)) if std::str::from_utf8(content).is_err() => plain,
        _ => usual,
    }
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn matches_etag(given: Option<&HeaderValue>, etag: &str) -> bool {
    given.and_then(|it| it.to_str().ok()).is_some_and(|given| {
        given
            .split(',')
            .map(|it| it.trim().trim_start_matches("W/"))
            .any(|it| it == etag || it == "*")
    })
}

fn may_answer_part(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get(header::IF_RANGE)
        .is_none_or(|it| it.as_bytes() == etag.as_bytes())
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// Reads `bytes=a-b`; several ranges, or what is none, are answered with the whole.
fn wanted(range: &str, size: u64) -> Wanted {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .filter(|it| !it.contains(','))
        .and_then(|it| it.trim().split_once('-'))
    else {
        return Wanted::Whole;
    };
    let (start, end) = match (first.parse::<u64>().ok(), last.parse::<u64>().ok()) {
        (Some(start), Some(last)) if start <= last => (start, last.saturating_add(1).min(size)),
        (Some(start), None) if last.is_empty() => (start, size),
        (None, Some(count)) if first.is_empty() => (size.saturating_sub(count), size),
        _ => return Wanted::Whole,
    };
    if start < end {
        Wanted::Part(start..end)
    } else {
        Wanted::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_utf8_is_said_to_be_so() {
        let old = b"<meta charset=\"windows-1251\">\xd3\xe2\xee\xe4";
        assert_eq!(media_type_of("a.html", old), "text/html");
        assert_eq!(media_type_of("a.js", old), "text/javascript");
        assert_eq!(media_type_of("a.png", old), "image/png");
        let new = "<title>Увод".as_bytes();
        assert_eq!(media_type_of("a.html", new), "text/html; charset=utf-8");
    }

    #[test]
    fn ranges_are_read_as_browsers_write_them() {
        let cases = [
            ("bytes=0-", Wanted::Part(0..100)),
            ("bytes=10-19", Wanted::Part(10..20)),
            ("bytes=90-500", Wanted::Part(90..100)),
            ("bytes=-5", Wanted::Part(95..100)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-2", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=--1", Wanted::Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(wanted(range, 100), expected, "{range}");
        }
    }
}
