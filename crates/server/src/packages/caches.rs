//! What a server remembers of versions. They never change, so only memory bounds it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicU64},
    time::Duration,
};

use moka::future::Cache;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::service::{LoadedVersion, StoredFile};

/// Manifests as stored; in memory they are some times larger.
const VERSION_BYTES: u64 = 8 * 1024 * 1024;
const FILES: u64 = 50_000;
/// Imports that one server runs at once; the others wait.
const IMPORTS_AT_ONCE: usize = 2;
/// Chunks that one server holds in memory at once; for the others it is busy.
const CHUNKS_AT_ONCE: usize = 12;

/// Shared by all requests of a server.
pub(crate) struct Caches {
    pub(super) versions: Cache<Uuid, Arc<LoadedVersion>>,
    pub(super) files: Cache<(Uuid, String), StoredFile>,
    pub(super) importing: Arc<Semaphore>,
    pub(super) receiving: Semaphore,
    progress: Mutex<HashMap<Uuid, Arc<Progress>>>,
}

/// How far the check of an upload has come on this server.
#[derive(Debug, Default)]
pub(super) struct Progress {
    pub(super) files: AtomicU64,
    pub(super) size_bytes: AtomicU64,
}

impl Default for Caches {
    fn default() -> Self {
        Self {
            versions: Cache::builder()
                .weigher(|_, version: &Arc<LoadedVersion>| {
                    u32::try_from(version.stored_bytes).unwrap_or(u32::MAX)
                })
                .max_capacity(VERSION_BYTES)
                // Publishing on another server shows here after this time.
                .time_to_live(Duration::from_mins(1))
                .build(),
            files: Cache::builder()
                .max_capacity(FILES)
                .time_to_live(Duration::from_hours(1))
                .build(),
            importing: Arc::new(Semaphore::new(IMPORTS_AT_ONCE)),
            receiving: Semaphore::new(CHUNKS_AT_ONCE),
            progress: Mutex::default(),
        }
    }
}

impl Caches {
    /// Begins (or begins again) to count for this upload.
    pub(super) fn start_progress(&self, upload_id: Uuid) -> Arc<Progress> {
        let progress = Arc::<Progress>::default();
        self.progress().insert(upload_id, Arc::clone(&progress));
        progress
    }

    pub(super) fn end_progress(&self, upload_id: Uuid) {
        self.progress().remove(&upload_id);
    }

    pub(super) fn progress_of(&self, upload_id: Uuid) -> Option<Arc<Progress>> {
        self.progress().get(&upload_id).cloned()
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Arc<Progress>>> {
        // Counting cannot leave the map in a bad state.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
