//! Modules over HTTP: the check report, versions, the archive.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
    time::Duration,
};

use entity::{package_file, package_version, values::Role};
use reqwest::{Method, Response};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{Browser, TestServer};

mod stored;
mod uploads;

const GOOD: &str = "asylum-basics-12";

/// An upload as a browser with our script makes it.
pub(crate) struct Upload {
    pub(crate) id: String,
    chunk_bytes: usize,
    pub(crate) content: Vec<u8>,
}

impl Upload {
    pub(crate) async fn begin(browser: &Browser, name: &str, content: Vec<u8>) -> Self {
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

    pub(crate) fn chunks(&self) -> usize {
        self.content.len().div_ceil(self.chunk_bytes)
    }

    pub(crate) fn chunk(&self, position: usize) -> Vec<u8> {
        let start = position * self.chunk_bytes;
        let end = (start + self.chunk_bytes).min(self.content.len());
        self.content[start..end].to_vec()
    }

    pub(crate) async fn put(&self, browser: &Browser, position: usize) -> Response {
        self.put_bytes(browser, position, self.chunk(position))
            .await
    }

    pub(crate) async fn put_bytes(
        &self,
        browser: &Browser,
        position: usize,
        bytes: Vec<u8>,
    ) -> Response {
        let path = format!("/uploads/{}/chunks/{position}", self.id);
        let request = browser.request(Method::PUT, &path).body(bytes);
        request.send().await.unwrap()
    }

    pub(crate) async fn finish(&self, browser: &Browser) -> Response {
        let path = format!("/uploads/{}/finish", self.id);
        let request = browser.request(Method::POST, &path);
        request.send().await.unwrap()
    }

    pub(crate) async fn status(&self, browser: &Browser) -> Value {
        let response = browser.get(&format!("/uploads/{}", self.id)).await;
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    /// Sends everything and waits for the verdict; answers where it leads.
    pub(crate) async fn complete(&self, browser: &Browser) -> (String, String) {
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

    pub(crate) async fn verdict(&self, browser: &Browser) -> (String, String) {
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
pub(crate) fn large_package(title: &str) -> Vec<u8> {
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

pub(crate) fn package(title: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
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

fn hash(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(bytes))
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
        assert!(report.contains("How to fix it:"), "{}", sister.name);
        assert_eq!(
            report.contains("Upload a corrected package"),
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
        ["Files new: 1", "Files changed: 1", "Files removed: 1"]
            .iter()
            .all(|it| difference.contains(it)),
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
