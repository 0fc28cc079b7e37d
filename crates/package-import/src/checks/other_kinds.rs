//! What an archive without `imsmanifest.xml` is, so that its owner reads a
//! sentence about what was really uploaded.

use crate::archive::has_extension;
use crate::finding::{CheckId, Finding};

/// The finding for these paths.
pub(super) fn name(paths: &[&str]) -> Finding {
    let named = |name: &str| {
        paths
            .iter()
            .find(|path| is_near_the_top(path) && name_of(path).eq_ignore_ascii_case(name))
    };
    let extension = |extension: &str| {
        paths
            .iter()
            .find(|path| is_near_the_top(path) && has_extension(path, &[extension]))
    };
    let known = [
        ("cmi5.xml", CheckId::KindCmi5),
        ("tincan.xml", CheckId::KindTinCan),
        ("h5p.json", CheckId::KindH5p),
        ("moodle_backup.xml", CheckId::KindMoodleBackup),
        ("[content_types].xml", CheckId::KindOfficeDocument),
    ];
    for (name, check) in known {
        if let Some(path) = named(name) {
            return Finding::new(check).in_file(path);
        }
    }
    if let (Some(path), Some(_)) = (extension("crs"), extension("au")) {
        return Finding::new(CheckId::KindAicc).in_file(path);
    }
    let page = ["index.html", "index.htm", "story.html"]
        .into_iter()
        .find_map(named)
        .or_else(|| extension("html"))
        .or_else(|| extension("htm"));
    match page {
        Some(path) => Finding::new(CheckId::KindHtmlExport)
            .with_text("name", path)
            .in_file(path),
        None => Finding::new(CheckId::ManifestMissing),
    }
}

/// At the top or in one folder.
fn is_near_the_top(path: &str) -> bool {
    path.matches('/').count() <= 1
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
