//! Asking the parts how they are, within bounds of time.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use object_store::ObjectStoreExt as _;

use super::{
    LAST_BACKUP,
    health::{Disk, Health, MailHealth, Part, Status, memory_bytes},
    metrics, queries,
};
use crate::{app::AppState, jobs, mail};

/// A part that takes longer to answer is not there.
const PATIENCE: Duration = Duration::from_secs(2);
/// A report is good for this long.
const FRESH: Duration = Duration::from_secs(1);

/// How the server is. Asked often, it is looked at once a second.
pub(super) async fn health(app: &AppState) -> Arc<Health> {
    let mut last = app.health.0.lock().await;
    if let Some((at, report)) = &*last
        && at.elapsed() < FRESH
    {
        return Arc::clone(report);
    }
    let report = Arc::new(look(app).await);
    *last = Some((Instant::now(), Arc::clone(&report)));
    report
}

async fn look(app: &AppState) -> Health {
    let now = app.clock.now();
    let (database, storage) = tokio::join!(database(app), storage(app));
    let (jobs, last_backup_at) = if database.answers {
        let db = app.db.read();
        let asked = async {
            let jobs = jobs::service::summary(&app.db, now).await.ok();
            let backup = queries::setting(db, LAST_BACKUP).await.ok().flatten();
            (jobs, backup.and_then(|it| it.parse().ok()))
        };
        tokio::time::timeout(PATIENCE, asked)
            .await
            .unwrap_or_default()
    } else {
        (None, None)
    };
    let in_trouble = jobs.as_ref().map_or(0, |jobs| {
        let mails = jobs.troubles.iter();
        mails.filter(|it| it.kind == mail::service::SEND).count()
    });
    Health {
        status: if database.answers && storage.answers {
            Status::Ready
        } else {
            Status::Unavailable
        },
        checked_at: now,
        version: env!("CARGO_PKG_VERSION"),
        database,
        storage,
        jobs,
        mail: MailHealth {
            to_folder: app.config.mail.is_folder(),
            leaves_by: app.config.mail.in_words(),
            in_trouble,
        },
        last_backup_at,
        disk: Disk::of(&app.config.settings.data),
        memory_bytes: memory_bytes(),
    }
}

async fn database(app: &AppState) -> Part {
    let kind = if app.db.is_sqlite() {
        "SQLite"
    } else {
        "PostgreSQL"
    };
    let answer = async { queries::ping(app.db.read()).await.is_ok() };
    part(kind, answer).await
}

async fn storage(app: &AppState) -> Part {
    let is_s3 = app.config.settings.storage.starts_with("s3://");
    let kind = if is_s3 { "S3" } else { "folder" };
    let answer = async {
        let nothing = object_store::path::Path::from("health");
        match app.store.objects().head(&nothing).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {
                is_s3 || app.store.folder_is_there()
            }
            Err(_) => false,
        }
    };
    part(kind, answer).await
}

async fn part(kind: &'static str, answer: impl Future<Output = bool>) -> Part {
    let started = Instant::now();
    let answers = tokio::time::timeout(PATIENCE, answer)
        .await
        .unwrap_or(false);
    Part {
        kind,
        answers,
        milliseconds: started.elapsed().as_millis().try_into().unwrap_or(u64::MAX),
    }
}

/// The figures as text, with those that are read only when asked for.
pub(super) async fn figures(app: &AppState) -> String {
    let recorder = metrics::recorder();
    let health = health(app).await;
    let float = |number: u64| metrics::as_float(usize::try_from(number).unwrap_or(usize::MAX));
    if let Some(bytes) = health.memory_bytes {
        // Kibibytes fit the float exactly.
        ::metrics::gauge!("process_resident_memory_bytes").set(float(bytes / 1024) * 1024.0);
    }
    if let Some(disk) = health.disk {
        ::metrics::gauge!("obuka_disk_free_bytes").set(float(disk.free_bytes / 4096) * 4096.0);
    }
    for (part, state) in [("database", &health.database), ("storage", &health.storage)] {
        ::metrics::gauge!("obuka_up", "part" => part).set(f64::from(u8::from(state.answers)));
    }
    if let Some(jobs) = &health.jobs {
        for (state, count) in [
            ("waiting", jobs.waiting),
            ("running", jobs.running),
            ("failed", jobs.failed),
        ] {
            ::metrics::gauge!("obuka_jobs", "state" => state).set(float(count));
        }
    }
    if let Some(at) = health.last_backup_at {
        let seconds = u32::try_from(at.timestamp()).map_or(0.0, f64::from);
        ::metrics::gauge!("obuka_last_backup_timestamp_seconds").set(seconds);
    }
    recorder.render()
}

/// Samples of histograms are drawn together now and then, whether anybody reads them or not.
pub(crate) async fn keep_figures() {
    let recorder = metrics::recorder();
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        recorder.run_upkeep();
    }
}
