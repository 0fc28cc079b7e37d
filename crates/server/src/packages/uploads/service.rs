//! Receiving an upload, and turning it into a version or a report.

mod check;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use entity::{upload, upload_chunk, values::UploadState};
use package_import::{Finding, ImportReport, Limits, early};
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::queries;
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    packages::objects,
    store::StoreError,
};

pub(in crate::packages) use check::{check_file, resume, sweep};

/// A chunk as the server wants them: small enough to be sent again over a bad
/// line within a minute.
const CHUNK_BYTES: u64 = 2 * 1024 * 1024;
/// The largest chunk that is taken from any client.
pub(in crate::packages) const CHUNK_LIMIT_BYTES: usize = 8 * 1024 * 1024;
/// Uploads that one person may have open.
const OPEN_UPLOADS: u64 = 20;
/// Shown names are no longer than this.
const NAME_CHARACTERS: usize = 200;

#[derive(Debug, thiserror::Error)]
pub(in crate::packages) enum UploadError {
    #[error("no such upload")]
    NoSuchUpload,
    #[error("no such module")]
    NoSuchModule,
    #[error("the module is archived")]
    ModuleArchived,
    #[error("the file is empty")]
    Empty,
    #[error("the file has more than {limit_bytes} bytes")]
    TooLarge { limit_bytes: u64 },
    #[error("{open} uploads are open already")]
    TooManyOpen { open: u64 },
    #[error("the upload takes no more chunks")]
    NotReceiving,
    #[error("the upload has no chunk {0}")]
    NoSuchPosition(u64),
    #[error("the chunk has {got} bytes instead of {wanted}")]
    WrongLength { got: u64, wanted: u64 },
    #[error("{0} chunks are missing")]
    Incomplete(u64),
    /// What has arrived shows already that the package cannot be accepted.
    #[error("the upload was refused before its end")]
    RefusedEarly,
    #[error("too many chunks are being received")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for UploadError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<UploadError> for AppError {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::NoSuchUpload | UploadError::NoSuchModule => Self::NotFound,
            UploadError::ModuleArchived => Self::refused("module-is-archived"),
            UploadError::Empty => Self::Invalid(Message::new("upload-empty")),
            UploadError::TooLarge { limit_bytes } => Self::TooLarge(
                Message::new("upload-too-large")
                    .with("megabytes", (limit_bytes / 1024 / 1024).to_string()),
            ),
            UploadError::TooManyOpen { open } => {
                Self::Refused(Message::new("upload-too-many-open").with("count", open.to_string()))
            }
            UploadError::NotReceiving => Self::refused("upload-not-receiving"),
            UploadError::NoSuchPosition(_) | UploadError::WrongLength { .. } => {
                Self::Invalid(Message::new("upload-wrong-chunk"))
            }
            UploadError::Incomplete(count) => {
                Self::Refused(Message::new("upload-incomplete").with("count", count.to_string()))
            }
            UploadError::RefusedEarly => Self::Invalid(Message::new("package-refused")),
            UploadError::Busy => Self::Busy,
            UploadError::Store(error) => error.into(),
            UploadError::Db(error) => error.into(),
        }
    }
}

/// What is about to be sent.
#[derive(Debug, Clone)]
pub(in crate::packages) struct NewUpload {
    pub(in crate::packages) person_id: Uuid,
    /// The module that gets a new version; none makes a new module.
    pub(in crate::packages) package_id: Option<Uuid>,
    pub(in crate::packages) file_name: String,
    pub(in crate::packages) size_bytes: u64,
}

impl NewUpload {
    fn into_row(self, state: UploadState, now: DateTime<Utc>) -> upload::Model {
        upload::Model {
            id: Uuid::now_v7(),
            person_id: self.person_id,
            package_id: self.package_id,
            file_name: shown_name(&self.file_name),
            size_bytes: i64::try_from(self.size_bytes).unwrap_or(i64::MAX),
            chunk_bytes: i64::try_from(CHUNK_BYTES).expect("small"),
            state,
            problem: None,
            version_id: None,
            created_at: now,
            touched_at: now,
        }
    }
}

/// The largest archive that is taken.
pub(in crate::packages) fn archive_limit_bytes() -> u64 {
    Limits::default().archive_bytes
}

/// Says whether a package may come for this module (or for a new one).
pub(in crate::packages) async fn may_come_for(
    app: &AppState,
    package_id: Option<Uuid>,
) -> Result<(), UploadError> {
    let Some(package_id) = package_id else {
        return Ok(());
    };
    let package = queries::find::<entity::package::Entity>(app.db.read(), package_id).await?;
    let package = package.ok_or(UploadError::NoSuchModule)?;
    if package.archived_at.is_some() {
        return Err(UploadError::ModuleArchived);
    }
    Ok(())
}

/// Opens an upload: what can be said from its name and size alone is said now.
/// One that the person began with such a file goes on; the hashes of its
/// chunks tell the browser whether the file is the same.
pub(in crate::packages) async fn begin(
    app: &AppState,
    new: NewUpload,
    now: DateTime<Utc>,
) -> Result<upload::Model, UploadError> {
    let limit_bytes = archive_limit_bytes();
    if new.size_bytes == 0 {
        return Err(UploadError::Empty);
    }
    if limit_bytes < new.size_bytes {
        return Err(UploadError::TooLarge { limit_bytes });
    }
    may_come_for(app, new.package_id).await?;
    let row = new.into_row(UploadState::Receiving, now);
    if let Some(begun) = queries::begun(app.db.read(), &row).await? {
        return Ok(begun);
    }
    let open = queries::open_of(app.db.read(), row.person_id).await?;
    if OPEN_UPLOADS <= open {
        return Err(UploadError::TooManyOpen { open });
    }
    let inserted = row.clone();
    app.db
        .write(move |tx| {
            let row = inserted.clone();
            Box::pin(async move { queries::insert(tx, row).await })
        })
        .await?;
    Ok(row)
}

/// The name that the browser gave, as text for people: no folders, no controls.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let is_plain = |it: &char| {
        !it.is_control() && !matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    last.chars()
        .filter(is_plain)
        .take(NAME_CHARACTERS)
        .collect()
}

/// The person's upload, or none: those of others are not told from missing ones.
pub(in crate::packages) async fn of_person(
    app: &AppState,
    upload_id: Uuid,
    person_id: Uuid,
) -> Result<upload::Model, UploadError> {
    find(app, upload_id)
        .await?
        .filter(|it| it.person_id == person_id)
        .ok_or(UploadError::NoSuchUpload)
}

pub(in crate::packages) async fn find(
    app: &AppState,
    upload_id: Uuid,
) -> Result<Option<upload::Model>, DbErr> {
    queries::find::<upload::Entity>(app.db.read(), upload_id).await
}

/// The chunks that are there, on whatever server they arrived.
pub(in crate::packages) async fn chunks(
    app: &AppState,
    upload_id: Uuid,
) -> Result<Vec<upload_chunk::Model>, DbErr> {
    queries::chunks(app.db.read(), upload_id).await
}

/// Stores one chunk. The same again is harmless; another in its place takes it.
/// The first chunk shows names and sizes, so a hopeless upload ends early.
pub(in crate::packages) async fn receive(
    app: &AppState,
    upload: &upload::Model,
    position: u64,
    content: Bytes,
    now: DateTime<Utc>,
) -> Result<(), UploadError> {
    if upload.state != UploadState::Receiving {
        return Err(UploadError::NotReceiving);
    }
    let wanted = chunk_length(upload, position).ok_or(UploadError::NoSuchPosition(position))?;
    let got = content.len() as u64;
    if got != wanted {
        return Err(UploadError::WrongLength { got, wanted });
    }
    if position == 0 {
        refuse_early(app, upload, &content, now).await?;
    }
    let hashing = content.clone();
    let hash = tokio::task::spawn_blocking(move || hex::encode(Sha256::digest(&hashing)))
        .await
        .map_err(|_| UploadError::Busy)?;
    objects::service::register(app, vec![(hash.clone(), got)], now).await?;
    app.store.put_hashed(&hash, content).await?;
    let row = upload_chunk::Model {
        upload_id: upload.id,
        position: i32::try_from(position).map_err(|_| UploadError::NoSuchPosition(position))?,
        size_bytes: i64::try_from(got).unwrap_or(i64::MAX),
        hash,
    };
    app.db
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move {
                let upload = queries::lock(tx, row.upload_id).await?;
                if upload.is_none_or(|it| it.state != UploadState::Receiving) {
                    return Err(UploadError::NotReceiving);
                }
                Ok(queries::put_chunk(tx, row, now).await?)
            })
        })
        .await
}

/// How many chunks the upload has.
pub(in crate::packages) fn chunk_count(upload: &upload::Model) -> u64 {
    let size = u64::try_from(upload.size_bytes).unwrap_or(0);
    size.div_ceil(chunk_bytes(upload))
}

fn chunk_bytes(upload: &upload::Model) -> u64 {
    u64::try_from(upload.chunk_bytes).map_or(CHUNK_BYTES, |it| it.max(1))
}

/// How long the chunk at this position is; none after the last.
fn chunk_length(upload: &upload::Model, position: u64) -> Option<u64> {
    let size = u64::try_from(upload.size_bytes).unwrap_or(0);
    let start = position.checked_mul(chunk_bytes(upload))?;
    (start < size).then(|| (size - start).min(chunk_bytes(upload)))
}

async fn refuse_early(
    app: &AppState,
    upload: &upload::Model,
    first: &Bytes,
    now: DateTime<Utc>,
) -> Result<(), UploadError> {
    let findings = early::check(first, &Limits::default());
    if !findings.iter().any(Finding::blocks) {
        return Ok(());
    }
    let report = ImportReport {
        package: None,
        findings,
    };
    refuse(app, upload.id, UploadState::Receiving, &report, now).await?;
    Err(UploadError::RefusedEarly)
}

/// Ends the upload with a report that stays, and lets its chunks go.
async fn refuse(
    app: &AppState,
    upload_id: Uuid,
    from: UploadState,
    report: &ImportReport,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let problem = problem(report);
    app.db
        .write(move |tx| {
            let problem = problem.clone();
            Box::pin(async move {
                let change = (from, UploadState::Refused);
                queries::change_state(tx, upload_id, change, Some(problem), now).await?;
                queries::forget_chunks(tx, upload_id, None).await
            })
        })
        .await
}

/// The report as a refused upload keeps it: the resources of a package that
/// came to nothing are left out, they may be many.
fn problem(report: &ImportReport) -> Vec<u8> {
    let mut report = report.clone();
    if let Some(package) = &mut report.package {
        package.resources.clear();
    }
    serde_json::to_vec(&report).unwrap_or_default()
}

/// The report of a refused upload.
pub(in crate::packages) fn report_of(upload: &upload::Model) -> ImportReport {
    let stored = upload.problem.as_deref().unwrap_or_default();
    serde_json::from_slice(stored).unwrap_or(ImportReport {
        package: None,
        findings: Vec::new(),
    })
}

/// Ends the receiving: from here on the server checks, whether the browser stays or not.
pub(in crate::packages) async fn finish(
    app: &AppState,
    upload: &upload::Model,
    now: DateTime<Utc>,
) -> Result<(), UploadError> {
    match upload.state {
        UploadState::Receiving => {}
        // Asked again because the answer was lost.
        UploadState::Checking | UploadState::Imported | UploadState::Refused => return Ok(()),
    }
    let (upload_id, wanted) = (upload.id, chunk_count(upload));
    let begins = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                queries::lock(tx, upload_id).await?;
                let there = queries::chunks(tx, upload_id).await?.len() as u64;
                if there < wanted {
                    return Err(UploadError::Incomplete(wanted - there));
                }
                let change = (UploadState::Receiving, UploadState::Checking);
                Ok(queries::change_state(tx, upload_id, change, None, now).await?)
            })
        })
        .await?;
    if begins {
        check::start(app, upload_id);
    }
    Ok(())
}

/// Gives up an upload that is still being received.
pub(in crate::packages) async fn abandon(
    app: &AppState,
    upload: &upload::Model,
) -> Result<(), UploadError> {
    if upload.state != UploadState::Receiving {
        return Err(UploadError::NotReceiving);
    }
    let upload_id = upload.id;
    app.db
        .write(move |tx| Box::pin(queries::remove(tx, upload_id)))
        .await?;
    Ok(())
}
