//! What stands around every handler: time limits, panics, paths that lead nowhere.

use std::{any::Any, time::Duration};

use axum::{
    extract::Request,
    http::Method,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::error::AppError;

/// A request that takes longer is given up.
const REQUEST_TIME: Duration = Duration::from_mins(1);
/// A package of a gigabyte comes over a slow line, and is checked, within this.
const IMPORT_TIME: Duration = Duration::from_hours(1);

/// Gives up requests that take too long (503, try again).
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    let is_import = request.method() == Method::POST && request.uri().path() == "/api/v1/packages";
    let limit = if is_import { IMPORT_TIME } else { REQUEST_TIME };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => AppError::Busy.into_response(),
    }
}

/// Answers for paths below the prefix that no route has.
pub(crate) async fn nothing_here() -> AppError {
    AppError::NotFound
}

/// Answers for a handler that panicked; the log has its words.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    AppError::Internal.into_response()
}
