//! What the command line does to packages, without a server.

use std::path::PathBuf;

use entity::values::Face;
use uuid::Uuid;

use crate::{
    app::AppState,
    packages::service::{self, Import, ImportError},
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

/// Why a file could not be looked at.
#[derive(Debug, thiserror::Error)]
#[error("the package could not be taken in: {0}")]
pub struct FileFailed(String);

/// Takes in a package from a file on this machine.
pub async fn import_file(
    app: &AppState,
    file: PathBuf,
    publish: bool,
) -> Result<FileReport, FileFailed> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let import = Import {
        by: None,
        file_name: name.into_owned(),
        source: file,
        publish,
        package_id: None,
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
        Err(error) => Err(FileFailed(error.to_string())),
    }
}

fn lines(findings: &[package_import::Finding]) -> Vec<String> {
    service::findings_in_words(Face::En, findings)
        .into_iter()
        .map(|it| format!("{} [{}] {} {}", it.severity, it.place, it.message, it.cure))
        .collect()
}
