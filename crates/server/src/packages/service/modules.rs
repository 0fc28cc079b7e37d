//! Modules as trainers manage them: publishing, renaming, the archive.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entity::{package, package_file, package_version};
use package_import::{CoursePackage, package::Item};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{LoadedVersion, load};
use crate::{
    app::AppState,
    audit,
    db::WriteError,
    error::{AppError, Message},
    packages::queries::{self, ModuleLine, UsedIn, VersionLine, Wanted},
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
    pub(in crate::packages) difference: Option<Difference>,
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
        Some(before) => {
            let files_before = queries::files(db, before.id).await?;
            let before = load(before)?;
            Some(Difference::between(
                (&before, &files_before),
                (&version, &files),
            ))
        }
    };
    Ok(Report {
        module,
        version,
        files,
        damaged,
        same_as,
        difference,
    })
}

/// What is other than in the version before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::packages) struct Difference {
    pub(in crate::packages) before: i32,
    pub(in crate::packages) files_new: usize,
    pub(in crate::packages) files_gone: usize,
    pub(in crate::packages) files_changed: usize,
    /// Titles of launchable items that came or went.
    pub(in crate::packages) items_new: Vec<String>,
    pub(in crate::packages) items_gone: Vec<String>,
    /// Title, score before, score now; empty where there was none.
    pub(in crate::packages) mastery: Vec<(String, String, String)>,
    pub(in crate::packages) kind_before: Option<String>,
}

impl Difference {
    fn between(
        before: (&LoadedVersion, &[package_file::Model]),
        now: (&LoadedVersion, &[package_file::Model]),
    ) -> Self {
        let old: HashMap<&str, &str> = hashes(before.1);
        let new: HashMap<&str, &str> = hashes(now.1);
        let (old_items, new_items) = (items(&before.0.package), items(&now.0.package));
        let identifiers: BTreeSet<&str> = old_items.iter().map(|it| it.0.as_str()).collect();
        let mut difference = Self {
            before: before.0.row.number,
            files_new: new.keys().filter(|it| !old.contains_key(*it)).count(),
            files_gone: old.keys().filter(|it| !new.contains_key(*it)).count(),
            files_changed: new
                .iter()
                .filter(|(path, hash)| old.get(*path).is_some_and(|it| it != *hash))
                .count(),
            kind_before: (before.0.row.kind != now.0.row.kind)
                .then(|| before.0.package.kind.name().to_owned()),
            ..Self::default()
        };
        for (identifier, title, score) in &new_items {
            if !identifiers.contains(identifier.as_str()) {
                difference.items_new.push(title.clone());
            }
            let earlier = old_items.iter().find(|it| it.0 == *identifier);
            if let Some((_, _, earlier)) = earlier
                && earlier != score
            {
                let change = (title.clone(), earlier.clone(), score.clone());
                difference.mastery.push(change);
            }
        }
        for (identifier, title, _) in old_items {
            if !new_items.iter().any(|it| it.0 == identifier) {
                difference.items_gone.push(title);
            }
        }
        difference
    }
}

fn hashes(files: &[package_file::Model]) -> HashMap<&str, &str> {
    files
        .iter()
        .map(|it| (it.path.as_str(), it.hash.as_str()))
        .collect()
}

/// Identifier, title and passing score of the items that can be launched.
fn items(package: &CoursePackage) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    package.organization().visit_items(&mut |item: &Item| {
        if item.launch.is_some() {
            let score = item
                .mastery_score
                .map_or_else(String::new, |it| it.to_string());
            found.push((item.identifier.clone(), item.title.clone(), score));
        }
    });
    found
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
