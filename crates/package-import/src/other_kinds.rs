//! What an archive without `imsmanifest.xml` is, so that its owner reads a
//! sentence about what was really uploaded.

use crate::archive::has_extension;
use crate::finding::{CheckId, Finding};

/// The finding for these paths.
pub(crate) fn name(paths: &[&str]) -> Finding {
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
    ];
    for (name, check) in known {
        if let Some(path) = named(name) {
            return Finding::new(check).in_file(path);
        }
    }
    if let Some(path) = AICC.into_iter().find_map(extension) {
        return Finding::new(CheckId::KindAicc)
            .with_text("name", path)
            .in_file(path);
    }
    if let Some(path) = PROJECTS.into_iter().find_map(project(paths)) {
        return Finding::new(CheckId::KindSourceProject)
            .with_text("name", path)
            .in_file(path);
    }
    if let Some(path) = named("[content_types].xml") {
        return Finding::new(CheckId::KindOfficeDocument).in_file(path);
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
        // Beside pages it may be a sound.
        None if let Some(path) = extension("au") => Finding::new(CheckId::KindAicc)
            .with_text("name", path)
            .in_file(path),
        None => match paths.iter().find(|path| has_extension(path, &["zip"])) {
            Some(path) => Finding::new(CheckId::KindZipInZip)
                .with_text("name", path)
                .in_file(path),
            None => Finding::new(CheckId::ManifestMissing),
        },
    }
}

/// What only AICC has: the course, its structure, the descriptions of its units.
const AICC: [&str; 3] = ["crs", "cst", "des"];

/// Files of projects: of Storyline, Captivate, Lectora, Camtasia, eXeLearning.
const PROJECTS: [&str; 9] = [
    "story/story.xml",
    ".story",
    ".cptx",
    ".awt",
    ".cmproj",
    ".tscproj",
    ".elp",
    ".elpx",
    "contentv3.xml",
];

/// Finds a project by the end of a path, or by a whole one.
fn project<'a>(paths: &[&'a str]) -> impl Fn(&str) -> Option<&'a str> {
    move |trace| {
        let is_it = |path: &&&str| {
            let lower = path.to_ascii_lowercase();
            if trace.starts_with('.') {
                lower.ends_with(trace)
            } else {
                lower == trace
            }
        };
        paths.iter().find(is_it).copied()
    }
}

/// At the top or in one folder.
fn is_near_the_top(path: &str) -> bool {
    path.matches('/').count() <= 1
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
