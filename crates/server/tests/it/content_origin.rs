//! The content origin: package files, and what is refused there.

use entity::values::LaunchMode;
use reqwest::{Client, Response, redirect};

use crate::{
    playing::{Module, TestPlayer},
    support::TestServer,
};

const VIDEO: &[u8] = b"0123456789";

fn module() -> Module {
    Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson")
        .with_file("media/film.mp4", VIDEO)
        .with_file("слике/Đ.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        .with_file("run.php", b"<?php echo 1;")
}

fn client() -> Client {
    Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap()
}

async fn get(url: &str) -> Response {
    client().get(url).send().await.unwrap()
}

/// Where the launch's package files are, as the player hears when it opens.
async fn files(server: &TestServer, url: &str) -> String {
    let player = TestPlayer::begin(url).await;
    let prefix = player.scene["files"].as_str().unwrap();
    format!("{}{prefix}", server.content)
}

#[tokio::test]
async fn files_are_kept_by_browsers_answer_parts_and_set_no_cookie() {
    let server = TestServer::start().await;
    let (_, _, player) = server.playing(&module()).await;
    let files = files(&server, &player.url).await;

    let whole = get(&format!("{files}media/film.mp4")).await;
    let header = |name: &str| whole.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(whole.status(), 200);
    assert_eq!(header("content-type"), "video/mp4");
    assert!(header("cache-control").contains("immutable"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("origin-agent-cluster"), "?1");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(
        header("content-security-policy"),
        format!("frame-ancestors 'self' {}", server.app)
    );
    assert!(!whole.headers().contains_key("set-cookie"));
    let etag = header("etag");

    let part = client()
        .get(format!("{files}media/film.mp4"))
        .header("range", "bytes=2-4")
        .send()
        .await
        .unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], "bytes 2-4/10");
    assert_eq!(part.bytes().await.unwrap(), &VIDEO[2..5]);
    let known = client()
        .get(format!("{files}media/film.mp4"))
        .header("if-none-match", etag)
        .send()
        .await
        .unwrap();
    assert_eq!(known.status(), 304);
    let inert = get(&format!("{files}run.php")).await;
    assert_eq!(inert.headers()["content-type"], "application/octet-stream");
    let named = get(&format!("{files}слике/Đ.svg")).await;
    assert_eq!(named.headers()["content-type"], "image/svg+xml");
    let decomposed = get(&format!("{files}слике/D\u{0335}.svg")).await;
    assert_eq!(decomposed.status(), 404);
}

#[tokio::test]
async fn b8_nothing_is_there_without_token_or_capability() {
    let server = TestServer::start().await;
    let (_, _, player) = server.playing(&module()).await;
    let capability = files(&server, &player.url).await;
    let guessed = capability.replace(&capability[capability.len() - 9..], "AAAAAAAA/");
    for url in [
        format!("{}/", server.content),
        format!("{}/p/{}/", server.content, "A".repeat(43)),
        format!("{guessed}sco0.html"),
        format!("{capability}none.html"),
        format!("{}/f/short/sco0.html", server.content),
        format!("{}/sign-in", server.content),
    ] {
        assert_eq!(get(&url).await.status(), 404, "{url}");
    }
    let unknown = format!("{}/p/{}/commit", server.content, "A".repeat(43));
    let body = "{\"generation\":1,\"delivery\":1,\"entries\":[]}";
    let response = client().post(unknown).body(body).send().await.unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn b9_paths_lead_nowhere_but_to_the_packages_own_files() {
    let server = TestServer::start().await;
    let (_, _, player) = server.playing(&module()).await;
    let files = files(&server, &player.url).await;
    let address = files.strip_prefix("http://").unwrap();
    let (host, prefix) = address.split_at(address.find('/').unwrap());
    for path in [
        "../../etc/passwd",
        "..%2f..%2fetc/passwd",
        "%2e%2e/%2e%2e/obuka.db",
        "....//....//obuka.db",
        "sco0.html%00.png",
        "..%5c..%5cobuka.db",
        "%c0%ae%c0%ae/obuka.db",
        "%ff",
        "/etc/passwd",
        "./sco0.html/..",
    ] {
        let answer = raw(host, &format!("{prefix}{path}")).await;
        let status: u16 = answer.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(status == 404 || status == 400, "{path}: {answer}");
    }
}

/// A request line as it is; a client would tidy the path.
async fn raw(host: &str, path: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = host.replace("localhost", "127.0.0.1");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn b4_a_service_worker_is_refused() {
    let server = TestServer::start().await;
    let (_, _, player) = server.playing(&module().with_file("sw.js", b"1")).await;
    let url = format!("{}sw.js", files(&server, &player.url).await);
    assert_eq!(get(&url).await.status(), 200);

    let refused = client()
        .get(&url)
        .header("service-worker", "script")
        .send()
        .await
        .unwrap();

    assert_eq!(refused.status(), 404);
}

#[tokio::test]
async fn the_capability_changes_weekly_and_is_good_a_week_longer() {
    let server = TestServer::start().await;
    let (step, learner, player) = server.playing(&module()).await;
    let other = server.enrolled(step.course_id).await;
    let first = files(&server, &player.url).await;
    let launched = server.launched(other.enrolment_id, step.step_id).await;
    assert_eq!(files(&server, &launched.url).await, first);
    server.state.clock.shift(8 * 24 * 3600);

    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let second = files(&server, &launched.url).await;

    assert_ne!(second, first);
    assert_eq!(get(&format!("{first}sco0.html")).await.status(), 200);
    server.state.clock.shift(7 * 24 * 3600);
    assert_eq!(get(&format!("{first}sco0.html")).await.status(), 404);
}

#[tokio::test]
async fn b7_a_token_opens_one_attempt_until_it_expires_and_a_sign_out_does_not_end_it() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&module()).await;
    let other = server.enrolled(step.course_id).await;
    let theirs = server.launched(other.enrolment_id, step.step_id).await;
    player.initialize().set("cmi.core.lesson_location", "mine");
    player.commit().await;
    let other_player = TestPlayer::begin(&theirs.url).await;
    assert_eq!(other_player.value("cmi.core.lesson_location"), None);
    learner.browser.post("/sign-out", &[]).await;
    player.set("cmi.core.lesson_location", "signed out");
    player.commit().await;

    server.state.clock.shift(12 * 3600 + 1);

    player.set("cmi.core.lesson_location", "late");
    assert_eq!(player.send(&player.pending).await.status(), 403);
    assert_eq!(get(&player.url).await.status(), 403);
    let browsing = server
        .launched_as(learner.enrolment_id, step.step_id, LaunchMode::Browse)
        .await;
    let browsing = TestPlayer::begin(&browsing.url).await;
    assert_eq!(browsing.value("cmi.core.lesson_mode").unwrap(), "browse");
}

#[tokio::test]
async fn the_player_page_is_the_document_at_the_launch_url() {
    let server = TestServer::start().await;
    let (_, _, player) = server.playing(&module()).await;

    let bare = get(player.url.trim_end_matches('/')).await;
    let page = get(&player.url).await;

    assert_eq!(bare.status(), 303);
    assert_eq!(page.headers()["cache-control"], "no-store");
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains(&format!("frame-ancestors 'self' {}", server.app)));
    let page = page.text().await.unwrap().replace("&#x2f;", "/");
    for nav in [
        "continue",
        "previous",
        "exitAll",
        "suspendAll",
        "abandonAll",
    ] {
        assert!(page.contains(&format!("data-nav=\"{nav}\"")), "{nav}");
    }
    let script = page.split("type=\"module\" src=\"").nth(1).unwrap();
    let script = get(&format!(
        "{}{}",
        server.content,
        script.split('"').next().unwrap()
    ))
    .await;
    assert_eq!(script.status(), 200);
    assert!(
        script.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
}
