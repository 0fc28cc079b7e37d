//! Packages of 50 MB and of 1 GB: how long they take beyond their transfer, and in how much memory.

use std::{
    io::BufWriter,
    path::Path,
    time::{Duration, Instant},
};

use axum::{Router, body::Body, extract::DefaultBodyLimit, routing::post};
use futures::StreamExt as _;
use tempfile::NamedTempFile;

use crate::{
    Bench,
    client::{Connection, request},
    package, seconds,
    site::Site,
};

/// What arrives in one request of the page's upload.
const CHUNK: usize = 2 * 1024 * 1024;

impl Bench {
    pub(crate) async fn import(&self) {
        let site = Site::start(self.postgres.as_deref()).await;
        // What the first one of all sets up is no part of the figures.
        site.import(&package::small()).await;
        let (idle, _) = site.memory();
        let to = Imports { site: &site, idle };
        let megabyte = 1_000_000;
        self.one_body(&to, "50 MB, 10 files", 10, 5 * megabyte)
            .await;
        self.one_body(&to, "50 MB, 500 files", 500, megabyte / 10)
            .await;
        self.in_chunks(&to, "50 MB, 10 files", 10, 5 * megabyte)
            .await;
        if 2.0 <= self.seconds {
            self.one_body(&to, "1 GB, 20 files", 20, 50 * megabyte)
                .await;
        }
    }

    /// As a program sends it.
    async fn one_body(&self, to: &Imports<'_>, what: &str, count: usize, size_bytes: usize) {
        let zip = made(count, size_bytes);
        let transfer = transfer(zip.path()).await;
        to.site.forget_peak();
        let started = Instant::now();
        to.site.import_file(zip.path()).await;
        let took = started.elapsed();
        self.imported(&format!("import of {what}"), to, took, transfer);
    }

    /// As the page sends it, one chunk after the other; the transfer are the chunks.
    async fn in_chunks(&self, to: &Imports<'_>, what: &str, count: usize, size_bytes: usize) {
        let zip = made(count, size_bytes);
        let bytes = std::fs::read(zip.path()).unwrap();
        let uploader = Uploader::new(to.site).await;
        to.site.forget_peak();
        let started = Instant::now();
        let upload = uploader.send(&bytes).await;
        let transfer = started.elapsed();
        uploader.finish(&upload).await;
        let took = started.elapsed();
        let what = format!("import of {what}, uploaded by the page");
        self.imported(&what, to, took, transfer);
    }

    fn imported(&self, what: &str, to: &Imports<'_>, took: Duration, transfer: Duration) {
        let (_, most) = to.site.memory();
        let beside = format!(
            "{} beyond the transfer ({}); memory at most {most:.0} MiB, {:.0} MiB above idle",
            seconds(took.saturating_sub(transfer)),
            seconds(transfer),
            (most - to.idle).max(0.0)
        );
        self.row(what, &seconds(took), "", &beside);
    }
}

/// Where packages go, and what that server took before the first.
struct Imports<'s> {
    site: &'s Site,
    idle: f64,
}

/// A package as a file, which is gone with the value.
fn made(count: usize, size_bytes: usize) -> NamedTempFile {
    let folder = std::env::var("BENCH_DIR").unwrap_or("target".into());
    let mut file = NamedTempFile::new_in(folder).unwrap();
    package::write(BufWriter::new(file.as_file_mut()), count, size_bytes);
    file
}

/// How long the bytes take to a route that only receives them.
async fn transfer(file: &Path) -> Duration {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new()
        .route("/", post(count))
        .layer(DefaultBodyLimit::disable());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let mut connection = Connection::open(port).await;
    let started = Instant::now();
    let answer = connection.send_file("/", "", file).await;
    let took = started.elapsed();
    let size_bytes = std::fs::metadata(file).unwrap().len();
    assert_eq!(answer.body, size_bytes.to_string().into_bytes());
    took
}

async fn count(body: Body) -> String {
    let mut pieces = body.into_data_stream();
    let mut size_bytes = 0;
    while let Some(piece) = pieces.next().await {
        size_bytes += piece.unwrap().len();
    }
    size_bytes.to_string()
}

/// A trainer's page that uploads.
struct Uploader {
    port: u16,
    headers: String,
}

impl Uploader {
    async fn new(site: &Site) -> Self {
        let person = site.coordinator().await;
        let cookie = site.cookie(person).await;
        let token = site.csrf(&cookie).await;
        let headers = format!(
            "Origin: http://localhost:{}\r\nX-CSRF-Token: {token}\r\n{cookie}",
            site.app
        );
        Self {
            port: site.app,
            headers,
        }
    }

    /// Answers the upload's path.
    async fn send(&self, bytes: &[u8]) -> String {
        let mut connection = Connection::open(self.port).await;
        let headers = format!("Content-Type: application/json\r\n{}", self.headers);
        let asked = serde_json::json!({ "name": "package.zip", "size": bytes.len() });
        let asked = serde_json::to_vec(&asked).unwrap();
        let begun = connection
            .send(&request("POST", "/uploads", &headers, &asked))
            .await;
        assert_eq!(begun.status, 201);
        let upload = format!("/uploads/{}", begun.json()["id"].as_str().unwrap());
        assert_eq!(begun.json()["chunk_bytes"], CHUNK);
        for (position, chunk) in bytes.chunks(CHUNK).enumerate() {
            let path = format!("{upload}/chunks/{position}");
            let answer = connection
                .send(&request("PUT", &path, &self.headers, chunk))
                .await;
            assert!(answer.status < 300, "{}", answer.head);
        }
        upload
    }

    /// Waits for the version; asks as often as the page does at its quickest.
    async fn finish(&self, upload: &str) {
        let mut connection = Connection::open(self.port).await;
        let headers = format!("Content-Type: application/json\r\n{}", self.headers);
        let path = format!("{upload}/finish");
        let answer = connection
            .send(&request("POST", &path, &headers, b"{}"))
            .await;
        assert!(answer.status < 300, "{}", answer.head);
        let ask = request("GET", upload, &self.headers, b"");
        loop {
            let state = connection.send(&ask).await.json()["state"].clone();
            if state == "imported" {
                return;
            }
            assert_eq!(state, "checking");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
