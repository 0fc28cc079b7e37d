//! H2: a disk that is full. Writes are answered 507 or 503 with a time to come
//! back, reads go on, and once there is room again everything is as it was
//! acknowledged, once.

use std::{io::Read as _, process::Command};

use chrono::Duration;
use entity::{attempt, attempt_trace, values::Role, web_session};
use reqwest::Response;
use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection, DbErr, EntityTrait as _, QueryFilter as _,
    Set, Statement, sea_query::Expr,
};
use serde_json::{Value, json};
use server::config::Settings;
use uuid::Uuid;

use crate::{
    packages::{Upload, large_package},
    playing::{Enrolled, Module, OneStep, TestPlayer},
    process::{ServerProcess, full_device},
    support::{Browser, TestServer},
};

pub(crate) fn module() -> Module {
    Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson")
}

/// A site with a learner in the middle of a lesson and a trainer in the middle
/// of an upload, served by a process of its own.
pub(crate) struct Site {
    /// Stopped: it holds the database and the folder.
    pub(crate) ground: TestServer,
    pub(crate) process: ServerProcess,
    pub(crate) step: OneStep,
    pub(crate) learner: Enrolled,
    pub(crate) player: TestPlayer,
    trainer: Browser,
    upload: Upload,
    token: String,
}

impl Site {
    pub(crate) async fn start(change: impl Fn(&mut Command)) -> Self {
        let mut ground = TestServer::start().await;
        let (step, learner, mut player) = ground.playing(&module()).await;
        player.initialize();
        player.commit().await;
        let trainer = ground.person(Role::Trainer).await;
        let upload = Upload::begin(&trainer, "film.zip", large_package("Film")).await;
        assert_eq!(upload.put(&trainer, 0).await.status(), 204);
        let token = ground.api(Role::Administrator).await.token;
        ground.stop().await;
        let process = ServerProcess::start_with(ground.settings(), change).await;
        process.played_by(&mut player);
        let (trainer, learner) = (
            process.visited_by(trainer),
            Enrolled {
                browser: process.visited_by(learner.browser),
                ..learner
            },
        );
        Self {
            ground,
            process,
            step,
            learner,
            player,
            trainer,
            upload,
            token,
        }
    }

    /// Everything that only reads answers as ever.
    pub(crate) async fn reads_go_on(&self) {
        let course = format!("/courses/{}", self.step.course_id);
        for (browser, path) in [
            (&self.learner.browser, "/home"),
            (&self.learner.browser, &*course),
            (&self.trainer, "/modules"),
            (&self.trainer, "/sign-in"),
            (&self.trainer, "/health"),
        ] {
            let answer = browser.get(path).await;
            assert!(answer.status().is_success(), "{path}: {}", answer.status());
        }
        let player = reqwest::get(&self.player.url).await.unwrap();
        assert_eq!(player.status(), 200);
    }

    /// An import over the automation interface.
    async fn import(&self) -> Response {
        reqwest::Client::new()
            .post(format!("{}/api/v1/packages", self.process.app_url()))
            .bearer_auth(&self.token)
            .body(large_package("By program"))
            .send()
            .await
            .unwrap()
    }

    /// What the learner had acknowledged is there after another kill and start.
    pub(crate) async fn survives_a_restart(mut self, location: &str) {
        self.process.kill();
        let db = database(self.ground.settings()).await;
        if db.get_database_backend() == sea_orm::DbBackend::Sqlite {
            let check = Statement::from_string(db.get_database_backend(), "PRAGMA integrity_check");
            let row = db.query_one_raw(check).await.unwrap().unwrap();
            let verdict: String = row.try_get_by_index(0).unwrap();
            assert_eq!(verdict, "ok");
        }
        entries_once(&db, self.learner.enrolment_id, self.player.next() - 1).await;
        db.close().await.unwrap();
        let ports = (self.process.app, self.process.content);
        self.process = ServerProcess::start_at(self.ground.settings(), ports).await;
        let resumed = TestPlayer::begin(&self.player.url).await;
        let stored = resumed.value("cmi.core.lesson_location");
        assert_eq!(stored.as_deref(), Some(location));
    }
}

pub(crate) async fn database(settings: &Settings) -> DatabaseConnection {
    Database::connect(settings.database()).await.unwrap()
}

/// The next page of everybody notes that their session is used.
async fn sessions_are_due(ground: &TestServer) {
    let db = database(ground.settings()).await;
    let before = ground.state.clock.now() - Duration::minutes(6);
    web_session::Entity::update_many()
        .col_expr(web_session::Column::LastSeenAt, Expr::value(before))
        .exec(&db)
        .await
        .unwrap();
    db.close().await.unwrap();
}

/// Every entry up to `last` stands in the attempt's trace exactly once.
pub(crate) async fn entries_once(db: &DatabaseConnection, enrolment_id: Uuid, last: u64) {
    let attempt = attempt::Entity::find()
        .filter(attempt::COLUMN.enrolment_id.eq(enrolment_id))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    let rows = attempt_trace::Entity::find()
        .filter(attempt_trace::COLUMN.attempt_id.eq(attempt.id))
        .all(db)
        .await
        .unwrap();
    let mut seen: Vec<u64> = rows.iter().flat_map(|row| numbers(&row.calls)).collect();
    seen.sort_unstable();
    assert_eq!(seen, (1..=last).collect::<Vec<_>>());
}

/// The numbers of the entries in a stored trace.
fn numbers(calls: &[u8]) -> Vec<u64> {
    let (format, document) = calls.split_first().unwrap();
    let mut plain = Vec::new();
    if *format == 1 {
        plain.extend_from_slice(document);
    } else {
        let mut decoder = flate2::read::DeflateDecoder::new(document);
        decoder.read_to_end(&mut plain).unwrap();
    }
    let trace: Value = serde_json::from_slice(&plain).unwrap();
    let entries = trace["e"].as_array().cloned().unwrap_or_default();
    entries.iter().map(|it| it["n"].as_u64().unwrap()).collect()
}

/// 507, or 503 where the write had to wait behind one; either says when to come back.
pub(crate) fn is_refused(answer: &Response) -> bool {
    let status = answer.status().as_u16();
    assert!(
        answer.headers().contains_key("retry-after") || status < 500,
        "{status} without Retry-After"
    );
    status == 507 || status == 503
}

/// How a disk is full: no byte more, or a few pages more, so that a
/// transaction fails in its middle.
fn room(settings: &Settings, pages: Option<u64>) -> u64 {
    let log = settings.data.join("obuka.db-wal");
    let length = std::fs::metadata(log).map_or(0, |it| it.len());
    pages.map_or(0, |pages| length + pages * 4096)
}

#[tokio::test]
async fn h2_a_full_disk_refuses_writes_in_words_serves_reads_and_recovers() {
    let mut site = Site::start(|_| {}).await;
    let is_sqlite = site.ground.state.db.is_sqlite();
    for (round, pages) in [None, Some(3), Some(40)].into_iter().enumerate() {
        let location = format!("round-{round}");
        let big = "x".repeat(4000);
        site.player
            .set("cmi.suspend_data", &big)
            .set("cmi.core.lesson_location", &location);
        sessions_are_due(&site.ground).await;
        site.process
            .limit_files(Some(room(site.ground.settings(), pages)));

        let mut refused = 0;
        // The log of SQLite may have room for some more; then it is full.
        for n in 0..if is_sqlite { 200 } else { 3 } {
            let title = format!("Course {round} {n}");
            let made = site
                .trainer
                .post(
                    "/courses/new",
                    &[
                        ("title", &title),
                        ("language", "en"),
                        ("duration_minutes", "30"),
                    ],
                )
                .await;
            if is_refused(&made) {
                refused += 1;
                assert!(made.text().await.unwrap().contains("no room left"));
            }
            if refused == 3 {
                break;
            }
        }
        assert_eq!(refused == 3, is_sqlite, "round {round}");
        if is_sqlite {
            let answer = site.player.send(&site.player.pending).await;
            assert!(is_refused(&answer));
            let answer: Value = answer.json().await.unwrap();
            assert_eq!(answer, json!({ "error": "full" }));
        }
        if pages.is_none() {
            let chunk = site.upload.put(&site.trainer, 1).await;
            assert!(is_refused(&chunk), "{}", chunk.status());
            let import = site.import().await;
            assert_eq!(import.status(), 507);
            let problem: Value = import.json().await.unwrap();
            assert_eq!(problem["type"], "urn:obuka:problem:error-full");
        }
        site.reads_go_on().await;
        site.process.limit_files(None);

        site.player.commit().await;
        let again = site
            .trainer
            .post(
                "/courses/new",
                &[
                    ("title", "After"),
                    ("language", "en"),
                    ("duration_minutes", "30"),
                ],
            )
            .await;
        assert_eq!(again.status(), 303);
    }
    for position in 1..site.upload.chunks() {
        assert_eq!(site.upload.put(&site.trainer, position).await.status(), 204);
    }
    assert_eq!(site.upload.finish(&site.trainer).await.status(), 202);
    assert_eq!(site.upload.verdict(&site.trainer).await.0, "imported");
    assert_eq!(site.import().await.status(), 201);
    site.survives_a_restart("round-2").await;
}

/// The log cannot be written; the site works, also when there is much to log.
#[tokio::test]
async fn h2_a_log_that_takes_no_line_stops_nothing() {
    let mut site = Site::start(|command| {
        command.env("OBUKA_LOG", "debug").stderr(full_device());
    })
    .await;

    site.player.set("cmi.core.lesson_location", "1");
    site.player.commit().await;
    site.process.limit_files(Some(0));
    let course = [
        ("title", "Course"),
        ("language", "en"),
        ("duration_minutes", "30"),
    ];
    let refused = site.trainer.post("/courses/new", &course).await;
    site.process.limit_files(None);

    assert_eq!(is_refused(&refused), site.ground.state.db.is_sqlite());
    let made = site.trainer.post("/courses/new", &course).await;
    assert_eq!(made.status(), 303);
    site.player.set("cmi.core.lesson_location", "2");
    site.player.commit().await;
    site.reads_go_on().await;
    site.survives_a_restart("2").await;
}

/// The database's own disk is full, which only a server of its own has on PostgreSQL.
#[tokio::test]
async fn h2_a_database_whose_disk_is_full_is_told_from_one_that_fails() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&module()).await;
    player.initialize();
    player.commit().await;
    player.set("cmi.core.lesson_location", "1");
    let db = database(server.settings()).await;
    if server.state.db.is_sqlite() {
        // The writer's own connection may not let the file grow.
        limit_pages(&server, 1).await;
    } else {
        let full = "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON attempt_trace
            FOR EACH STATEMENT EXECUTE FUNCTION full_disk();";
        db.execute_unprepared(full).await.unwrap();
    }

    let big = "x".repeat(60_000);
    player.set("cmi.suspend_data", &big);
    let mut refused = player.send(&player.pending).await;
    for _ in 0..20 {
        if refused.status() != 200 {
            break;
        }
        // There were free pages in the file.
        player.pending.clear();
        player.set("cmi.suspend_data", &big);
        refused = player.send(&player.pending).await;
    }

    assert_eq!(refused.status(), 507);
    assert!(is_refused(&refused));
    let home = learner.browser.get("/home").await;
    assert_eq!(home.status(), 200);
    if server.state.db.is_sqlite() {
        limit_pages(&server, 1 << 30).await;
    } else {
        let free = "DROP TRIGGER full_disk ON attempt_trace";
        db.execute_unprepared(free).await.unwrap();
    }
    player.commit().await;
    entries_once(&db, learner.enrolment_id, player.next() - 1).await;
}

/// `PRAGMA max_page_count` on the writer's connection; never below what there is.
async fn limit_pages(server: &TestServer, pages: u64) {
    server
        .state
        .db
        .write(move |tx| {
            Box::pin(async move {
                let pragma = format!("PRAGMA max_page_count = {pages}");
                tx.execute_unprepared(&pragma).await.map(drop)
            })
        })
        .await
        .unwrap();
}

/// Grouped writes, some of which make SQLite give the whole transaction up, as on a
/// full disk: what was acknowledged is there, what was refused is not, and the next
/// group works.
#[tokio::test]
async fn h2_of_grouped_writes_the_acknowledged_ones_are_stored_and_no_others() {
    let server = TestServer::start().await;
    if !server.state.db.is_sqlite() {
        return;
    }
    let db = database(server.settings()).await;
    let full = "CREATE TRIGGER full_disk BEFORE INSERT ON setting WHEN 1000 < length(NEW.value)
        BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END";
    db.execute_unprepared(full).await.unwrap();
    let write = |number: usize, bytes: usize| {
        server.state.db.write(move |tx| {
            Box::pin(async move {
                let row = entity::setting::ActiveModel {
                    name: Set(format!("test-{number}")),
                    value: Set("x".repeat(bytes)),
                };
                entity::setting::Entity::insert(row)
                    .exec_without_returning(tx)
                    .await?;
                Ok::<(), DbErr>(())
            })
        })
    };
    let all = (0..64).map(|n| write(n, if n % 8 == 5 { 2000 } else { 20 }));

    let results = futures::future::join_all(all).await;

    let stored: Vec<String> = entity::setting::Entity::find()
        .filter(entity::setting::COLUMN.name.starts_with("test-"))
        .all(server.state.db.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect();
    for (number, result) in results.iter().enumerate() {
        let is_stored = stored.contains(&format!("test-{number}"));
        assert_eq!(result.is_ok(), is_stored, "{number}: {result:?}");
    }
    assert!((0..64).all(|n| n % 8 != 5 || results[n].is_err()));
    assert!(results.iter().any(Result::is_ok));
    db.execute_unprepared("DROP TRIGGER full_disk")
        .await
        .unwrap();
    for number in 64..80 {
        write(number, 20).await.unwrap();
    }
    write(80, 2000).await.unwrap();
}
