//! Uploads in chunks: lost, repeated and reordered ones, and what is refused early.

use std::collections::BTreeSet;

use entity::{upload_chunk, values::Role};
use reqwest::Method;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};

use super::{Upload, good, hash, large_package, objects, package, versions};
use crate::support::TestServer;

#[tokio::test]
async fn a1_a2_a6_hopeless_uploads_end_with_their_first_chunk_and_store_nothing() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let cases = [
        ("../../etc/cron.d/x", "path-escapes"),
        ("..\\..\\x", "path-escapes"),
        ("/etc/passwd", "path-absolute"),
        ("C:\\x", "path-absolute"),
    ];
    for (name, check) in cases {
        let archive = package("x", &[(name, b"x")]);
        let upload = Upload::begin(&trainer, "x.zip", archive).await;

        let refused = upload.put(&trainer, 0).await;

        assert_eq!(refused.status(), 422, "{name}");
        let refused: Value = refused.json().await.unwrap();
        let report = trainer.text(refused["url"].as_str().unwrap()).await;
        assert!(
            report.contains(&format!("data-check=\"{check}\"")),
            "{name}: {report}"
        );
        let again = upload.put(&trainer, 0).await;
        assert_eq!(again.status(), 409, "{name}");
    }
    let text = Upload::begin(&trainer, "x.zip", b"This is no zip.".to_vec()).await;
    assert_eq!(text.put(&trainer, 0).await.status(), 422);
    assert_eq!(objects(&server), BTreeSet::new());
    assert_eq!(versions(&server).await, 0);
}

#[tokio::test]
async fn an_upload_goes_on_after_lost_repeated_and_reordered_chunks_on_two_servers() {
    let server = TestServer::start().await;
    let other = server.beside().await;
    let trainer = server.person(Role::Trainer).await;
    let there = other.sign_in(trainer.person_id()).await;
    let upload = Upload::begin(&trainer, "film.zip", large_package("Film")).await;
    assert_eq!(upload.chunks(), 3);

    assert_eq!(upload.put(&there, 2).await.status(), 204);
    assert_eq!(upload.put(&trainer, 0).await.status(), 204);
    assert_eq!(upload.put(&there, 0).await.status(), 204);
    let unfinished = upload.finish(&trainer).await;
    assert_eq!(unfinished.status(), 409);
    let words = unfinished.text().await.unwrap();
    assert!(words.contains("1 part of the file"), "{words}");
    // After a reload the same file is chosen again: the upload is found.
    let again = Upload::begin(&there, "film.zip", upload.content.clone()).await;
    assert_eq!(again.id, upload.id);
    let received = again.status(&there).await["received"].clone();
    let expected = json!([
        { "position": 0, "hash": hash(&upload.chunk(0)) },
        { "position": 2, "hash": hash(&upload.chunk(2)) },
    ]);
    assert_eq!(received, expected);
    assert_eq!(again.put(&there, 1).await.status(), 204);
    assert_eq!(again.finish(&there).await.status(), 202);
    let (state, url) = again.verdict(&trainer).await;

    assert_eq!(state, "imported");
    assert!(trainer.text(&url).await.contains("film.bin"));
    let archive = trainer.get(&format!("{url}/zip")).await;
    assert_eq!(archive.bytes().await.unwrap(), upload.content);
    // The last answer may have been lost: asking again changes nothing.
    assert_eq!(again.finish(&there).await.status(), 202);
    assert_eq!(versions(&server).await, 1);
    let db = server.state.db.read();
    assert_eq!(upload_chunk::Entity::find().count(db).await.unwrap(), 0);
}

#[tokio::test]
async fn chunks_and_files_that_are_not_as_announced_are_refused_in_words() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let begin = |size: u64| {
        let body = json!({ "name": "x.zip", "size": size });
        trainer.request(Method::POST, "/uploads").json(&body).send()
    };

    let too_large = begin(10 << 30).await.unwrap();
    assert_eq!(too_large.status(), 413);
    assert!(too_large.text().await.unwrap().contains("1536 MB"));
    assert_eq!(begin(0).await.unwrap().status(), 422);
    let upload = Upload::begin(&trainer, "x.zip", large_package("x")).await;
    let short = upload.put_bytes(&trainer, 1, vec![0; 10]).await;
    assert_eq!(short.status(), 422);
    let long = upload.put_bytes(&trainer, 1, vec![0; 9 << 20]).await;
    assert_eq!(long.status(), 413);
    let beyond = upload.put_bytes(&trainer, 3, vec![0; 10]).await;
    assert_eq!(beyond.status(), 422);
    let status = upload.status(&trainer).await;
    assert_eq!(status["received"], json!([]));
    let colleague = server.person(Role::Trainer).await;
    assert_eq!(upload.put(&colleague, 0).await.status(), 404);
}

#[tokio::test]
async fn a19_without_the_right_or_the_token_nothing_is_stored() {
    let server = TestServer::start().await;
    let learner = server.person(Role::Trainee).await;
    let body = json!({ "name": "x.zip", "size": 10 });

    let response = learner
        .request(Method::POST, "/uploads")
        .json(&body)
        .send()
        .await;
    assert_eq!(response.unwrap().status(), 403);
    let trainer = server.person(Role::Trainer).await;
    let upload = Upload::begin(&trainer, "x.zip", good()).await;
    assert_eq!(upload.put(&learner, 0).await.status(), 403);
    let bare = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let session = format!("obuka_session={}", trainer.session_token());
    for (origin, first) in [
        (server.app.as_str(), None),
        (server.app.as_str(), Some("wrong")),
        ("https://evil.example", Some(trainer.csrf())),
    ] {
        let mut body = reqwest::multipart::Form::new();
        if let Some(token) = first {
            body = body.text("csrf", token.to_owned());
        }
        let part = reqwest::multipart::Part::bytes(good()).file_name("x.zip");
        let request = bare
            .post(format!("{}/modules/upload", server.app))
            .header("cookie", &session)
            .header("origin", origin)
            .multipart(body.part("file", part));
        let status = request.send().await.unwrap().status();
        assert!(
            status == 403 || status == 409,
            "{origin} {first:?}: {status}"
        );
    }
    assert_eq!(versions(&server).await, 0);
    assert_eq!(objects(&server), BTreeSet::new());
}

#[tokio::test]
async fn the_form_works_without_script() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let page = trainer.text("/modules/new").await;
    let csrf = page.find("name=\"csrf\"").unwrap();
    assert!(csrf < page.find("type=\"file\"").unwrap());
    let send = async |content: Vec<u8>| {
        let part = reqwest::multipart::Part::bytes(content).file_name("azil.zip");
        let form = reqwest::multipart::Form::new()
            .text("csrf", trainer.csrf().to_owned())
            .part("file", part);
        let response = trainer.post_form("/modules/upload", form).await;
        assert_eq!(response.status(), 303);
        response.headers()["location"].to_str().unwrap().to_owned()
    };

    let version = send(good()).await;
    let report = send(content_packages::zip("launch-file-missing").unwrap()).await;

    assert!(trainer.text(&version).await.contains("data-publish"));
    let report = trainer.text(&report).await;
    assert!(report.contains("data-check=\"launch-file-missing\""));
    assert_eq!(versions(&server).await, 1);
}
