//! Figures for a monitoring system, in Prometheus' text format.
//!
//! Labels are route patterns, methods and statuses: no address, name or id.

use std::{sync::OnceLock, time::Instant};

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

const SECONDS: [f64; 12] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 30.0,
];
const GROUPS: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// The recorder of this process; installed at the first call.
pub(super) fn recorder() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)
            .and_then(|it| {
                it.set_buckets_for_metric(Matcher::Full("obuka_write_group_size".into()), &GROUPS)
            })
            .expect("there are buckets")
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder of metrics is installed; /metrics stays empty");
        }
        handle
    })
}

/// Counts and times the request by its route's pattern.
pub(crate) async fn count_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = method_name(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "-".to_owned(), |it| it.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_str().to_owned();
    counter!("obuka_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    histogram!("obuka_request_seconds", "route" => route, "method" => method)
        .record(started.elapsed());
    response
}

/// Known methods by name, so that nobody can invent new series.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// How many writes wait for the SQLite writer.
pub(crate) fn note_queue(waiting: usize) {
    gauge!("obuka_write_queue").set(as_float(waiting));
}

/// A group of writes shared one transaction.
pub(crate) fn note_group(size: usize, started: Instant) {
    histogram!("obuka_write_group_size").record(as_float(size));
    histogram!("obuka_write_group_seconds").record(started.elapsed());
}

/// A write was answered.
pub(crate) fn note_write(committed: bool) {
    let outcome = if committed {
        "committed"
    } else {
        "rolled_back"
    };
    counter!("obuka_writes_total", "outcome" => outcome).increment(1);
}

pub(super) fn as_float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}
