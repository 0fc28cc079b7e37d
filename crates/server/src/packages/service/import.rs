//! A file on disk becomes a version, in one transaction at its end.

use std::{fs::File, path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use entity::{
    package, package_version,
    values::{Profile, VersionState},
};
use package_import::{
    CoursePackage, Finding, ImportReport, PackageKind,
    package::{Edition, Item},
};
use uuid::Uuid;

use super::{FileRow, ImportError, intake, shared_file::SharedFile};
use crate::{app::AppState, audit, packages::queries};

/// What is to be imported.
#[derive(Debug, Clone)]
pub struct Import {
    /// Who brings it; none for the command line and tokens of no person.
    pub by: Option<Uuid>,
    /// The archive's name, for people.
    pub file_name: String,
    /// The archive, as a file on this machine; it is left alone.
    pub source: PathBuf,
    /// Publish the version at once.
    pub publish: bool,
    /// The module that gets a new version; none makes a new module.
    pub package_id: Option<Uuid>,
    /// How strictly the package is checked, and the run-time reads what its content says.
    pub profile: Profile,
}

/// What an import has made.
#[derive(Debug, Clone)]
pub struct Imported {
    pub package_id: Uuid,
    pub version_id: Uuid,
    pub number: i32,
    pub kind: PackageKind,
    pub title: String,
    /// The items of the default organization, parents before children.
    pub items: Vec<ImportedItem>,
    /// Warnings and notes; an error makes no version.
    pub findings: Vec<Finding>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedItem {
    pub identifier: String,
    pub title: String,
    pub launchable: bool,
}

/// An opened archive and where it comes from.
pub(in crate::packages) struct Source {
    pub(in crate::packages) archive: File,
    /// The upload that is answered by the same transaction.
    pub(in crate::packages) upload_id: Option<Uuid>,
}

/// Checks the archive, stores its files and makes the version. Either all of
/// it becomes visible, or nothing; what was stored in vain is swept.
pub async fn import(
    app: &AppState,
    import: Import,
    now: DateTime<Utc>,
) -> Result<Imported, ImportError> {
    let path = import.source.clone();
    let archive = tokio::task::spawn_blocking(move || File::open(path))
        .await
        .map_err(|error| std::io::Error::other(error.to_string()))??;
    let source = Source {
        archive,
        upload_id: None,
    };
    import_file(app, import, source, now).await
}

pub(in crate::packages) async fn import_file(
    app: &AppState,
    import: Import,
    source: Source,
    now: DateTime<Utc>,
) -> Result<Imported, ImportError> {
    let _turn = Arc::clone(&app.packages.importing)
        .acquire_owned()
        .await
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    let progress = app
        .packages
        .start_progress(source.upload_id.unwrap_or_default());
    let archive = SharedFile::new(source.archive)?;
    let (checked, archived) = futures::try_join!(
        intake::check_and_store(app, archive.clone(), progress, now),
        intake::store_archive(app, archive, now),
    )?;
    let (report, files) = checked;
    let report = report.in_profile(check_profile(import.profile));
    let draft = Draft::new(import, report, files, archived, now)?;
    let upload_id = source.upload_id;
    let imported = draft.imported.clone();
    let number = app
        .db
        .write(move |tx| {
            let draft = draft.clone();
            Box::pin(async move { store(tx, &draft, upload_id).await })
        })
        .await?;
    tracing::info!(version_id = %imported.version_id, "a package was imported");
    Ok(Imported { number, ..imported })
}

/// The rows of a version before it has a number.
#[derive(Clone)]
struct Draft {
    /// The new module, or the one that gets the version.
    package_id: Option<Uuid>,
    package: package::Model,
    version: package_version::Model,
    files: Arc<Vec<FileRow>>,
    imported: Imported,
    publish: bool,
}

impl Draft {
    fn new(
        import: Import,
        report: ImportReport,
        files: Vec<FileRow>,
        (zip_hash, zip_bytes): (String, u64),
        now: DateTime<Utc>,
    ) -> Result<Self, ImportError> {
        if !report.is_publishable() {
            return Err(ImportError::Refused(Box::new(report)));
        }
        let ImportReport {
            package: Some(course),
            findings,
        } = report
        else {
            return Err(ImportError::Refused(Box::new(report)));
        };
        let encoded = |error: serde_json::Error| std::io::Error::other(error.to_string());
        let title = title_of(&course, &import.file_name);
        let version_id = Uuid::now_v7();
        let package_id = import.package_id.unwrap_or_else(Uuid::now_v7);
        let version = package_version::Model {
            id: version_id,
            package_id,
            number: 1,
            kind: kind_token(course.kind).to_owned(),
            title: title.clone(),
            profile: import.profile,
            manifest: serde_json::to_vec(&course).map_err(encoded)?,
            findings: serde_json::to_vec(&findings).map_err(encoded)?,
            file_count: i32::try_from(files.len()).unwrap_or(i32::MAX),
            size_bytes: signed(course.total_bytes),
            zip_hash,
            zip_bytes: signed(zip_bytes),
            file_name: import.file_name,
            state: VersionState::Draft,
            uploaded_by: import.by,
            created_at: now,
            published_at: None,
        };
        let package = package::Model {
            id: package_id,
            search_key: serbian_text::search_key(&title),
            title: title.clone(),
            created_by: import.by,
            published_version_id: None,
            created_at: now,
            archived_at: None,
        };
        let imported = Imported {
            package_id,
            version_id,
            number: 1,
            kind: course.kind,
            title,
            items: items_of(&course),
            findings,
        };
        Ok(Self {
            package_id: import.package_id,
            package,
            version,
            files: Arc::new(files),
            imported,
            publish: import.publish,
        })
    }
}

/// Makes the version visible, whole, and answers its number.
async fn store(
    tx: &sea_orm::DatabaseTransaction,
    draft: &Draft,
    upload_id: Option<Uuid>,
) -> Result<i32, ImportError> {
    let (version, now) = (&draft.version, draft.version.created_at);
    if let Some(upload_id) = upload_id {
        let was_checking = queries::finish_upload(tx, upload_id, version.id, now).await?;
        if !was_checking {
            return Err(ImportError::UploadGone);
        }
    }
    let number = match draft.package_id {
        None => {
            queries::insert(tx, draft.package.clone()).await?;
            1
        }
        Some(package_id) => {
            let package = queries::lock_package(tx, package_id)
                .await?
                .ok_or(ImportError::NoSuchModule)?;
            if package.archived_at.is_some() {
                return Err(ImportError::Archived);
            }
            queries::last_number(tx, package_id).await? + 1
        }
    };
    let version = package_version::Model {
        number,
        ..version.clone()
    };
    let (version_id, by) = (version.id, version.uploaded_by);
    queries::insert(tx, version).await?;
    queries::insert_files(tx, version_id, &draft.files).await?;
    audit::note(tx, by, "package.version_uploaded", version_id, now).await?;
    if draft.publish {
        queries::publish(tx, draft.version.package_id, version_id, now).await?;
        audit::note(tx, by, "package.version_published", version_id, now).await?;
    }
    Ok(number)
}

/// The package's own title, else the archive's name without its ending.
fn title_of(course: &CoursePackage, file_name: &str) -> String {
    let title = course.title.trim();
    if !title.is_empty() {
        return title.to_owned();
    }
    let stem = file_name.rsplit_once('.').map_or(file_name, |(it, _)| it);
    stem.to_owned()
}

fn items_of(course: &CoursePackage) -> Vec<ImportedItem> {
    let mut items = Vec::new();
    course.organization().visit_items(&mut |item: &Item| {
        items.push(ImportedItem {
            identifier: item.identifier.clone(),
            title: item.title.clone(),
            launchable: item.launch.is_some(),
        });
    });
    items
}

fn check_profile(profile: Profile) -> package_import::Profile {
    match profile {
        Profile::Strict => package_import::Profile::Strict,
        Profile::Lenient => package_import::Profile::Lenient,
    }
}

/// What the column `package_version.kind` holds.
pub(in crate::packages) fn kind_token(kind: PackageKind) -> &'static str {
    match kind {
        PackageKind::Scorm12 => "scorm_1_2",
        PackageKind::Scorm2004 { edition } => match edition {
            Edition::Second => "scorm_2004_2nd",
            Edition::Third => "scorm_2004_3rd",
            Edition::Fourth => "scorm_2004_4th",
        },
    }
}

fn signed(size_bytes: u64) -> i64 {
    i64::try_from(size_bytes).unwrap_or(i64::MAX)
}
