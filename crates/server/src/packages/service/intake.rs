//! Files on their way from an archive into the store: inflated by one blocking
//! thread, hashed and stored by a few tasks, in memory that does not grow with
//! the archive.

use std::{
    io::{self, BufReader, Read},
    sync::{Arc, atomic::Ordering},
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use package_import::{ImportReport, Limits, PackageFile, import_with};
use sha2::{Digest as _, Sha256};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::spawn_blocking,
};

use super::{ImportError, shared_file::SharedFile};
use crate::{
    app::AppState,
    packages::{caches::Progress, objects},
    store::Store,
};

/// Files up to this size travel whole, many in a batch.
const SMALL_BYTES: u64 = 2 * 1024 * 1024;
/// Small files under way together hold at most this.
const BUDGET_BYTES: usize = 16 * 1024 * 1024;
/// Files whose hashes are registered in one transaction.
const BATCH_FILES: usize = 48;
const BATCHES_AT_ONCE: usize = 2;
const WRITES_AT_ONCE: usize = 4;
/// Larger files travel in pieces.
const PIECE_BYTES: usize = 1024 * 1024;

/// A file of a version, stored.
#[derive(Debug, Clone)]
pub(in crate::packages) struct FileRow {
    pub(in crate::packages) path: String,
    pub(in crate::packages) hash: String,
    pub(in crate::packages) size_bytes: u64,
}

/// What comes out of the archive.
enum Arriving {
    Small(Small),
    Large {
        path: String,
        pieces: mpsc::Receiver<Bytes>,
    },
}

/// A small file with the part of the budget that it takes.
struct Small {
    path: String,
    content: Bytes,
    _room: OwnedSemaphorePermit,
}

#[derive(Clone)]
struct Intake {
    app: AppState,
    now: DateTime<Utc>,
}

/// Checks the archive and stores its files on the way. Nothing points at them
/// yet: if the report refuses the package, they are swept.
pub(super) async fn check_and_store(
    app: &AppState,
    archive: SharedFile,
    progress: Arc<Progress>,
    now: DateTime<Utc>,
) -> Result<(ImportReport, Vec<FileRow>), ImportError> {
    let (sender, receiver) = mpsc::channel(BATCH_FILES);
    let limits = Limits::default();
    let reading = spawn_blocking(move || read(archive, &limits, &sender, &progress));
    let intake = Intake {
        app: app.clone(),
        now,
    };
    let rows = intake.store_all(receiver).await;
    let report = reading
        .await
        .map_err(|error| io::Error::other(error.to_string()));
    // When storing failed, reading only failed because nobody took the files.
    let rows = rows?;
    Ok((report??, rows))
}

/// Stores the archive itself, so that a version can be given back as it came.
pub(super) async fn store_archive(
    app: &AppState,
    archive: SharedFile,
    now: DateTime<Utc>,
) -> Result<(String, u64), ImportError> {
    let (sender, pieces) = mpsc::channel(1);
    let reading = spawn_blocking(move || send_pieces(&mut BufReader::new(archive), &sender));
    let intake = Intake {
        app: app.clone(),
        now,
    };
    let stored = intake.store_large(pieces).await?;
    reading
        .await
        .map_err(|error| io::Error::other(error.to_string()))??;
    Ok(stored)
}

fn read(
    archive: SharedFile,
    limits: &Limits,
    sender: &mpsc::Sender<Arriving>,
    progress: &Progress,
) -> io::Result<ImportReport> {
    let room = Arc::new(Semaphore::new(BUDGET_BYTES));
    import_with(archive, limits, |file, content| {
        hand_over(file, content, sender, &room)?;
        progress.files.fetch_add(1, Ordering::Relaxed);
        progress
            .size_bytes
            .fetch_add(file.size_bytes, Ordering::Relaxed);
        Ok(())
    })
}

fn hand_over(
    file: &PackageFile,
    content: &mut dyn Read,
    sender: &mpsc::Sender<Arriving>,
    room: &Arc<Semaphore>,
) -> io::Result<()> {
    let path = file.path.clone();
    if file.size_bytes <= SMALL_BYTES {
        let size = u32::try_from(file.size_bytes.max(1)).expect("small");
        let reserved = Handle::current()
            .block_on(Arc::clone(room).acquire_many_owned(size))
            .map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(size as usize);
        content.read_to_end(&mut bytes)?;
        return send(
            sender,
            Arriving::Small(Small {
                path,
                content: bytes.into(),
                _room: reserved,
            }),
        );
    }
    let (pieces, receiver) = mpsc::channel(1);
    send(
        sender,
        Arriving::Large {
            path,
            pieces: receiver,
        },
    )?;
    send_pieces(content, &pieces)
}

fn send_pieces(content: &mut dyn Read, pieces: &mpsc::Sender<Bytes>) -> io::Result<()> {
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        content.take(PIECE_BYTES as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Ok(());
        }
        send(pieces, piece.into())?;
    }
}

fn send<T>(sender: &mpsc::Sender<T>, value: T) -> io::Result<()> {
    sender
        .blocking_send(value)
        .map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "nobody stores the files"))
}

impl Intake {
    async fn store_all(
        self,
        receiver: mpsc::Receiver<Arriving>,
    ) -> Result<Vec<FileRow>, ImportError> {
        stream::unfold(receiver, next_batch)
            .map(move |batch| self.clone().store_batch(batch).boxed())
            .buffer_unordered(BATCHES_AT_ONCE)
            .try_concat()
            .await
    }

    async fn store_batch(self, batch: Vec<Arriving>) -> Result<Vec<FileRow>, ImportError> {
        let mut small = Vec::with_capacity(batch.len());
        let mut rows = Vec::with_capacity(batch.len());
        for arriving in batch {
            match arriving {
                Arriving::Small(file) => small.push(file),
                // The archive gives nothing more until a large file is through.
                Arriving::Large { path, pieces } => {
                    let (hash, size_bytes) = self.store_large(pieces).await?;
                    rows.push(FileRow {
                        path,
                        hash,
                        size_bytes,
                    });
                }
            }
        }
        let hashed = spawn_blocking(move || small.into_iter().map(Small::hashed).collect())
            .await
            .map_err(|error| io::Error::other(error.to_string()))?;
        let hashed: Vec<(FileRow, Small)> = hashed;
        let objects = hashed
            .iter()
            .map(|(row, _)| (row.hash.clone(), row.size_bytes))
            .collect();
        objects::service::register(&self.app, objects, self.now).await?;
        let stored: Vec<FileRow> = stream::iter(hashed)
            .map(move |(row, small)| put_small(self.app.store.clone(), row, small).boxed())
            .buffer_unordered(WRITES_AT_ONCE)
            .try_collect()
            .await?;
        rows.extend(stored);
        Ok(rows)
    }

    async fn store_large(
        &self,
        pieces: mpsc::Receiver<Bytes>,
    ) -> Result<(String, u64), ImportError> {
        let pieces = tokio_stream::wrappers::ReceiverStream::new(pieces);
        let staged = self
            .app
            .store
            .stage(pieces.map(Ok::<_, ImportError>))
            .await?;
        let object = (staged.hash.clone(), staged.size_bytes);
        let registered =
            objects::service::register(&self.app, vec![object.clone()], self.now).await;
        if let Err(error) = registered {
            self.app.store.drop_staged(staged).await?;
            return Err(error.into());
        }
        self.app.store.keep(staged).await?;
        Ok(object)
    }
}

async fn next_batch(
    mut receiver: mpsc::Receiver<Arriving>,
) -> Option<(Vec<Arriving>, mpsc::Receiver<Arriving>)> {
    let mut batch = Vec::with_capacity(BATCH_FILES);
    let taken = receiver.recv_many(&mut batch, BATCH_FILES).await;
    (0 < taken).then_some((batch, receiver))
}

/// `small` is let go, and with it its room, when it is stored.
async fn put_small(store: Store, row: FileRow, small: Small) -> Result<FileRow, ImportError> {
    store.put_hashed(&row.hash, small.content.clone()).await?;
    Ok(row)
}

impl Small {
    fn hashed(self) -> (FileRow, Self) {
        let row = FileRow {
            path: self.path.clone(),
            hash: hex::encode(Sha256::digest(&self.content)),
            size_bytes: self.content.len() as u64,
        };
        (row, self)
    }
}
