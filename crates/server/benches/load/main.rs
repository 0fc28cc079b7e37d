//! The figures of `docs/performance.md`, over real HTTP against the built
//! server in a process of its own, beside what the machine does without us in
//! the same run. `scripts/bench` runs it on both databases; one row of the
//! table per line on standard output.
//!
//! `BENCH_POSTGRES` names a PostgreSQL server (`postgres://user@host:port`);
//! `BENCH_SECONDS` how long each load lasts; `BENCH_ONLY` which parts run.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program of ours for our own eyes"
)]

mod chromium;
mod client;
mod fill;
mod import;
mod package;
mod raw;
mod record;
mod site;
mod visits;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    routing::{get, post},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

use client::{Figures, Same, load, request};
use site::{Course, Learner, Queue, Site};

const CONCURRENCY: usize = 16;

struct Bench {
    engine: &'static str,
    seconds: f64,
    postgres: Option<String>,
    only: Option<String>,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    if std::env::args().any(|it| it == "--test") {
        // `cargo test --benches` only wants to know that it compiles.
        return;
    }
    let postgres = std::env::var("BENCH_POSTGRES").ok();
    let bench = Bench {
        engine: if postgres.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        },
        seconds: std::env::var("BENCH_SECONDS").map_or(8.0, |it| it.parse().unwrap()),
        postgres,
        only: std::env::var("BENCH_ONLY").ok(),
    };
    bench.run().await;
}

impl Bench {
    async fn run(&self) {
        let site = Site::start(self.postgres.as_deref()).await;
        if self.wants("memory") {
            let (now, _) = site.memory();
            self.row("memory after start", &format!("{now:.0} MiB"), "", "");
        }
        let version = site.import(&package::small()).await;
        let course = site.course(&version).await;
        let bare = self.bare().await;
        if self.wants("commit") {
            self.commits(&site, &course, bare).await;
        }
        if self.wants("final") {
            self.finals(&site, &course).await;
        }
        if self.wants("pages") {
            self.pages(&site, &course, bare).await;
        }
        if self.wants("memory") {
            let (now, most) = site.memory();
            let words = format!("{now:.0} MiB (at most {most:.0} MiB)");
            self.row("memory after the above", &words, "", "");
        }
        if self.wants("import") {
            self.import().await;
        }
        if self.wants("record") {
            self.record().await;
        }
        // What a browser waits for here depends little on the database.
        if self.wants("visits") && self.postgres.is_none() {
            self.visits().await;
        }
        if self.wants("slide") && self.postgres.is_none() {
            self.slide().await;
        }
        if self.wants("growth") {
            self.growth(&site, &course).await;
        }
    }

    fn wants(&self, part: &str) -> bool {
        self.only
            .as_ref()
            .is_none_or(|it| it.split(',').any(|it| it == part))
    }

    fn row(&self, what: &str, figure: &str, times: &str, beside: &str) {
        println!(
            "| {what} | {} | {figure} | {times} | {beside} |",
            self.engine
        );
    }

    fn rate(&self, what: &str, figures: &Figures, beside: &str) {
        let times = format!("{} / {}", millis(figures.p50), millis(figures.p99));
        self.row(
            what,
            &format!("{:.0}/s", figures.per_second),
            &times,
            beside,
        );
    }

    /// A route that does nothing, by itself.
    async fn bare(&self) -> f64 {
        let port = bare_server().await;
        let senders = same(request("GET", "/", "", b""));
        let (figures, _) = load(port, senders, self.seconds / 2.0).await;
        self.rate("bare axum route", &figures, "");
        figures.per_second
    }

    async fn commits(&self, site: &Site, course: &Course, bare: f64) {
        let learners = site.learners(course, CONCURRENCY).await;
        let (figures, _) = load(site.content, learners, self.seconds).await;
        let raw = if let Some(server) = &self.postgres {
            let alone = raw::postgres(server, false, self.seconds / 2.0).await;
            share(
                figures.per_second,
                alone,
                "raw transactions on 16 connections",
            )
        } else {
            let dir = tempfile::tempdir_in(".").unwrap();
            let grouped = raw::sqlite(dir.path(), 16, self.seconds / 2.0).await;
            let single = raw::sqlite(dir.path(), 1, self.seconds / 2.0).await;
            format!(
                "{}; {}",
                share(figures.per_second, grouped, "raw transactions of 16"),
                share(figures.per_second, single, "raw single ones")
            )
        };
        let beside = format!(
            "{raw}; {}",
            share(figures.per_second, bare, "the bare route")
        );
        self.rate("commit, 4 elements + 1 KB suspend data", &figures, &beside);
    }

    async fn finals(&self, site: &Site, course: &Course) {
        let count = if self.seconds < 2.0 { 160 } else { 4800 };
        let mut learners: Vec<Learner> = site.learners(course, count).await;
        let mut queues = Vec::new();
        for _ in 0..CONCURRENCY {
            let some = learners.split_off(learners.len() - count / CONCURRENCY);
            queues.push(Queue(some.into_iter().map(Learner::ending).collect()));
        }
        let before = certificates(site).await;
        let started = Instant::now();
        let (figures, _) = load(site.content, queues, 600.0).await;
        let per_second = f64::from(u32::try_from(count).unwrap()) / started.elapsed().as_secs_f64();
        let issued = certificates(site).await - before;
        assert_eq!(issued, count as u64, "each of them is certified");
        let figures = Figures {
            per_second,
            ..figures
        };
        let beside = match &self.postgres {
            Some(server) => {
                let counter = raw::postgres(server, true, self.seconds / 2.0).await;
                share(per_second, counter, "raw transactions on one counter row")
            }
            None => String::new(),
        };
        self.rate(
            "last commit: 37 elements, completion, certificate number",
            &figures,
            &beside,
        );
    }

    async fn pages(&self, site: &Site, course: &Course, bare: f64) {
        let learners = site.learners(course, CONCURRENCY).await;
        for (what, path) in [
            ("trainee's home", "/home".to_owned()),
            ("course page", format!("/courses/{}", course.id)),
        ] {
            let mut senders = Vec::new();
            for learner in &learners {
                let cookie = site.cookie(learner.person_id).await;
                senders.push(Same(Arc::new(request("GET", &path, &cookie, b""))));
            }
            let (figures, _) = load(site.app, senders, self.seconds).await;
            self.rate(
                what,
                &figures,
                &share(figures.per_second, bare, "the bare route"),
            );
        }
    }

    async fn growth(&self, site: &Site, course: &Course) {
        let sizes: &[u64] = if self.seconds < 2.0 {
            &[1_000]
        } else {
            &[1_000, 100_000, 1_000_000]
        };
        for size in sizes {
            fill::attempts(site, *size).await;
            let learners = site.learners(course, CONCURRENCY).await;
            let person = learners[0].person_id;
            let (figures, _) = load(site.content, learners, self.seconds / 2.0).await;
            self.rate(&format!("commit, {size} attempts stored"), &figures, "");
            let cookie = site.cookie(person).await;
            let home = same(request("GET", "/home", &cookie, b""));
            let (figures, _) = load(site.app, home, self.seconds / 2.0).await;
            self.rate(&format!("home, {size} attempts stored"), &figures, "");
        }
    }
}

async fn bare_server() -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new()
        .route("/", get(|| async { "ok" }))
        .route(
            "/",
            post(|body: axum::body::Bytes| async move { body.len().to_string() }),
        )
        .layer(axum::extract::DefaultBodyLimit::disable());
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

fn same(request: Vec<u8>) -> Vec<Same> {
    let request = Arc::new(request);
    (0..CONCURRENCY)
        .map(|_| Same(Arc::clone(&request)))
        .collect()
}

async fn certificates(site: &Site) -> u64 {
    entity::certificate::Entity::find()
        .count(site.db.read())
        .await
        .unwrap()
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn share(ours: f64, theirs: f64, name: &str) -> String {
    format!("{:.0} % of {name} ({theirs:.0}/s)", ours / theirs * 100.0)
}
