//! The sample modules of the centre and their broken sisters, and the one
//! builder that turns them into zips. The folders are embedded, so a shipped
//! binary needs no source tree. `README.md` says what each one shows.

mod archive;
mod fault;
mod source;

use std::collections::BTreeMap;

pub use fault::{Severity, Sister};

/// The modules that are whole, in the order in which a reader meets them.
const NAMES: [&str; 4] = [
    "asylum-basics-12",
    "legal-migration-2004",
    "data-confidentiality-12",
    "data-confidentiality-2004",
];

/// What goes into a zip: entry names and their bytes, sorted by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Why a package could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("there is no package named `{0}`")]
    NoSuchPackage(String),
    #[error("`{package}` names the shared file `{file}`, which does not exist")]
    NoSuchSharedFile { package: String, file: String },
    #[error("`{0}` has a fault that cannot be read")]
    Unreadable(String, #[source] toml::de::Error),
    #[error("the fault of `{package}` does not fit its base: {what}")]
    DoesNotFit { package: String, what: String },
    #[error("the zip could not be written")]
    Zip(#[from] zip::result::ZipError),
    #[error("the zip could not be written")]
    Io(#[from] std::io::Error),
}

/// The names of the whole modules.
pub fn names() -> &'static [&'static str] {
    &NAMES
}

/// The broken sisters: each is a whole module with a single fault.
pub fn broken() -> Result<Vec<Sister>, BuildError> {
    fault::all()
}

/// The zip of a whole module or of a broken sister. The same bytes every time.
pub fn zip(name: &str) -> Result<Vec<u8>, BuildError> {
    let files = if NAMES.contains(&name) {
        source::package(name)?
    } else {
        fault::sister_files(name)?
    };
    archive::write(&files)
}
