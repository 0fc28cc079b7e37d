//! What is other in one version of a module than in another.

use entity::{package_file, package_version};
use package_import::{
    Difference,
    difference::{FileMark, Side, difference},
};
use uuid::Uuid;

use super::{LoadedVersion, load};
use crate::{app::AppState, error::AppError, packages::queries};

/// Two versions of a module, and what is other in the second.
pub(crate) struct Compared {
    /// The number of the version that is compared with.
    pub(crate) before: i32,
    pub(crate) difference: Difference,
}

/// What is other in version `now` of the module than in version `before`.
pub(crate) async fn compared(
    app: &AppState,
    package_id: Uuid,
    (before, now): (i32, i32),
) -> Result<Compared, AppError> {
    let db = app.db.read();
    let rows = async |number| {
        let row = queries::version_numbered(db, package_id, number).await?;
        row.ok_or(AppError::NotFound)
    };
    let (before, now) = (rows(before).await?, rows(now).await?);
    let files = queries::files(db, now.id).await?;
    let now = load(now)?;
    compared_with(app, before, (&now, &files)).await
}

/// The same, when the later one is loaded already.
pub(super) async fn compared_with(
    app: &AppState,
    before: package_version::Model,
    (now, files): (&LoadedVersion, &[package_file::Model]),
) -> Result<Compared, AppError> {
    let files_before = queries::files(app.db.read(), before.id).await?;
    let before = load(before)?;
    let (old, new) = (marks(&files_before), marks(files));
    Ok(Compared {
        before: before.row.number,
        difference: difference(side(&before, &old), side(now, &new)),
    })
}

fn side<'a>(version: &'a LoadedVersion, files: &'a [FileMark<'a>]) -> Side<'a> {
    Side {
        package: &version.package,
        files,
    }
}

fn marks(files: &[package_file::Model]) -> Vec<FileMark<'_>> {
    files
        .iter()
        .map(|it| FileMark {
            path: &it.path,
            hash: &it.hash,
            size_bytes: u64::try_from(it.size_bytes).unwrap_or(0),
        })
        .collect()
}
