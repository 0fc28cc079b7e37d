//! Health, metrics, and what a listener bears.

use std::time::Duration;

use entity::values::Role;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::support::TestServer;

/// Everything the server answers to these bytes until it closes the connection.
async fn raw(server: &TestServer, bytes: &[u8]) -> String {
    let mut stream = connect(server).await;
    // The server may have closed already, having seen enough.
    drop(stream.write_all(bytes).await);
    read_all(&mut stream).await
}

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.listens_at()).await.unwrap()
}

async fn read_all(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await;
    // A reset after the answer is an end too.
    drop(read.expect("the server lets go of the connection"));
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test]
async fn health_is_one_word_for_machines_and_a_sentence_for_people() {
    let server = TestServer::start().await;
    let visitor = server.visitor();

    let machine = visitor.get("/health").await;
    assert_eq!(machine.status(), 200);
    assert_eq!(machine.text().await.unwrap(), r#"{"status":"ready"}"#);

    let page = visitor
        .request(reqwest::Method::GET, "/health")
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("The system is working."), "{page}");
    assert!(!page.contains("SQLite") && !page.contains("PostgreSQL"));
}

#[tokio::test]
async fn only_administrators_see_the_parts() {
    let server = TestServer::start().await;
    for (role, sees) in [
        (Role::Trainee, false),
        (Role::Coordinator, false),
        (Role::Administrator, true),
    ] {
        let browser = server.person(role).await;
        let health: serde_json::Value = browser.get("/health").await.json().await.unwrap();
        assert_eq!(health["status"], "ready");
        assert_eq!(health["database"]["answers"] == true, sees, "{role:?}");
        assert_eq!(health["disk"]["free_bytes"].is_u64(), sees, "{role:?}");
    }
}

#[tokio::test]
async fn health_says_503_when_the_package_files_are_gone() {
    let server = TestServer::start().await;
    let folder = server.state.config.settings.data.join("files");
    std::fs::remove_dir_all(folder).unwrap();

    let answer = server.visitor().get("/health").await;

    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    let page = server
        .visitor()
        .request(reqwest::Method::GET, "/health")
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("The file storage does not answer."), "{page}");
}

#[tokio::test]
async fn health_answers_before_the_site_is_set_up() {
    let server = TestServer::start_empty(|_| {}, false).await;
    assert_eq!(server.visitor().get("/health").await.status(), 200);
}

#[tokio::test]
async fn f10_metrics_are_for_programs_on_this_machine() {
    let server = TestServer::start().await;
    server.visitor().text("/health").await;
    let near = server.visitor().text("/metrics").await;
    assert!(
        near.contains("obuka_requests_total{") && near.contains("route=\"/health\""),
        "{near}"
    );
    assert!(near.contains("process_resident_memory_bytes "));
    for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        let far = server
            .visitor()
            .request(reqwest::Method::GET, "/metrics")
            .header(header, "203.0.113.7");
        assert_eq!(far.send().await.unwrap().status(), 404, "{header}");
    }
    let off = TestServer::start_with(|it| it.metrics = "off".into(), false).await;
    assert_eq!(off.visitor().get("/metrics").await.status(), 404);
    let content = format!("{}/metrics", server.content);
    assert_eq!(reqwest::get(content).await.unwrap().status(), 404);
}

#[tokio::test]
async fn f10_nothing_of_the_house_is_reachable_by_guessing() {
    let server = TestServer::start().await;
    for path in [
        "/set-up",
        "/backup",
        "/backups",
        "/restore",
        "/debug",
        "/debug/pprof",
        "/.env",
        "/obuka.toml",
        "/obuka.db",
        "/files",
        "/server-status",
    ] {
        assert_eq!(server.visitor().get(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn f9_a_head_that_never_ends_is_given_up() {
    let server = TestServer::start_with(|it| it.head_seconds = 1, false).await;
    let mut slow = connect(&server).await;
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ")
        .await
        .unwrap();

    read_all(&mut slow).await;

    assert_eq!(server.visitor().get("/health").await.status(), 200);
}

#[tokio::test]
async fn f9_a_body_that_falls_silent_is_given_up() {
    let server = TestServer::start_with(|it| it.body_silence_seconds = 1, false).await;
    let head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\nemail=";

    let answer = raw(&server, head.as_bytes()).await;

    assert!(status(&answer).starts_with('4'), "{answer}");
    assert_eq!(server.visitor().get("/health").await.status(), 200);
}

#[tokio::test]
async fn f9_heads_that_are_too_long_or_ambiguous_are_refused() {
    let server = TestServer::start().await;
    let long = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n",
        "a".repeat(1 << 20)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nHost: x\r\n{}\r\n",
        "X-A: 1\r\n".repeat(500)
    );
    let lengths =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello";
    let coding =
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n";
    let codings = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\
                   Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    let hosts = "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n";
    let http_2 = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    for (request, expected) in [
        (long.as_str(), "431"),
        (&many, "431"),
        (lengths, "400"),
        (coding, "400"),
        (codings, "400"),
        (hosts, "400"),
        (http_2, ""),
    ] {
        let answer = raw(&server, request.as_bytes()).await;
        assert_eq!(
            status(&answer),
            expected,
            "{}: {answer}",
            &request[..60.min(request.len())]
        );
    }
    assert_eq!(server.visitor().get("/health").await.status(), 200);
}

#[tokio::test]
async fn f9_a_measured_body_inside_a_chunked_one_smuggles_nothing() {
    let server = TestServer::start().await;
    let request = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\
                   Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
                   2c\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\nX: y\r\n\r\nxxx\r\n0\r\n\r\n";
    let answer = raw(&server, request.as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

#[tokio::test]
async fn f9_a_huge_body_is_refused_by_its_size() {
    let server = TestServer::start().await;
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: {}\r\nContent-Length: 3000000\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{}",
        server.app,
        "a".repeat(3_000_000)
    );
    let answer = raw(&server, request.as_bytes()).await;
    assert!(
        status(&answer).starts_with('4'),
        "{}",
        &answer[..200.min(answer.len())]
    );
    assert_eq!(server.visitor().get("/health").await.status(), 200);
}

#[tokio::test]
async fn h5_more_requests_than_the_server_bears_are_sent_away_at_once() {
    let server = TestServer::start_with(
        |it| {
            it.most_requests = 2;
            it.body_silence_seconds = 60;
        },
        false,
    )
    .await;
    let head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n\r\nemail=";
    let mut holding = Vec::new();
    for _ in 0..2 {
        let mut stream = connect(&server).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        holding.push(stream);
    }
    // Both are being worked on as soon as a third is sent away.
    let mut refused = server.visitor().get("/sign-in").await;
    for _ in 0..200 {
        if refused.status() == 503 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        refused = server.visitor().get("/sign-in").await;
    }
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "2");
    assert_eq!(server.visitor().get("/health").await.status(), 200);

    drop(holding);
    for _ in 0..200 {
        if server.visitor().get("/sign-in").await.status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the server does not come back");
}

#[tokio::test]
async fn a_stop_lets_the_running_request_finish() {
    let mut server = TestServer::start().await;
    let body = "email=a%40example.org&password=x";
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        body.len()
    );
    let mut stream = connect(&server).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..5]).await.unwrap();
    // The request is inside once its figure says so; a second one proves the order.
    assert_eq!(server.visitor().get("/health").await.status(), 200);

    let address = server.listens_at();
    let stopping = tokio::spawn(async move { server.stop().await });
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    stream.write_all(&body.as_bytes()[5..]).await.unwrap();

    let answer = read_all(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    stopping.await.unwrap();
}
