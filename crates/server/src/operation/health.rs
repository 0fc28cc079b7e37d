//! What the health report says.

use std::{path::Path, sync::Arc, time::Instant};

use chrono::{DateTime, Utc};
use serde::Serialize;
use tokio::sync::Mutex;

use crate::jobs::service::Summary;

/// How the server is, for whoever may see it all.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    pub(crate) status: Status,
    pub(crate) checked_at: DateTime<Utc>,
    pub(crate) version: &'static str,
    pub(crate) database: Part,
    pub(crate) storage: Part,
    pub(crate) jobs: Option<Summary>,
    pub(crate) mail: MailHealth,
    pub(crate) last_backup_at: Option<DateTime<Utc>>,
    pub(crate) disk: Option<Disk>,
    pub(crate) memory_bytes: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Ready,
    Unavailable,
}

/// A part without which nothing can be served.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    pub(crate) kind: &'static str,
    pub(crate) answers: bool,
    pub(crate) milliseconds: u64,
}

#[derive(Debug, Serialize)]
pub(crate) struct MailHealth {
    pub(crate) to_folder: bool,
    /// The mail server's name or the folder.
    pub(crate) leaves_by: String,
    /// Mails whose sending failed: given up, or waiting for another try.
    pub(crate) in_trouble: usize,
}

/// The file system that the data folder lies on.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Disk {
    pub(crate) free_bytes: u64,
    pub(crate) total_bytes: u64,
}

impl Disk {
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let found = rustix::fs::statvfs(folder).ok()?;
        Some(Self {
            free_bytes: found.f_bavail.saturating_mul(found.f_frsize),
            total_bytes: found.f_blocks.saturating_mul(found.f_frsize),
        })
    }

    /// Less than a twentieth or less than a gibibyte is left.
    pub(crate) fn is_scarce(self) -> bool {
        self.free_bytes < self.total_bytes / 20 || self.free_bytes < 1 << 30
    }
}

/// Resident memory of this process.
pub(super) fn memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// The last report, so that asking often costs nothing.
#[derive(Debug, Default)]
pub struct LastReport(pub(super) Mutex<Option<(Instant, Arc<Health>)>>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_memory_and_its_folder_a_disk() {
        assert!(memory_bytes().is_some_and(|it| 1 << 20 < it));
        let disk = Disk::of(Path::new(".")).unwrap();
        assert!(disk.free_bytes <= disk.total_bytes && 0 < disk.total_bytes);
        assert_eq!(
            Disk::of(Path::new("/no/such/folder")).map(|it| it.total_bytes),
            None
        );
    }

    #[test]
    fn a_disk_is_scarce_by_share_and_by_size() {
        let gib = 1 << 30;
        let cases = [
            (100 * gib, 6 * gib, false),
            (100 * gib, 4 * gib, true),
            (4 * gib, gib - 1, true),
        ];
        for (total_bytes, free_bytes, expected) in cases {
            let disk = Disk {
                free_bytes,
                total_bytes,
            };
            assert_eq!(disk.is_scarce(), expected, "{disk:?}");
        }
    }
}
