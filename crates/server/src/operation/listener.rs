//! Serving a listener: HTTP/1.1, with limits on what a client may hold on to.
//!
//! Slow headers, silent bodies, too many connections and too many requests at
//! once each have a bound; what is beyond it is refused at once, in words. A
//! proxy in front speaks HTTP/1.1 to us too, so HTTP/2 is not offered here.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;
use tower_http::timeout::TimeoutBody;

use crate::config::Settings;

/// The longest head of a request; a longer one is answered 431.
const HEAD_BYTES: usize = 64 * 1024;
const MOST_HEADERS: usize = 100;
/// How long running requests may take to end after the server was asked to stop.
const STOPPING: Duration = Duration::from_secs(30);
/// How long accepting rests when the system has no more file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What one listener bears.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    connections: usize,
    requests: usize,
    /// How long a request's head may take; also how long a connection may idle.
    head_time: Duration,
    /// How long a body may be silent between two pieces.
    body_silence: Duration,
}

impl Limits {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self {
            connections: settings.most_connections,
            requests: settings.most_requests,
            head_time: Duration::from_secs(settings.head_seconds),
            body_silence: Duration::from_secs(settings.body_silence_seconds),
        }
    }
}

/// Serves until `stop` is done, then lets running requests finish.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    let requests = Arc::new(Semaphore::new(limits.requests));
    let graceful = GracefulShutdown::new();
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(HEAD_BYTES)
        .max_headers(MOST_HEADERS);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, permit) = tokio::select! {
            accepted = accept(&listener, &connections) => accepted,
            () = &mut stop => break,
        };
        let (router, requests) = (router.clone(), Arc::clone(&requests));
        let service = service_fn(move |request| {
            answer(router.clone(), Arc::clone(&requests), limits, peer, request)
        });
        let connection = protocol.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Clients that break off or speak no HTTP are their own business.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(STOPPING, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time and are cut off");
    }
}

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    let permit = Arc::clone(connections).acquire_owned().await;
    let permit = permit.expect("the semaphore is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are small and whole; waiting to fill packets only delays them.
                drop(stream.set_nodelay(true));
                return (stream, peer, permit);
            }
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn answer(
    router: Router,
    requests: Arc<Semaphore>,
    limits: Limits,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Infallible> {
    if let Some(refused) = malformed(&request) {
        return Ok(refused);
    }
    // Whoever watches the server must see it also when it is full.
    let is_watching = matches!(request.uri().path(), "/health" | "/metrics");
    let permit = requests.try_acquire();
    if permit.is_err() && !is_watching {
        metrics::counter!("obuka_requests_shed_total").increment(1);
        return Ok(busy());
    }
    let mut request = request.map(|body| Body::new(TimeoutBody::new(limits.body_silence, body)));
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}

/// What proxies and servers read differently is not worth an answer: exactly one
/// `Host`, and a body that is either measured or chunked.
fn malformed(request: &Request<Incoming>) -> Option<Response> {
    let headers = request.headers();
    let hosts = headers.get_all(header::HOST).iter().count();
    let codings: Vec<_> = headers.get_all(header::TRANSFER_ENCODING).iter().collect();
    let is_plain = match codings.as_slice() {
        [] => true,
        [one] => one.as_bytes().eq_ignore_ascii_case(b"chunked"),
        _ => false,
    };
    let is_plain = is_plain && hosts <= 1;
    (!is_plain).then(|| {
        let words = "The request is malformed: one Host header and one length are expected.\n";
        closing(StatusCode::BAD_REQUEST, words)
    })
}

fn busy() -> Response {
    let words = "The server has more to do than it can. Try again in a few seconds.\n\
                 Сервер је тренутно преоптерећен. Покушајте поново за неколико секунди.\n";
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, 2.into());
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}

fn closing(status: StatusCode, words: &'static str) -> Response {
    let mut response = (status, words).into_response();
    let close = header::HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}

/// Lets this process have as many files and connections open as the system allows.
pub fn raise_file_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::debug!(%error, "the limit of open files stays as it is");
    }
}
