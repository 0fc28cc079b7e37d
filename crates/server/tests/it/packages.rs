//! Modules over HTTP: uploads, the check report, versions, the archive.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
    time::Duration,
};

use entity::{package_file, package_version, stored_object, upload_chunk, values::Role};
use reqwest::{Method, Response};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{Browser, TestServer};

const GOOD: &str = "asylum-basics-12";

/// An upload as a browser with our script makes it.
struct Upload {
    id: String,
    chunk_bytes: usize,
    content: Vec<u8>,
}

impl Upload {
    async fn begin(browser: &Browser, name: &str, content: Vec<u8>) -> Self {
        Self::begin_for(browser, name, content, None).await
    }

    async fn begin_for(
        browser: &Browser,
        name: &str,
        content: Vec<u8>,
        package_id: Option<&str>,
    ) -> Self {
        let body = json!({ "name": name, "size": content.len(), "package_id": package_id });
        let response = browser
            .request(Method::POST, "/uploads")
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 201);
        let status: Value = response.json().await.unwrap();
        Self {
            id: status["id"].as_str().unwrap().to_owned(),
            chunk_bytes: usize::try_from(status["chunk_bytes"].as_u64().unwrap()).unwrap(),
            content,
        }
    }

    fn chunks(&self) -> usize {
        self.content.len().div_ceil(self.chunk_bytes)
    }

    fn chunk(&self, position: usize) -> Vec<u8> {
        let start = position * self.chunk_bytes;
        let end = (start + self.chunk_bytes).min(self.content.len());
        self.content[start..end].to_vec()
    }

    async fn put(&self, browser: &Browser, position: usize) -> Response {
        self.put_bytes(browser, position, self.chunk(position))
            .await
    }

    async fn put_bytes(&self, browser: &Browser, position: usize, bytes: Vec<u8>) -> Response {
        let path = format!("/uploads/{}/chunks/{position}", self.id);
        let request = browser.request(Method::PUT, &path).body(bytes);
        request.send().await.unwrap()
    }

    async fn finish(&self, browser: &Browser) -> Response {
        let path = format!("/uploads/{}/finish", self.id);
        let request = browser.request(Method::POST, &path);
        request.send().await.unwrap()
    }

    async fn status(&self, browser: &Browser) -> Value {
        let response = browser.get(&format!("/uploads/{}", self.id)).await;
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    /// Sends everything and waits for the verdict; answers where it leads.
    async fn complete(&self, browser: &Browser) -> (String, String) {
        for position in 0..self.chunks() {
            let response = self.put(browser, position).await;
            if response.status() == 422 {
                break;
            }
            assert_eq!(response.status(), 204, "chunk {position}");
        }
        self.finish(browser).await;
        self.verdict(browser).await
    }

    async fn verdict(&self, browser: &Browser) -> (String, String) {
        // A check that a busy machine let fall silent is taken over after a minute.
        for _ in 0..2400 {
            let status = self.status(browser).await;
            if let Some(url) = status["url"].as_str() {
                let state = status["state"].as_str().unwrap();
                return (state.to_owned(), url.to_owned());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the check did not end within two minutes");
    }
}

async fn upload(browser: &Browser, name: &str, content: Vec<u8>) -> (String, String) {
    let upload = Upload::begin(browser, name, content).await;
    upload.complete(browser).await
}

fn good() -> Vec<u8> {
    content_packages::zip(GOOD).unwrap()
}

/// A package of one SCO and a file that does not compress, so that it has several chunks.
fn large_package(title: &str) -> Vec<u8> {
    let mut noise = Vec::with_capacity(5 << 20);
    let mut state = 0x9E37_79B9_u32;
    while noise.len() < 5 << 20 {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    package(title, &[("media/film.bin", &noise)])
}

fn package(title: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let manifest = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="test" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>{title}</title>
<item identifier="i1" identifierref="r1"><title>{title}</title></item></organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>
</manifest>"#
    );
    let mut files: Vec<(&str, &[u8])> = vec![
        ("imsmanifest.xml", manifest.as_bytes()),
        ("index.html", b"<!doctype html><title>x</title>"),
    ];
    files.extend_from_slice(more);
    zip(&files)
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn hashes(server: &TestServer) -> BTreeSet<String> {
    let rows = package_file::Entity::find()
        .all(server.state.db.read())
        .await;
    rows.unwrap().into_iter().map(|row| row.hash).collect()
}

/// The objects that lie in the store's folder.
fn objects(server: &TestServer) -> BTreeSet<String> {
    let folder = server.state.config.settings.data.join("files/objects");
    let mut found = BTreeSet::new();
    for part in std::fs::read_dir(folder).into_iter().flatten() {
        for object in std::fs::read_dir(part.unwrap().path()).unwrap() {
            let name = object.unwrap().file_name();
            found.insert(name.to_string_lossy().into_owned());
        }
    }
    found
}

async fn versions(server: &TestServer) -> u64 {
    let db = server.state.db.read();
    package_version::Entity::find().count(db).await.unwrap()
}

#[tokio::test]
async fn a_good_package_is_reported_published_and_found_in_both_scripts() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;

    let (state, url) = upload(&trainer, "azil.zip", good()).await;

    assert_eq!(state, "imported");
    let report = trainer.text(&url).await;
    assert!(report.contains("SCORM 1.2"), "{report}");
    assert!(report.contains("data-try"));
    assert!(!report.contains("class=\"finding bad\""), "{report}");
    let published = trainer.post(&format!("{url}/publish"), &[]).await;
    assert_eq!(published.status(), 303);
    let report = trainer.text(&url).await;
    assert!(report.contains("New course steps get this version."));
    // Another trainer sees it, whatever the script of the search.
    let colleague = server.person(Role::Trainer).await;
    let module = url.split("/versions").next().unwrap();
    let renamed = [("title", "Основе азила")];
    let renamed = colleague.post(&format!("{module}/title"), &renamed).await;
    assert_eq!(renamed.status(), 303);
    for search in ["азил", "azila", "OSNOVE+azil"] {
        let list = colleague.text(&format!("/modules?q={search}")).await;
        assert!(list.contains(module), "{search}: {list}");
    }
    let list = colleague.text("/modules?q=granica").await;
    assert!(list.contains("No module has"), "{list}");
}

#[tokio::test]
async fn each_broken_package_gets_its_own_sentence() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let sisters = content_packages::broken().unwrap();
    assert!(10 <= sisters.len());
    let mut sentences = BTreeSet::new();
    let mut count = 0;
    for sister in sisters {
        let archive = content_packages::zip(&sister.name).unwrap();
        let (state, url) = upload(&trainer, &format!("{}.zip", sister.name), archive).await;

        let blocks = sister.severity == content_packages::Severity::Error;
        let expected = if blocks { "refused" } else { "imported" };
        assert_eq!(state, expected, "{}", sister.name);
        let report = trainer.text(&url).await;
        let mark = format!("data-check=\"{}\">\n<h3>", sister.expected_check);
        let sentence = report
            .split(&mark)
            .nth(1)
            .unwrap_or_else(|| panic!("{}: {report}", sister.name))
            .split("</h3>")
            .next()
            .unwrap();
        assert!(10 < sentence.len(), "{}: {sentence}", sister.name);
        assert!(report.contains("How to mend it:"), "{}", sister.name);
        assert_eq!(
            report.contains("Upload a mended file"),
            blocks,
            "{}",
            sister.name
        );
        sentences.insert(sentence.to_owned());
        count += 1;
    }
    assert_eq!(sentences.len(), count, "{sentences:?}");
}

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
async fn a11_a_hostile_title_is_text_on_every_page() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let title = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";

    let (state, url) = upload(&trainer, "\"><script>x.zip", package(title, &[])).await;

    assert_eq!(state, "imported");
    let module = url.split("/versions").next().unwrap();
    for page in ["/modules", module, &url, &format!("{module}/archive")] {
        let html = trainer.text(page).await;
        assert!(!html.contains("<script>alert"), "{page}");
        assert!(!html.contains("<script>x.zip"), "{page}");
        assert!(html.contains("&lt;script&gt;alert(1)"), "{page}: {html}");
    }
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

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
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

#[tokio::test]
async fn a21_the_same_package_twice_at_once_is_stored_once_and_versions_stand_side_by_side() {
    let server = TestServer::start().await;
    let (one, two) = (
        server.person(Role::Trainer).await,
        server.person(Role::Trainer).await,
    );

    let (first, second) = tokio::join!(
        upload(&one, "a.zip", large_package("Film")),
        upload(&two, "b.zip", large_package("Film")),
    );

    assert_eq!(
        (first.0.as_str(), second.0.as_str()),
        ("imported", "imported")
    );
    assert_ne!(first.1, second.1);
    let files = hashes(&server).await;
    assert_eq!(files.len(), 3);
    assert!(files.is_subset(&objects(&server)));
    let later = if first.1 < second.1 {
        &second.1
    } else {
        &first.1
    };
    assert!(
        one.text(later)
            .await
            .contains("same zip was uploaded before")
    );
    // Two new versions of one module at once get two numbers.
    let module = first.1.split("/versions").next().unwrap().to_owned();
    let id = module.rsplit('/').next().unwrap();
    let new = async |browser: &Browser, name: &str| {
        let archive = package("Film, mended", &[(name, b"x")]);
        let upload = Upload::begin_for(browser, name, archive, Some(id)).await;
        upload.complete(browser).await.1
    };
    let (a, b) = tokio::join!(new(&one, "a.txt"), new(&two, "b.txt"));
    let numbers: BTreeSet<&str> = [a.as_str(), b.as_str()].into();
    let (v2, v3) = (
        format!("{module}/versions/2"),
        format!("{module}/versions/3"),
    );
    assert_eq!(numbers, [v2.as_str(), v3.as_str()].into());
    let difference = one.text(&v2).await;
    assert!(
        difference.contains("Difference from version 1"),
        "{difference}"
    );
    assert!(
        difference.contains("1 new, 1 changed, 1 fewer"),
        "{difference}"
    );
    // Publishing the third and returning to the first keeps all three.
    for version in [&v3, &first.1] {
        let published = one.post(&format!("{version}/publish"), &[]).await;
        assert_eq!(published.status(), 303);
    }
    let page = one.text(&module).await;
    assert!(page.contains("Version 3"), "{page}");
    assert!(page.contains("published earlier"), "{page}");
}

#[tokio::test]
async fn an_archived_module_takes_no_versions_and_comes_back() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let (_, url) = upload(&trainer, "x.zip", package("Plan", &[])).await;
    let module = url.split("/versions").next().unwrap();

    let question = trainer.text(&format!("{module}/archive")).await;
    assert!(question.contains("Nothing is deleted"), "{question}");
    let archived = trainer.post(&format!("{module}/archive"), &[]).await;
    assert_eq!(archived.status(), 303);

    assert!(!trainer.text("/modules").await.contains(module));
    assert!(trainer.text("/modules?archived=1").await.contains(module));
    let published = trainer.post(&format!("{url}/publish"), &[]).await;
    assert_eq!(published.status(), 409);
    assert_eq!(
        trainer.get(&format!("{module}/new-version")).await.status(),
        409
    );
    trainer.post(&format!("{module}/restore"), &[]).await;
    assert!(trainer.text("/modules").await.contains(module));
    let empty = trainer
        .post(&format!("{module}/title"), &[("title", "  ")])
        .await;
    assert_eq!(empty.status(), 422);
    assert!(empty.text().await.unwrap().contains("title is empty"));
}

/// The check's server dies in the middle; another one, asked after the upload, goes on.
#[tokio::test]
async fn a20_a_check_that_died_is_taken_over_and_nothing_half_is_visible() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let upload = Upload::begin(&trainer, "x.zip", large_package("Film")).await;
    for position in 0..upload.chunks() {
        upload.put(&trainer, position).await;
    }
    // As a server leaves it that was killed: being checked, silent, objects without an owner.
    let id: Uuid = upload.id.parse().unwrap();
    let past = server.state.clock.now() - chrono::Duration::minutes(5);
    server
        .state
        .db
        .write(move |tx| {
            Box::pin(async move {
                use sea_orm::{ActiveModelTrait as _, Set};
                let row = entity::upload::ActiveModel {
                    id: Set(id),
                    state: Set(entity::values::UploadState::Checking),
                    touched_at: Set(past),
                    ..Default::default()
                };
                row.update(tx).await.map(|_| ())
            })
        })
        .await
        .unwrap();
    assert_eq!(versions(&server).await, 0);
    let other = server.beside().await;
    let there = other.sign_in(trainer.person_id()).await;

    let (state, url) = upload.verdict(&there).await;

    assert_eq!(state, "imported");
    assert!(there.text(&url).await.contains("Film"));
    assert_eq!(versions(&server).await, 1);
}

#[tokio::test]
async fn a20_the_sweep_takes_what_nobody_points_at_and_nothing_else() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let (_, url) = upload(&trainer, "x.zip", large_package("Film")).await;
    let kept = hashes(&server).await;
    // Refused after its files were stored, and an upload that is given up.
    upload(
        &trainer,
        "y.zip",
        content_packages::zip("launch-file-missing").unwrap(),
    )
    .await;
    let given_up = Upload::begin(&trainer, "z.zip", large_package("Other")).await;
    given_up.put(&trainer, 1).await;
    let before = objects(&server);
    assert!(kept.len() + 1 < before.len(), "{before:?}");

    server.state.clock.shift(3600);
    server.sweep().await;
    assert_eq!(objects(&server), before, "what was wanted lately stays");
    server.state.clock.shift(3 * 24 * 3600);
    server.sweep().await;

    let after = objects(&server);
    assert_eq!(after.len(), kept.len() + 1, "the files and the zip");
    assert!(kept.is_subset(&after));
    let rows = stored_object::Entity::find()
        .count(server.state.db.read())
        .await;
    assert_eq!(rows.unwrap(), after.len() as u64);
    let trainer = server.sign_in(trainer.person_id()).await;
    assert!(trainer.text(&url).await.contains("Film"));
    // What was swept comes back when it is sent again.
    let (state, _) = upload(&trainer, "z.zip", given_up.content.clone()).await;
    assert_eq!(state, "imported");
}

#[tokio::test]
async fn a13_scripts_for_servers_are_stored_and_noted() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let archive = package(
        "x",
        &[("run.php", b"<?php"), (".htaccess", b"x"), ("$(id)", b"x")],
    );

    let (state, url) = upload(&trainer, "x.zip", archive).await;

    assert_eq!(state, "imported");
    let report = trainer.text(&url).await;
    assert!(report.contains("data-check=\"server-scripts\""), "{report}");
    assert!(report.contains("data-check=\"reserved-name\""), "{report}");
}

#[tokio::test]
async fn the_report_of_an_unknown_upload_or_version_is_not_found() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let nobody = Uuid::now_v7();
    for path in [
        format!("/uploads/{nobody}"),
        format!("/uploads/{nobody}/report"),
        format!("/modules/{nobody}"),
        format!("/modules/{nobody}/versions/1"),
        format!("/modules/{nobody}/versions/1/zip"),
    ] {
        assert_eq!(trainer.get(&path).await.status(), 404, "{path}");
    }
}

/// The bytes of one stored file rot: it is set aside and told in words, the
/// others are served, and sending the package again brings it back.
#[tokio::test]
async fn h8_a_damaged_file_is_quarantined_and_the_others_are_served() {
    let server = TestServer::start().await;
    let trainer = server.person(Role::Trainer).await;
    let archive = package(
        "Plan",
        &[("rot.txt", b"good content"), ("whole.txt", b"whole")],
    );
    let (_, url) = upload(&trainer, "x.zip", archive.clone()).await;
    let version = package_version::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    let token = hash(version.id.as_bytes())[..43].to_owned();
    let capability = entity::content_capability::Model {
        token: token.clone(),
        version_id: version.id,
        created_at: server.state.clock.now(),
        expires_at: server.state.clock.now() + chrono::Duration::days(7),
    };
    server
        .insert(sea_orm::IntoActiveModel::into_active_model(capability))
        .await;
    let file = async |name: &str| {
        let url = format!("{}/f/{token}/{name}", server.content);
        reqwest::get(url).await.unwrap()
    };
    let rotten = hash(b"good content");
    let object = format!("files/objects/{}/{rotten}", &rotten[..2]);
    let object = server.state.config.settings.data.join(object);
    std::fs::write(&object, b"bad content!").unwrap();

    let damaged = file("rot.txt").await;

    assert_ne!(damaged.status(), 200);
    assert_ne!(damaged.bytes().await.unwrap(), "bad content!");
    assert_eq!(file("whole.txt").await.text().await.unwrap(), "whole");
    assert!(!object.exists(), "the damaged object is set aside");
    let report = trainer.text(&url).await;
    assert!(report.contains("1 file is damaged"), "{report}");
    let (_, again) = upload(&trainer, "x.zip", archive).await;
    assert_ne!(again, url);
    let mended = file("rot.txt").await;
    assert_eq!(mended.text().await.unwrap(), "good content");
    assert!(!trainer.text(&url).await.contains("is damaged"));
}
