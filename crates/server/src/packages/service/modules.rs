//! Modules as trainers manage them: publishing, renaming, the archive.

use chrono::{DateTime, Utc};
use entity::{package, package_file, package_version};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{
    LoadedVersion,
    differences::{Compared, compared_with},
    load,
};
use crate::{
    app::AppState,
    audit,
    db::WriteError,
    error::{AppError, Message},
    packages::{
        queries::{self, ModuleLine, UsedIn, VersionLine, VersionUse, Wanted},
        switches::{self, service::SwitchLine},
    },
};

/// Modules on a page of the list.
const PAGE: u64 = 30;
const TITLE_CHARACTERS: usize = 200;

#[derive(Debug, thiserror::Error)]
pub(in crate::packages) enum ModuleError {
    #[error("no such module or version")]
    NotFound,
    #[error("the module is archived")]
    Archived,
    #[error("the title is empty")]
    NoTitle,
    #[error("the title is longer than {TITLE_CHARACTERS} characters")]
    LongTitle,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for ModuleError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ModuleError> for AppError {
    fn from(error: ModuleError) -> Self {
        match error {
            ModuleError::NotFound => Self::NotFound,
            ModuleError::Archived => Self::refused("module-is-archived"),
            ModuleError::NoTitle => Self::Invalid(Message::new("module-title-empty")),
            ModuleError::LongTitle => Self::Invalid(
                Message::new("module-title-long").with("limit", TITLE_CHARACTERS.to_string()),
            ),
            ModuleError::Db(error) => error.into(),
        }
    }
}

/// A page of the list of modules, and whether another follows.
pub(in crate::packages) async fn modules(
    app: &AppState,
    search: &str,
    archived: bool,
    page: u64,
) -> Result<(Vec<ModuleLine>, bool), DbErr> {
    let key = serbian_text::search_key(search);
    let wanted = Wanted {
        words: key.split_whitespace().take(6).map(str::to_owned).collect(),
        archived,
        skip: page.min(10_000) * PAGE,
        take: PAGE + 1,
    };
    let mut lines = queries::modules(app.db.read(), &wanted).await?;
    let more = PAGE < lines.len() as u64;
    lines.truncate(usize::try_from(PAGE).expect("small"));
    Ok((lines, more))
}

/// A module with its versions and the courses that use it.
pub(in crate::packages) struct Module {
    pub(in crate::packages) row: package::Model,
    pub(in crate::packages) versions: Vec<VersionLine>,
    pub(in crate::packages) used_in: Vec<UsedIn>,
    pub(in crate::packages) uses: Vec<VersionUse>,
    /// All content of the module's versions, each counted once, and the archives.
    pub(in crate::packages) content_bytes: i64,
    pub(in crate::packages) archives_bytes: i64,
    pub(in crate::packages) switches: Vec<SwitchLine>,
}

pub(in crate::packages) async fn module(app: &AppState, id: Uuid) -> Result<Module, AppError> {
    let db = app.db.read();
    let row = queries::find::<package::Entity>(db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let versions = queries::versions(db, id).await?;
    let used_in = queries::used_in(db, id).await?;
    Ok(Module {
        row,
        versions,
        used_in,
        uses: queries::version_uses(db, id).await?,
        content_bytes: queries::content_bytes(db, id).await?,
        archives_bytes: queries::archives_bytes(db, id).await?,
        switches: switches::service::of_module(app, id).await?,
    })
}

/// Everything that the check report of a version shows.
pub(in crate::packages) struct Report {
    pub(in crate::packages) module: package::Model,
    pub(in crate::packages) version: LoadedVersion,
    pub(in crate::packages) files: Vec<package_file::Model>,
    pub(in crate::packages) damaged: Vec<String>,
    /// Module, number and title of another version made of the same archive.
    pub(in crate::packages) same_as: Option<(Uuid, i32, String)>,
    pub(in crate::packages) difference: Option<Compared>,
    /// How many courses use any version of the module.
    pub(in crate::packages) courses: usize,
}

pub(in crate::packages) async fn report(
    app: &AppState,
    package_id: Uuid,
    number: i32,
) -> Result<Report, AppError> {
    let db = app.db.read();
    let module = queries::find::<package::Entity>(db, package_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let row = queries::version_numbered(db, package_id, number)
        .await?
        .ok_or(AppError::NotFound)?;
    let same_as = queries::same_archive(db, &row).await?;
    let damaged = queries::damaged_files(db, row.id).await?;
    let files = queries::files(db, row.id).await?;
    let version = load(row)?;
    let before = match number {
        ..=1 => None,
        _ => queries::version_numbered(db, package_id, number - 1).await?,
    };
    let difference = match before {
        None => None,
        Some(before) => Some(compared_with(app, before, (&version, &files)).await?),
    };
    Ok(Report {
        module,
        version,
        files,
        damaged,
        same_as,
        difference,
        courses: queries::courses_using(db, package_id).await?,
    })
}

/// Makes a version the one that new course steps take; also an earlier one again.
pub(crate) async fn publish(
    app: &AppState,
    package_id: Uuid,
    number: i32,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let version_id = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                unarchived(tx, package_id).await?;
                let version = version_of(tx, package_id, number).await?;
                queries::publish(tx, package_id, version.id, now).await?;
                audit::note(tx, by, "package.version_published", version.id, now).await?;
                Ok::<_, ModuleError>(version.id)
            })
        })
        .await?;
    app.packages.versions.invalidate(&version_id).await;
    Ok(())
}

async fn version_of(
    tx: &DatabaseTransaction,
    package_id: Uuid,
    number: i32,
) -> Result<package_version::Model, ModuleError> {
    queries::version_numbered(tx, package_id, number)
        .await?
        .ok_or(ModuleError::NotFound)
}

/// The module, locked, if it is not in the archive.
async fn unarchived(
    tx: &DatabaseTransaction,
    package_id: Uuid,
) -> Result<package::Model, ModuleError> {
    let module = queries::lock_package(tx, package_id)
        .await?
        .ok_or(ModuleError::NotFound)?;
    if module.archived_at.is_some() {
        return Err(ModuleError::Archived);
    }
    Ok(module)
}

/// Puts a module into the archive, or takes it out. Nothing is deleted:
/// courses and attempts that use it go on.
pub(in crate::packages) async fn set_archived(
    app: &AppState,
    package_id: Uuid,
    archived: bool,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), ModuleError> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let module = queries::lock_package(tx, package_id).await?;
                let module = module.ok_or(ModuleError::NotFound)?;
                if module.archived_at.is_some() == archived {
                    return Ok(());
                }
                let action = if archived {
                    "package.archived"
                } else {
                    "package.restored"
                };
                queries::set_archived(tx, package_id, archived.then_some(now)).await?;
                audit::note(tx, Some(by), action, package_id, now).await?;
                Ok(())
            })
        })
        .await
}

/// Gives the module another title; its versions keep their own.
pub(in crate::packages) async fn rename(
    app: &AppState,
    package_id: Uuid,
    title: &str,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), ModuleError> {
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(ModuleError::NoTitle);
    }
    if TITLE_CHARACTERS < title.chars().count() {
        return Err(ModuleError::LongTitle);
    }
    app.db
        .write(move |tx| {
            let title = title.clone();
            Box::pin(async move {
                unarchived(tx, package_id).await?;
                let key = serbian_text::search_key(&title);
                queries::rename(tx, package_id, &title, &key).await?;
                audit::note(tx, Some(by), "package.renamed", package_id, now).await?;
                Ok(())
            })
        })
        .await
}

/// The archive that a version was made of.
pub(in crate::packages) struct Archived {
    pub(in crate::packages) name: String,
    pub(in crate::packages) size_bytes: u64,
    pub(in crate::packages) content:
        futures::stream::BoxStream<'static, object_store::Result<bytes::Bytes>>,
}

pub(in crate::packages) async fn archive_of(
    app: &AppState,
    package_id: Uuid,
    number: i32,
) -> Result<Archived, AppError> {
    let version = queries::version_numbered(app.db.read(), package_id, number)
        .await?
        .ok_or(AppError::NotFound)?;
    let content = app.store.stream(&version.zip_hash).await?;
    Ok(Archived {
        name: version.file_name,
        size_bytes: u64::try_from(version.zip_bytes).unwrap_or(0),
        content,
    })
}
