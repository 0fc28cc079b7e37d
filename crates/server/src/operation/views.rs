//! What the health page shows.

use entity::values::Face;
use serde::Serialize;

use super::health::{Health, Status};
use crate::{jobs::service::Trouble, page::View};

/// `GET /health`
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    is_ready: bool,
    database_answers: bool,
    storage_answers: bool,
    details: Option<Details>,
}

#[derive(Debug, Serialize)]
struct Details {
    version: &'static str,
    database: &'static str,
    database_milliseconds: u64,
    storage: &'static str,
    storage_milliseconds: u64,
    jobs: Option<Jobs>,
    mail_to_folder: bool,
    mail_leaves_by: String,
    mails_in_trouble: usize,
    /// RFC 3339.
    last_backup_at: Option<String>,
    disk: Option<DiskLine>,
    memory: Option<String>,
}

#[derive(Debug, Serialize)]
struct Jobs {
    waiting: u64,
    running: u64,
    failed: u64,
    /// For how many minutes the oldest due job has waited.
    late_minutes: i64,
    troubles: Vec<TroubleLine>,
}

#[derive(Debug, Serialize)]
struct TroubleLine {
    kind: String,
    attempts: i32,
    error: String,
    given_up: bool,
}

#[derive(Debug, Serialize)]
struct DiskLine {
    free: String,
    total: String,
    is_scarce: bool,
}

impl Shown {
    pub(super) fn new(health: &Health, sees_all: bool, face: Face) -> Self {
        Self {
            is_ready: health.status == Status::Ready,
            database_answers: health.database.answers,
            storage_answers: health.storage.answers,
            details: sees_all.then(|| Details::new(health, face)),
        }
    }
}

impl Details {
    fn new(health: &Health, face: Face) -> Self {
        let jobs = health.jobs.as_ref().map(|jobs| Jobs {
            waiting: jobs.waiting,
            running: jobs.running,
            failed: jobs.failed,
            late_minutes: jobs
                .oldest_due_at
                .map_or(0, |at| (health.checked_at - at).num_minutes()),
            troubles: jobs.troubles.iter().map(TroubleLine::new).collect(),
        });
        Self {
            version: health.version,
            database: health.database.kind,
            database_milliseconds: health.database.milliseconds,
            storage: health.storage.kind,
            storage_milliseconds: health.storage.milliseconds,
            jobs,
            mail_to_folder: health.mail.to_folder,
            mail_leaves_by: health.mail.leaves_by.clone(),
            mails_in_trouble: health.mail.in_trouble,
            last_backup_at: health.last_backup_at.map(|it| it.to_rfc3339()),
            disk: health.disk.map(|disk| DiskLine {
                free: size_in_words(face, disk.free_bytes),
                total: size_in_words(face, disk.total_bytes),
                is_scarce: disk.is_scarce(),
            }),
            memory: health.memory_bytes.map(|it| size_in_words(face, it)),
        }
    }
}

impl TroubleLine {
    fn new(trouble: &Trouble) -> Self {
        Self {
            kind: trouble.kind.clone(),
            attempts: trouble.attempts,
            error: trouble.error.clone(),
            given_up: trouble.given_up,
        }
    }
}

/// Bytes in the largest unit that leaves a number people read, one decimal.
fn size_in_words(face: Face, bytes: u64) -> String {
    let (unit, divisor) = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
        .into_iter()
        .find(|(_, divisor)| *divisor <= bytes)
        .unwrap_or(("B", 1));
    let (whole, tenth) = (bytes / divisor, bytes % divisor * 10 / divisor);
    let separator = if face == Face::En { '.' } else { ',' };
    if divisor == 1 || 100 <= whole {
        format!("{whole} {unit}")
    } else {
        format!("{whole}{separator}{tenth} {unit}")
    }
}

impl View for Shown {
    const TEMPLATE: &'static str = "operation/health.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let trouble = |given_up| TroubleLine {
            kind: "send_mail".into(),
            attempts: 3,
            error: "the mail server <b> does not answer".into(),
            given_up,
        };
        let details = |is_full: bool| Details {
            version: "1",
            database: "SQLite",
            database_milliseconds: 1,
            storage: "folder",
            storage_milliseconds: 1,
            jobs: is_full.then(|| Jobs {
                waiting: 2,
                running: 1,
                failed: 1,
                late_minutes: 20,
                troubles: vec![trouble(true), trouble(false)],
            }),
            mail_to_folder: is_full,
            mail_leaves_by: "mail.example.org".into(),
            mails_in_trouble: usize::from(is_full),
            last_backup_at: is_full.then(|| "2026-11-24T09:00:00Z".into()),
            disk: is_full.then(|| DiskLine {
                free: "1 GB".into(),
                total: "100 GB".into(),
                is_scarce: true,
            }),
            memory: is_full.then(|| "60 MB".into()),
        };
        let shown = |is_ready: bool, details| Self {
            is_ready,
            database_answers: is_ready,
            storage_answers: is_ready,
            details,
        };
        vec![
            shown(true, None),
            shown(false, None),
            shown(true, Some(details(true))),
            shown(true, Some(details(false))),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Shown>();
    }

    #[test]
    fn sizes_are_written_as_people_read_them() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_500, "1,5 kB"),
            (62_340_000, "62,3 MB"),
            (250_000_000_000, "250 GB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(size_in_words(Face::SrCyrl, bytes), expected);
        }
        assert_eq!(size_in_words(Face::En, 1_500), "1.5 kB");
    }
}
