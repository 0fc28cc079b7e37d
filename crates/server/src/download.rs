//! Answers that a browser saves as a file.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// The content as a file with this name. Only names that are ours: letters, digits,
/// hyphens and a dot. `size_bytes` is said where it is known.
pub(crate) fn download(
    content: impl IntoResponse,
    media_type: &'static str,
    (name, size_bytes): (&str, Option<u64>),
) -> Response {
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Some(size) = size_bytes {
        headers.insert(header::CONTENT_LENGTH, size.into());
    }
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
