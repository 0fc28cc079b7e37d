//! The CSRF token of a form with large files, without reading the files: there
//! it is the form's first field. What was read to find it is put back.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, header},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};

/// The first field, with its headers, is shorter than this.
const FIRST_FIELD_BYTES: usize = 4096;

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let rest = kind.strip_prefix("multipart/form-data")?;
    let value = rest.split("boundary=").nth(1)?;
    let value = value.split(';').next()?.trim().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

/// The request as it was, and the value of its first field if that is `name`.
pub(super) async fn first_field(request: Request, name: &str) -> (Request, Option<String>) {
    let Some(boundary) = boundary(request.headers()) else {
        return (request, None);
    };
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut read: Vec<u8> = Vec::new();
    let mut value = None;
    let mut failed = None;
    while value.is_none() && read.len() < FIRST_FIELD_BYTES {
        match rest.next().await {
            Some(Ok(piece)) => read.extend_from_slice(&piece),
            Some(Err(error)) => {
                failed = Some(error);
                break;
            }
            None => break,
        }
        value = parse(&read, &boundary, name);
    }
    let again = stream::iter([Ok(Bytes::from(read))])
        .chain(stream::iter(failed.map(Err)))
        .chain(rest.into_stream());
    (Request::from_parts(parts, Body::from_stream(again)), value)
}

/// The value of the first field as soon as all of it is there.
fn parse(read: &[u8], boundary: &str, name: &str) -> Option<String> {
    let head = &read[..read.len().min(FIRST_FIELD_BYTES)];
    // Only the beginning must be text; a file may follow.
    let text = String::from_utf8_lossy(head);
    let body = text.strip_prefix(&format!("--{boundary}\r\n"))?;
    let (headers, body) = body.split_once("\r\n\r\n")?;
    let (value, _) = body.split_once(&format!("\r\n--{boundary}"))?;
    let is_it = headers
        .split(['\r', '\n', ';'])
        .any(|part| part.trim() == format!("name=\"{name}\""));
    is_it.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn form(first: &str, value: &str) -> Vec<u8> {
        format!(
            "--b\r\nContent-Disposition: form-data; name=\"{first}\"\r\n\r\n{value}\r\n--b\r\n\
             Content-Disposition: form-data; name=\"csrf\"\r\n\r\nlate\r\n--b--\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn only_the_first_field_counts_and_only_when_it_is_whole() {
        assert_eq!(parse(&form("csrf", "t"), "b", "csrf"), Some("t".into()));
        assert_eq!(parse(&form("other", "t"), "b", "csrf"), None);
        assert_eq!(parse(&form("xcsrf", "t"), "b", "csrf"), None);
        assert_eq!(parse(&form("csrf", "t")[..50], "b", "csrf"), None);
        assert_eq!(parse(&form("csrf", "t"), "other", "csrf"), None);
    }
}
