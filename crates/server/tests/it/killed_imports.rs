//! A20: the server is killed, or the client goes away, at any moment of an
//! upload and its check. Nothing half is ever visible, the same upload goes on
//! afterwards, and what was left lying is swept.

use std::{fmt::Write as _, path::Path, time::Duration};

use entity::{package, package_file, package_version, values::Role};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::Value;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use crate::{
    packages::{Upload, large_package, package},
    process::ServerProcess,
    support::{Browser, TestServer},
};

const FILES: usize = 900;

/// A package whose check takes a while.
fn many_files(title: &str) -> Vec<u8> {
    let mut pages = Vec::new();
    for n in 0..FILES {
        let mut page = String::new();
        write!(page, "<!doctype html><title>{title} {n}</title>").unwrap();
        pages.push((format!("pages/{n}.html"), page.into_bytes()));
    }
    let pages: Vec<(&str, &[u8])> = pages
        .iter()
        .map(|(name, page)| (name.as_str(), page.as_slice()))
        .collect();
    package(title, &pages)
}

/// Modules, versions and files of versions.
async fn visible(server: &TestServer) -> (u64, u64, u64) {
    let db = server.state.db.read();
    (
        package::Entity::find().count(db).await.unwrap(),
        package_version::Entity::find().count(db).await.unwrap(),
        package_file::Entity::find().count(db).await.unwrap(),
    )
}

/// Names of files below `folder`.
fn lying_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(lying_in(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

/// Waits until the check has been through `share` percent of the files; says
/// whether it was still under way then.
async fn until_checked(upload: &Upload, browser: &Browser, share: usize) -> bool {
    loop {
        let status = upload.status(browser).await;
        if status["state"] != "checking" {
            return false;
        }
        let checked = status["files_checked"].as_u64().unwrap_or(0);
        if FILES as u64 * share as u64 / 100 <= checked {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a20_a_kill_at_any_moment_of_a_check_leaves_nothing_half_and_the_upload_goes_on() {
    let mut in_the_middle = 0;
    for share in [0, 10, 50, 90] {
        let mut server = TestServer::start().await;
        let id = server.new_person(Role::Trainer).await;
        let trainer = server.sign_in(id).await;
        let upload = Upload::begin(&trainer, "many.zip", many_files("Many")).await;
        for position in 0..upload.chunks() {
            assert_eq!(upload.put(&trainer, position).await.status(), 204);
        }
        server.stop().await;
        let mut process = ServerProcess::start(&server.state.config.settings).await;
        let there = process.visited_by(trainer);
        assert_eq!(upload.finish(&there).await.status(), 202);
        let was_checking = until_checked(&upload, &there, share).await;
        process.kill();
        let seen = visible(&server).await;
        if was_checking && seen.0 == 0 {
            in_the_middle += 1;
        }
        let whole = (1, 1, FILES as u64 + 2);
        assert!(seen == (0, 0, 0) || seen == whole, "{share}: {seen:?}");

        // The server comes back; a minute of silence later the check is taken over.
        let again = server.beside().await;
        again.state.clock.shift(120);
        let there = again.sign_in(id).await;
        let (state, url) = upload.verdict(&there).await;

        assert_eq!(state, "imported", "{share}");
        assert_eq!(visible(&again).await, whole, "{share}");
        assert!(there.text(&url).await.contains("Many"));
        again.state.clock.shift(3 * 24 * 3600);
        again.sweep().await;
        let files = lying_in(&again.state.config.settings.data.join("files"));
        // Every file of the version has content of its own, and the zip.
        assert_eq!(files.len(), FILES + 3, "{share}");
    }
    assert!(2 <= in_the_middle, "{in_the_middle} kills in the middle");
}

#[tokio::test]
async fn a20_a_kill_in_the_middle_of_an_import_by_program_leaves_nothing() {
    let mut server = TestServer::start().await;
    let token = server.api(Role::Administrator).await.token;
    server.stop().await;
    let settings = server.state.config.settings.clone();
    let mut process = ServerProcess::start(&settings).await;
    let incoming = settings.data.join("incoming");
    let body = many_files("Many");
    let head = format!(
        "POST /api/v1/packages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(("127.0.0.1", process.app))
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body[..body.len() / 2]).await.unwrap();
    while lying_in(&incoming).is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    process.kill();

    assert_eq!(visible(&server).await, (0, 0, 0));
    assert_eq!(lying_in(&incoming).len(), 1);
    let again = server.beside().await;
    again.sweep().await;
    assert_eq!(lying_in(&incoming).len(), 1, "it may still be coming");
    again.state.clock.shift(24 * 3600);
    again.sweep().await;
    assert_eq!(lying_in(&incoming), Vec::<String>::new());
    // Files are as old as the file system says: by a clock ahead of it the next
    // one would be swept while it comes.
    again.state.clock.shift(-24 * 3600);
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/packages", again.app))
        .bearer_auth(&token)
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(lying_in(&incoming), Vec::<String>::new());
}

/// Sends the head and `share` percent of the body, then hangs up.
async fn begin_and_leave(server: &TestServer, head: &str, body: &[u8], share: usize) {
    let mut stream = TcpStream::connect(server.listens_at()).await.unwrap();
    let head = format!("{head}content-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
        .write_all(&body[..body.len() * share / 100])
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
}

#[tokio::test]
async fn a20_a_client_that_goes_away_leaves_nothing_half_and_may_come_back() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let token = server.api(Role::Administrator).await.token;
    let incoming = server.state.config.settings.data.join("incoming");
    let upload = Upload::begin(&trainer, "film.zip", large_package("Film")).await;
    for share in [10, 50, 90] {
        let chunk = format!(
            "PUT /uploads/{}/chunks/0 HTTP/1.1\r\nhost: x\r\norigin: {}\r\n\
             cookie: obuka_session={}\r\nx-csrf-token: {}\r\n",
            upload.id,
            server.app,
            trainer.session_token(),
            trainer.csrf()
        );
        begin_and_leave(&server, &chunk, &upload.chunk(0), share).await;
        let import = format!(
            "POST /api/v1/packages HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        );
        begin_and_leave(&server, &import, &upload.content, share).await;
    }

    let status: Value = upload.status(&trainer).await;
    assert_eq!(status["received"], serde_json::json!([]));
    assert_eq!(visible(&server).await, (0, 0, 0));
    for _ in 0..400 {
        if lying_in(&incoming).is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(lying_in(&incoming), Vec::<String>::new());
    for position in 0..upload.chunks() {
        assert_eq!(upload.put(&trainer, position).await.status(), 204);
    }
    upload.finish(&trainer).await;
    assert_eq!(upload.verdict(&trainer).await.0, "imported");
}
