//! The feature's use cases about modules and their versions.

mod differences;
mod import;
mod intake;
mod modules;
mod shared_file;

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use entity::package_version;
use package_import::{CoursePackage, Finding, ImportReport, Limits};
use sea_orm::DbErr;
use uuid::Uuid;

use super::{objects, queries, uploads};
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    jobs::JobError,
    store::StoreError,
};

pub(crate) use super::findings::{FindingWords, findings_in_words};
pub(crate) use differences::{Compared, compared};
pub use import::{Import, Imported, ImportedItem, import};
pub(super) use import::{Source, import_file, kind_token};
pub(super) use intake::FileRow;
pub(crate) use modules::publish;
pub(super) use modules::{
    Module, Report, archive_of, module, modules, rename, report, set_archived,
};

/// Files up to this size are checked against their hash whenever they are read.
const CHECKED_BYTES: u64 = 8 * 1024 * 1024;

/// Why a package did not become a version.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The report says what is wrong and how to mend it.
    #[error("the package was refused with {} findings", .0.findings.len())]
    Refused(Box<ImportReport>),
    #[error("no such module")]
    NoSuchModule,
    #[error("the module is archived")]
    Archived,
    /// Another server has already made this upload a version.
    #[error("the upload is no longer being checked")]
    UploadGone,
    #[error("the archive cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for ImportError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(_) => Self::Invalid(Message::new("package-refused")),
            ImportError::NoSuchModule => Self::NotFound,
            ImportError::Archived => Self::refused("module-is-archived"),
            ImportError::UploadGone => Self::refused("upload-not-receiving"),
            ImportError::Io(error) => error.into(),
            ImportError::Store(error) => error.into(),
            ImportError::Db(error) => error.into(),
        }
    }
}

/// A version with its package as checked. `row.state` and `row.published_at`
/// may be a minute old, the rest never changes.
#[derive(Debug)]
pub(crate) struct LoadedVersion {
    pub(crate) row: package_version::Model,
    pub(crate) package: CoursePackage,
    pub(super) stored_bytes: usize,
}

/// Where the content of a version's file lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredFile {
    pub(crate) hash: String,
    pub(crate) size_bytes: u64,
}

/// The version, from memory when it was used lately.
pub(crate) async fn version(
    app: &AppState,
    version_id: Uuid,
) -> Result<Arc<LoadedVersion>, AppError> {
    let loading = async {
        let row = queries::find::<package_version::Entity>(app.db.read(), version_id)
            .await?
            .ok_or(AppError::NotFound)?;
        load(row).map(Arc::new)
    };
    app.packages
        .versions
        .try_get_with(version_id, loading)
        .await
        .map_err(|error: Arc<AppError>| (*error).clone())
}

/// The module of a version and its number there: the parts of its address.
pub(super) async fn module_and_number(
    app: &AppState,
    version_id: Uuid,
) -> Result<(Uuid, i32), AppError> {
    let version = version(app, version_id).await?;
    Ok((version.row.package_id, version.row.number))
}

/// Reads the stored package of a version.
pub(super) fn load(mut row: package_version::Model) -> Result<LoadedVersion, AppError> {
    let package = serde_json::from_slice(&row.manifest)
        .map_err(|error| AppError::internal(&format!("version {}: {error}", row.id)))?;
    // Once is enough in memory.
    let stored = std::mem::take(&mut row.manifest);
    Ok(LoadedVersion {
        row,
        package,
        stored_bytes: stored.len(),
    })
}

/// What the import of this version mended or let pass, in words: the strict
/// profile would have refused it.
pub(crate) async fn tolerated(
    app: &AppState,
    version_id: Uuid,
    face: entity::values::Face,
) -> Result<Vec<String>, AppError> {
    let version = version(app, version_id).await?;
    let mut findings = findings_of(&version.row);
    findings.retain(|it| it.check.definition().is_tolerated() && !it.blocks());
    let words = findings_in_words(face, &findings).into_iter();
    Ok(words
        .map(|it| match it.place.as_str() {
            "" => it.message,
            place => format!("{} ({place})", it.message),
        })
        .collect())
}

/// The findings of the import that made this version.
pub(super) fn findings_of(row: &package_version::Model) -> Vec<Finding> {
    serde_json::from_slice(&row.findings).unwrap_or_default()
}

/// The file at `path` (as in the package: decoded, relative to its root), if the version has it.
pub(crate) async fn file(
    app: &AppState,
    version_id: Uuid,
    path: &str,
) -> Result<Option<StoredFile>, AppError> {
    let key = (version_id, path.to_owned());
    if let Some(known) = app.packages.files.get(&key).await {
        return Ok(Some(known));
    }
    let found = queries::file(app.db.read(), version_id, path).await?;
    let found = found.map(|row| StoredFile {
        hash: row.hash,
        size_bytes: u64::try_from(row.size_bytes).unwrap_or(0),
    });
    if let Some(found) = &found {
        app.packages.files.insert(key, found.clone()).await;
    }
    Ok(found)
}

/// The manifest as it was sent; `None` when it is not among the files, or too
/// large to be one.
pub(crate) async fn manifest(
    app: &AppState,
    version_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<Bytes>, AppError> {
    let path = queries::manifest_path(app.db.read(), version_id).await?;
    let Some(path) = path else { return Ok(None) };
    let file = file(app, version_id, &path).await?;
    match file.filter(|it| it.size_bytes <= Limits::default().manifest_bytes) {
        Some(file) => content(app, &file, None, now).await.map(Some),
        None => Ok(None),
    }
}

/// The content of a file of at most some megabytes, or the part of a larger
/// one; `None` asks for the whole. Content that is not what its hash promises
/// is set aside and answered with an error in words; other files are unaffected.
pub(crate) async fn content(
    app: &AppState,
    file: &StoredFile,
    range: Option<std::ops::Range<u64>>,
    now: DateTime<Utc>,
) -> Result<Bytes, AppError> {
    let range = range.unwrap_or(0..file.size_bytes);
    let read = if file.size_bytes <= CHECKED_BYTES {
        let (start, end) = (index(range.start), index(range.end));
        app.store.get(&file.hash).await.map(|whole| {
            let end = end.min(whole.len());
            whole.slice(start.min(end)..end)
        })
    } else {
        app.store.get_range(&file.hash, range).await
    };
    match read {
        Ok(content) => Ok(content),
        Err(error) if error.is_loss() => {
            objects::service::quarantine(app, &file.hash, now)
                .await
                .map_err(|error| AppError::below(&error))?;
            Err(AppError::refused("package-file-damaged"))
        }
        Err(error) => Err(error.into()),
    }
}

fn index(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The kind of the periodic job that clears up after uploads and imports.
pub(crate) const SWEEP: &str = "packages.sweep";

/// Goes on with checks that died, gives up abandoned uploads, and takes away
/// objects that nobody points at.
pub(crate) async fn run_sweep(app: &AppState) -> Result<(), JobError> {
    let retry = |error: &dyn std::fmt::Display| JobError::Retry(error.to_string());
    let now = app.clock.now();
    uploads::service::sweep(app, now)
        .await
        .map_err(|error| retry(&error))?;
    let removed = objects::service::sweep(app, now)
        .await
        .map_err(|error| retry(&error))?;
    let before = now - objects::service::GRACE;
    let unfinished = app.store.sweep_unfinished(before).await;
    let unfinished = unfinished.map_err(|error| retry(&error))?;
    let bodies = app.incoming.sweep(before).await;
    let bodies = bodies.map_err(|error| retry(&error))?;
    if 0 < removed + unfinished + bodies {
        tracing::info!(
            removed,
            unfinished,
            bodies,
            "what nobody points at was swept"
        );
    }
    Ok(())
}

/// One run of the sweep, for tests and the command line.
pub async fn sweep_now(app: &AppState) -> Result<(), String> {
    run_sweep(app).await.map_err(|error| error.to_string())
}
