//! Where the package begins: the folder of the one manifest that counts.

use crate::archive::Entry;
use crate::authoring_tool::Traces;
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::other_kinds;

const MANIFEST: &str = "imsmanifest.xml";

pub(crate) struct Root {
    /// What stands before every path of the package: empty, or a folder with
    /// its `/`.
    pub(crate) prefix: String,
    /// Index of the manifest among the entries.
    pub(crate) manifest_index: usize,
    /// Path of the manifest in the package.
    pub(crate) manifest: String,
}

/// None when there is no manifest to read; the findings say what there is
/// instead.
pub(crate) fn find(entries: &[Entry], findings: &mut Findings) -> Option<Root> {
    let mut candidates: Vec<(usize, &str)> = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| (index, entry.path.as_str()))
        .filter(|(_, path)| name_of(path).eq_ignore_ascii_case(MANIFEST))
        .collect();
    // The nearest to the top, and there the one with the right name.
    candidates.sort_by_key(|(_, path)| (depth_of(path), name_of(path) != MANIFEST, *path));
    let Some(&(manifest_index, path)) = candidates.first() else {
        let paths: Vec<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        findings.push(other_kinds::name(&paths));
        if let Some((tool, _)) = Traces::of_paths(paths).tool() {
            findings.made_by(tool);
        }
        return None;
    };
    let folder = path.strip_suffix(name_of(path)).unwrap_or_default();
    let rivals: Vec<String> = candidates
        .iter()
        .filter(|(_, it)| depth_of(it) == depth_of(path))
        .filter(|(_, it)| !it.starts_with(folder) || name_of(path) != MANIFEST)
        .map(|(_, it)| (*it).to_owned())
        .collect();
    if rivals.len() > 1 || (rivals.len() == 1 && name_of(path) == MANIFEST) {
        let mut all = rivals;
        if !all.iter().any(|it| it == path) {
            all.insert(0, path.to_owned());
        }
        findings.push_names(CheckId::SeveralManifests, &all);
        return None;
    }
    let nested: Vec<String> = candidates
        .iter()
        .filter(|(_, it)| depth_of(it) > depth_of(path))
        .map(|(_, it)| (*it).to_owned())
        .collect();
    findings.push_names(CheckId::NestedManifest, &nested);
    if name_of(path) != MANIFEST {
        findings.push(
            Finding::new(CheckId::ManifestNameCase)
                .with_text("name", name_of(path))
                .in_file(path),
        );
    }
    if !folder.is_empty() {
        let holds_everything = entries.iter().all(|entry| entry.path.starts_with(folder));
        let check = if holds_everything {
            CheckId::WrappedInFolder
        } else {
            CheckId::ManifestInFolder
        };
        let shown = folder.trim_end_matches('/');
        findings.push(Finding::new(check).with_text("folder", shown).in_file(path));
    }
    Some(Root {
        prefix: folder.to_owned(),
        manifest_index,
        manifest: name_of(path).to_owned(),
    })
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn depth_of(path: &str) -> usize {
    path.matches('/').count()
}
