//! Backup and restore, from either database into either.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use entity::values::Role;
use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection, EntityTrait as _, PaginatorTrait as _,
    Statement,
};
use server::{
    config::Settings,
    operation::{BackupError, backup, open_database, restore},
};
use tempfile::TempDir;

use crate::{
    playing::{Module, TestPlayer},
    recording,
    support::{TestDatabase, TestServer},
};

fn module() -> Module {
    Module::scorm_12(&["Lesson"], Some(70), "<!doctype html><p>Lesson")
}

/// An empty place: a folder, and an empty database of the tests' kind.
async fn empty_place() -> (TempDir, TestDatabase, Settings) {
    let dir = TempDir::new().unwrap();
    let database = TestDatabase::create(&dir).await;
    let settings = Settings {
        data: dir.path().to_owned(),
        database_url: Some(database.url().to_owned()),
        ..Settings::default()
    };
    (dir, database, settings)
}

/// Each table's lines in a backup, sorted, without the file's order.
fn lines(file: &std::path::Path) -> BTreeMap<String, Vec<String>> {
    let mut archive = tar::Archive::new(std::fs::File::open(file).unwrap());
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let Some((table, _)) = name
            .strip_prefix("tables/")
            .and_then(|it| it.split_once('/'))
        else {
            continue;
        };
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        let lines = text.lines().map(ToOwned::to_owned);
        tables.entry(table.to_owned()).or_default().extend(lines);
    }
    // The note of the last backup is younger than the backup it is compared with.
    if let Some(settings) = tables.get_mut("setting") {
        settings.retain(|line| !line.contains("last_backup_at"));
    }
    for lines in tables.values_mut() {
        lines.sort();
    }
    tables
}

/// The completion record as a program fetches it.
async fn record(server: &TestServer, token: &str, format: &str) -> String {
    let address = format!("{}/api/v1/completion-record?format={format}", server.app);
    let answer = reqwest::Client::new()
        .get(address)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    // The addresses for checking say where the site is now.
    let text = answer.text().await.unwrap();
    text.replace(&server.app, "https://the.site")
}

/// Commits until it is told to stop; how many were stored.
async fn commit_until(url: String, enough: Arc<AtomicBool>) -> u64 {
    let mut player = TestPlayer::begin(&url).await;
    player.initialize();
    let mut commits = 0;
    while !enough.load(Ordering::Relaxed) {
        player.set("cmi.core.lesson_location", &commits.to_string());
        player.commit().await;
        commits += 1;
    }
    commits
}

#[tokio::test]
async fn h7_a_backup_under_load_restored_elsewhere_is_the_same_site() {
    let server = TestServer::start().await;
    let step = server.one_step(&module()).await;
    recording::rules(&server, &step, None).await;
    let key = server.api(Role::Administrator).await.token;
    for _ in 0..6 {
        let learner = server.enrolled(step.course_id).await;
        recording::play(&server, &step, learner.enrolment_id, "passed", "85").await;
    }
    let enough = Arc::new(AtomicBool::new(false));
    let mut writing = Vec::new();
    for _ in 0..4 {
        let learner = server.enrolled(step.course_id).await;
        let launched = server.launched(learner.enrolment_id, step.step_id).await;
        writing.push(tokio::spawn(commit_until(launched.url, enough.clone())));
    }
    let before = record(&server, &key, "csv").await;
    let dir = TempDir::new().unwrap();
    let first = dir.path().join("first.tar");
    let now = server.state.clock.now();

    // Others finish while it is taken.
    let finishing = async {
        for _ in 0..6 {
            let learner = server.enrolled(step.course_id).await;
            recording::play(&server, &step, learner.enrolment_id, "passed", "95").await;
        }
    };
    let (report, ()) = tokio::join!(backup(server.settings(), &first, now), finishing);

    let report = report.unwrap();
    enough.store(true, Ordering::Relaxed);
    for commits in writing {
        assert!(0 < commits.await.unwrap());
    }
    assert!(0 < report.objects && 20 < report.rows);
    let (place, _database, settings) = empty_place().await;
    let restored = restore(&settings, &first).await.unwrap();
    assert_eq!(restored.objects, report.objects);
    let second = dir.path().join("second.tar");
    backup(&settings, &second, now).await.unwrap();
    let (taken, again) = (lines(&first), lines(&second));
    assert!(taken["attempt_trace"].len() < 100_000 && 10 <= taken["attempt"].len());
    assert_eq!(taken, again);
    assert!(place.path().join("files/objects").is_dir());
    exports_are_equal(&server, &settings, &key, &before).await;
}

/// What the restored site exports is what the first one had exported when the
/// backup was taken: everything from before it, nothing half, no gap.
async fn exports_are_equal(server: &TestServer, settings: &Settings, token: &str, before: &str) {
    let restored = TestServer::start_on(settings.clone()).await;
    let (there, here) = (
        record(&restored, token, "csv").await,
        record(server, token, "csv").await,
    );
    let certified = |csv: &str| -> BTreeSet<String> { csv.lines().map(without_number).collect() };
    let (there, here) = (certified(&there), certified(&here));
    assert!(7 <= there.len(), "a head and six rows at least: {there:?}");
    assert!(certified(before).is_subset(&there));
    assert!(there.is_subset(&here), "{there:#?} {here:#?}");
    let last = there.len() - 1;
    let serial = format!("-{last:06}");
    assert!(there.iter().any(|line| line.contains(&serial)), "no gap");
}

/// A line of the record without its running number, which counts the rows that there are.
fn without_number(line: &str) -> String {
    let digits = |it: char| it.is_ascii_digit();
    line.trim_start_matches(digits).to_owned()
}

/// Nobody writes between: then the exports are the same files.
#[tokio::test]
async fn h7_the_completion_record_of_a_restored_site_is_the_same_file() {
    let server = TestServer::start().await;
    let step = server.one_step(&module()).await;
    recording::rules(&server, &step, None).await;
    let token = server.api(Role::Administrator).await.token;
    for score in ["75", "85", "95"] {
        let learner = server.enrolled(step.course_id).await;
        recording::play(&server, &step, learner.enrolment_id, "passed", score).await;
    }
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("backup.tar");
    backup(server.settings(), &file, server.state.clock.now())
        .await
        .unwrap();
    let (_place, _database, settings) = empty_place().await;

    restore(&settings, &file).await.unwrap();

    let restored = TestServer::start_on(settings).await;
    for format in ["csv", "json"] {
        let (here, there) = (
            record(&server, &token, format).await,
            record(&restored, &token, format).await,
        );
        assert!(here.contains("-000003"), "{here}");
        assert_eq!(here, there, "{format}");
    }
}

#[tokio::test]
async fn a_backup_of_one_database_is_restored_into_the_other() {
    let Ok(_) = std::env::var("TEST_POSTGRES_URL") else {
        return;
    };
    let server = TestServer::start().await;
    let step = server.one_step(&module()).await;
    server.enrolled(step.course_id).await;
    let dir = TempDir::new().unwrap();
    let (first, second, third) = (
        dir.path().join("1.tar"),
        dir.path().join("2.tar"),
        dir.path().join("3.tar"),
    );
    let now = server.state.clock.now();
    backup(&server.state.config.settings, &first, now)
        .await
        .unwrap();
    let lite = TempDir::new().unwrap();
    let settings = Settings {
        data: lite.path().to_owned(),
        ..Settings::default()
    };

    restore(&settings, &first).await.unwrap();
    backup(&settings, &second, now).await.unwrap();
    let (_place, _database, back) = empty_place().await;
    restore(&back, &second).await.unwrap();
    backup(&back, &third, now).await.unwrap();

    assert_eq!(lines(&first), lines(&second));
    assert_eq!(lines(&second), lines(&third));
}

#[tokio::test]
async fn a_backup_goes_only_into_an_empty_place_and_over_no_file() {
    let server = TestServer::start().await;
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("backup.tar");
    let settings = &server.state.config.settings;
    let now = server.state.clock.now();
    backup(settings, &file, now).await.unwrap();

    let over = backup(settings, &file, now).await;
    let full = restore(settings, &file).await;

    assert!(matches!(over, Err(BackupError::Exists(_))), "{over:?}");
    assert!(matches!(full, Err(BackupError::NotEmpty(_))), "{full:?}");
    let (_place, _database, nowhere) = empty_place().await;
    let nothing = backup(&nowhere, &dir.path().join("nothing.tar"), now).await;
    assert!(nothing.is_err());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_changed_or_shortened_backup_is_refused_before_anything_is_written() {
    let server = TestServer::start().await;
    server.one_step(&module()).await;
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("backup.tar");
    let now = server.state.clock.now();
    backup(&server.state.config.settings, &file, now)
        .await
        .unwrap();
    let whole = std::fs::read(&file).unwrap();
    let (_place, _database, settings) = empty_place().await;
    let text = b"Lesson";
    let in_object = whole
        .windows(text.len())
        .rposition(|it| it == text)
        .unwrap();
    let in_row = whole.windows(8).position(|it| it == b"The step").unwrap();

    for at in [in_object, in_row] {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        std::fs::write(&file, changed).unwrap();
        let refused = restore(&settings, &file).await;
        assert!(
            matches!(refused, Err(BackupError::Damaged(_))),
            "{refused:?}"
        );
    }
    for share in [1, 2, 3, 9] {
        std::fs::write(&file, &whole[..whole.len() * share / 10]).unwrap();
        let refused = restore(&settings, &file).await;
        assert!(refused.is_err(), "{share}");
    }
    std::fs::write(&file, b"something else altogether").unwrap();
    let refused = restore(&settings, &file).await;
    assert!(
        matches!(refused, Err(BackupError::NotABackup(_))),
        "{refused:?}"
    );
    std::fs::write(&file, &whole).unwrap();
    restore(&settings, &file).await.unwrap();
}

async fn forget_last_migration(db: &DatabaseConnection) -> String {
    let backend = db.get_database_backend();
    let newest = "SELECT max(version) AS version FROM seaql_migrations";
    let row = db
        .query_one_raw(Statement::from_string(backend, newest))
        .await;
    let version: String = row.unwrap().unwrap().try_get("", "version").unwrap();
    let sql = format!("DELETE FROM seaql_migrations WHERE version = '{version}'");
    db.execute_unprepared(&sql).await.unwrap();
    version
}

#[tokio::test]
async fn an_upgrade_takes_a_backup_first() {
    let mut server = TestServer::start().await;
    server.one_step(&module()).await;
    let settings = server.state.config.settings.clone();
    let now = server.state.clock.now();
    server.stop().await;
    let db = Database::connect(settings.database()).await.unwrap();
    // An interrupted or older migration: its tables are there, the note of it is not.
    forget_last_migration(&db).await;
    db.close().await.unwrap();

    open_database(&settings, now).await.unwrap();

    let backups = std::fs::read_dir(settings.data.join("backups")).unwrap();
    let backups: Vec<_> = backups.map(|it| it.unwrap().path()).collect();
    assert_eq!(backups.len(), 1);
    let (_place, _database, elsewhere) = empty_place().await;
    let restored = restore(&elsewhere, &backups[0]).await.unwrap();
    assert_eq!(restored.migrated, 1);
    let db = Database::connect(elsewhere.database()).await.unwrap();
    let courses = entity::course::Entity::find().count(&db).await.unwrap();
    assert_eq!(courses, 1);
    // Nothing is pending now: opening again takes none.
    open_database(&settings, now).await.unwrap();
    assert_eq!(
        std::fs::read_dir(settings.data.join("backups"))
            .unwrap()
            .count(),
        1
    );
}

/// The backups of released versions that lie in `tests/snapshots`, and one of
/// this version, which `UPDATE=1` puts there: do so at each release.
async fn snapshots(made: &TempDir) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let released = std::fs::read_dir(&folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = released.map(|it| it.unwrap().path()).collect();
    let name = format!("{}.tar", env!("CARGO_PKG_VERSION"));
    if found.iter().any(|it| it.ends_with(&name)) {
        return found;
    }
    let server = TestServer::start().await;
    let (_, _, mut player) = server.playing(&module()).await;
    player
        .initialize()
        .set("cmi.core.lesson_location", "page-7");
    player.set("cmi.core.exit", "suspend");
    player.commit().await;
    let updates = std::env::var("UPDATE").is_ok();
    let file = if updates {
        folder
    } else {
        made.path().to_owned()
    }
    .join(name);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let now = server.state.clock.now();
    backup(&server.state.config.settings, &file, now)
        .await
        .unwrap();
    found.push(file);
    found
}

#[tokio::test]
async fn sites_of_released_versions_are_brought_up_to_date_and_played_on() {
    let made = TempDir::new().unwrap();
    for snapshot in snapshots(&made).await {
        let (_place, _database, settings) = empty_place().await;

        restore(&settings, &snapshot).await.unwrap();

        let server = TestServer::start_on(settings).await;
        let db = server.state.db.read();
        let attempt = entity::attempt::Entity::find()
            .one(db)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(attempt.location.as_deref(), Some("page-7"));
        let (enrolment_id, step_id) = (attempt.enrolment_id.unwrap(), attempt.step_id.unwrap());
        let launched = server.launched(enrolment_id, step_id).await;
        let player = TestPlayer::begin(&launched.url).await;
        assert_eq!(player.value("cmi.core.lesson_location").unwrap(), "page-7");
    }
}
