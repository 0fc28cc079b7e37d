//! The embedded folders, and the gathering of one package's files from them.

use rust_embed::Embed;

use crate::{BuildError, Files};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR"]
#[exclude = "src/*"]
#[exclude = "tests/*"]
#[exclude = "build.rs"]
#[exclude = "Cargo.toml"]
#[exclude = "README.md"]
struct Folders;

/// Names of all embedded files, `/` between the parts.
pub(crate) fn embedded() -> impl Iterator<Item = String> {
    Folders::iter().map(|name| name.replace('\\', "/"))
}

pub(crate) fn read(name: &str) -> Option<Vec<u8>> {
    Folders::get(name).map(|file| file.data.into_owned())
}

/// A whole package: its own folder, and the shared files that its manifest lists.
pub(crate) fn package(name: &str) -> Result<Files, BuildError> {
    let folder = format!("{name}/");
    let mut files: Files = embedded()
        .filter_map(|path| {
            let inside = path.strip_prefix(&folder)?.to_owned();
            Some((inside, read(&path)?))
        })
        .collect();
    let manifest = files
        .get("imsmanifest.xml")
        .ok_or_else(|| BuildError::NoSuchPackage(name.to_owned()))?;
    for file in shared_files(&String::from_utf8_lossy(manifest)) {
        let bytes = read(&file).ok_or_else(|| BuildError::NoSuchSharedFile {
            package: name.to_owned(),
            file: file.clone(),
        })?;
        files.insert(file, bytes);
    }
    Ok(files)
}

/// The shared files that a manifest of ours lists. Ours write `href="…"` in
/// one way only, so this needs no XML reader.
fn shared_files(manifest: &str) -> Vec<String> {
    manifest
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with("shared/"))
        .map(str::to_owned)
        .collect()
}
