//! Bodies that are too large for memory, on their way to the disk.

use std::{path::PathBuf, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncWriteExt as _, BufWriter},
    sync::{Semaphore, SemaphorePermit},
};

use super::{
    extract::{body_broken, too_large},
    problem::Problem,
};
use crate::{
    error::{AppError, Message},
    store::{entries, remove_older},
};

/// Bodies under way together; more are told to come back.
const AT_ONCE: usize = 16;
/// A sender that is silent for this long has gone.
const SILENCE: Duration = Duration::from_secs(30);
const BUFFER_BYTES: usize = 256 * 1024;

/// Where large bodies are kept while they are read.
pub(crate) struct Incoming {
    folder: PathBuf,
    room: Semaphore,
}

/// A whole body on the disk; removed with the value.
pub(super) struct Received<'a> {
    pub(super) file: NamedTempFile,
    _room: SemaphorePermit<'a>,
}

impl Incoming {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            room: Semaphore::new(AT_ONCE),
        }
    }

    /// Takes the body in, up to `limit_bytes`, in memory that does not grow with it.
    pub(super) async fn receive(
        &self,
        headers: &HeaderMap,
        body: Body,
        limit_bytes: u64,
    ) -> Result<Received<'_>, Problem> {
        if announced(headers).is_some_and(|it| limit_bytes < it) {
            return Err(too_large());
        }
        let room = self.room.try_acquire().map_err(|_| AppError::Busy)?;
        let file = self.new_file().await?;
        let handle = file.reopen().map_err(|it| AppError::below(&it))?;
        let handle = tokio::fs::File::from_std(handle);
        let mut writer = BufWriter::with_capacity(BUFFER_BYTES, handle);
        let mut pieces = body.into_data_stream();
        let mut received_bytes = 0_u64;
        while let Some(piece) = tokio::time::timeout(SILENCE, pieces.next())
            .await
            .map_err(|_| silent())?
        {
            let piece = piece.map_err(|_| body_broken())?;
            received_bytes += piece.len() as u64;
            if limit_bytes < received_bytes {
                return Err(too_large());
            }
            let written = writer.write_all(&piece).await;
            written.map_err(|it| AppError::below(&it))?;
        }
        writer.flush().await.map_err(|it| AppError::below(&it))?;
        Ok(Received { file, _room: room })
    }

    /// Removes bodies that a server which was killed has left behind.
    pub(crate) async fn sweep(&self, before: DateTime<Utc>) -> std::io::Result<usize> {
        let folder = self.folder.clone();
        let sweeping = tokio::task::spawn_blocking(move || {
            let mut removed = 0;
            for path in entries(&folder)? {
                removed += remove_older(&path, before.into())?;
            }
            Ok(removed)
        });
        sweeping.await.map_err(std::io::Error::other)?
    }

    async fn new_file(&self) -> Result<NamedTempFile, AppError> {
        let folder = self.folder.clone();
        let made = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&folder)?;
            NamedTempFile::new_in(&folder)
        });
        made.await
            .map_err(|it| AppError::below(&it))?
            .map_err(|it| AppError::below(&it))
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn silent() -> Problem {
    Problem::with_status(StatusCode::REQUEST_TIMEOUT, Message::new("api-body-silent"))
}
