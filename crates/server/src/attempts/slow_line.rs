//! A slow line, as a trainer pretends in a trial: requests with `?slow=true` wait,
//! and files below a capability with [`SUFFIX`] come late and in drops. Whoever
//! asks for it slows nobody but themselves.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use futures::{StreamExt as _, stream};
use serde::Deserialize;
use tokio::time::sleep;

/// Behind a capability: the same files over a slow line.
pub(super) const SUFFIX: &str = "~slow";
/// How long a request is on its way.
const LATENCY: Duration = Duration::from_millis(800);
/// 40 KB a second, as on a telephone at the edge of its cell.
const DROP_BYTES: usize = 8 * 1024;
const DROP_EVERY: Duration = Duration::from_millis(200);

/// What a request of the player says of its line.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Line {
    #[serde(default)]
    slow: bool,
}

impl Line {
    /// The request is on its way.
    pub(super) async fn pass(&self) {
        if self.slow {
            sleep(LATENCY).await;
        }
    }
}

/// The response as it comes over a slow line; nobody keeps it, so that it is
/// slow the next time too.
pub(super) async fn slowed(response: Response) -> Response {
    sleep(LATENCY).await;
    let (mut parts, body) = response.into_parts();
    let no_store = HeaderValue::from_static("no-store");
    parts.headers.insert(header::CACHE_CONTROL, no_store);
    let drops = body.into_data_stream().flat_map(|piece| match piece {
        Ok(bytes) => stream::iter(drops(bytes).into_iter().map(Ok).collect::<Vec<_>>()),
        Err(error) => stream::iter(vec![Err(error)]),
    });
    let slow = drops.then(|drop| async {
        sleep(DROP_EVERY).await;
        drop
    });
    Response::from_parts(parts, Body::from_stream(slow))
}

fn drops(mut bytes: Bytes) -> Vec<Bytes> {
    let mut drops = Vec::with_capacity(bytes.len().div_ceil(DROP_BYTES));
    while DROP_BYTES < bytes.len() {
        drops.push(bytes.split_to(DROP_BYTES));
    }
    drops.push(bytes);
    drops
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    #[test]
    fn a_file_falls_into_drops() {
        let content = Bytes::from(vec![7; 5 * DROP_BYTES + 1]);

        let drops = drops(content.clone());

        assert_eq!(drops.len(), 6);
        assert_eq!(drops.concat(), content);
    }

    #[tokio::test]
    async fn a_slow_file_arrives_whole_and_late_and_is_not_kept() {
        let begun = tokio::time::Instant::now();
        let mut response = Response::new(Body::from("lesson"));
        let kept = HeaderValue::from_static("public, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, kept);

        let response = slowed(response).await;

        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let arrived = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(arrived, "lesson");
        assert!(LATENCY + DROP_EVERY <= begun.elapsed());
    }
}
