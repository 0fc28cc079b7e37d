//! What the command line does without a server.

use std::path::{Path, PathBuf};

use entity::values::{Face, Profile};
use uuid::Uuid;

use crate::{
    app::AppState,
    i18n,
    packages::service::{self, Import, ImportError},
    reports::service::{self as reports, Filter, Format, Params},
};

/// What came of a file.
#[derive(Debug)]
pub struct FileReport {
    /// In English, a line each: severity, place, what, cure.
    pub findings: Vec<String>,
    /// None when an error stands in the way.
    pub made: Option<MadeVersion>,
}

#[derive(Debug)]
pub struct MadeVersion {
    pub package_id: Uuid,
    pub version_id: Uuid,
    pub title: String,
    pub kind: &'static str,
}

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct FileFailed(String);

/// Takes in a package from a file on this machine.
pub async fn import_file(
    app: &AppState,
    file: PathBuf,
    publish: bool,
    profile: Profile,
) -> Result<FileReport, FileFailed> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let import = Import {
        by: None,
        file_name: name.into_owned(),
        source: file,
        publish,
        package_id: None,
        profile,
    };
    match service::import(app, import, app.clock.now()).await {
        Ok(imported) => Ok(FileReport {
            findings: lines(&imported.findings),
            made: Some(MadeVersion {
                package_id: imported.package_id,
                version_id: imported.version_id,
                title: imported.title,
                kind: imported.kind.name(),
            }),
        }),
        Err(ImportError::Refused(report)) => Ok(FileReport {
            findings: lines(&report.findings),
            made: None,
        }),
        Err(error) => Err(FileFailed(format!(
            "the package could not be taken in: {error}"
        ))),
    }
}

fn lines(findings: &[package_import::Finding]) -> Vec<String> {
    service::findings_in_words(Face::En, findings)
        .into_iter()
        .map(|it| format!("{} [{}] {} {}", it.severity, it.place, it.message, it.cure))
        .collect()
}

/// Which record; empty texts say nothing.
#[derive(Debug)]
pub struct RecordToExport {
    /// A token of the export's formats.
    pub format: &'static str,
    pub from: String,
    pub to: String,
    pub programme: String,
    /// The tag of a face.
    pub language: String,
}

/// Writes the completion record into the file and answers how many rows it has.
pub async fn export_record(
    app: &AppState,
    record: RecordToExport,
    out: &Path,
) -> Result<u64, FileFailed> {
    let face = i18n::from_tag(&record.language)
        .ok_or_else(|| FileFailed("the language must be sr-Cyrl, sr-Latn or en".to_owned()))?;
    let format = Format::read(record.format)
        .ok_or_else(|| FileFailed(format!("there is no format {}", record.format)))?;
    let params = Params {
        from: record.from,
        to: record.to,
        programme: record.programme,
        ..Params::default()
    };
    let now = app.clock.now();
    let filter = Filter::read(&params, app.config.date_of(now))
        .map_err(|it| FileFailed(i18n::translate(Face::En, &it)))?;
    let produced = reports::completion_rows(app, &filter, format, face, now)
        .await
        .map_err(|it| FileFailed(it.to_string()))?;
    let (from, to) = (produced.file.path().to_owned(), out.to_owned());
    let copied = tokio::task::spawn_blocking(move || std::fs::copy(from, to)).await;
    let failed = |it: &dyn std::fmt::Display| {
        FileFailed(format!("{} cannot be written: {it}", out.display()))
    };
    copied
        .map_err(|it| failed(&it))?
        .map_err(|it| failed(&it))?;
    Ok(produced.rows)
}
