//! The check report: of a version, or of an upload that was refused.

use entity::values::{Face, Profile, VersionState};
use package_import::{
    CheckId, CoursePackage, Finding, ImportReport, Severity,
    package::{Item, ItemKind},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    packages::{
        findings::{Said, size_words},
        service::{self, findings_of, kind_token},
        views::difference::DifferenceCard,
    },
    page::View,
};

/// Items that the report shows; a package may have ten thousand.
const ITEMS_SHOWN: usize = 200;
const LARGEST_SHOWN: usize = 5;

/// What both kinds of report show.
#[derive(Debug, Serialize)]
pub(in crate::packages) struct Parts {
    /// None when the manifest could not be read.
    package: Option<PackageCard>,
    errors: Vec<Said>,
    warnings: Vec<Said>,
    notes: Vec<Said>,
    /// Checks that found nothing.
    passed: usize,
}

#[derive(Debug, Serialize)]
struct PackageCard {
    title: String,
    kind: &'static str,
    tool: Option<String>,
    identifier: String,
    language: Option<String>,
    scos: usize,
    assets: usize,
    files: usize,
    size: String,
    items: Vec<ItemNode>,
    items_hidden: usize,
    weights: Vec<Weight>,
    largest: Vec<Large>,
}

#[derive(Debug, Serialize)]
struct ItemNode {
    title: String,
    /// `sco`, `asset`, `cluster` or `heading`.
    kind: &'static str,
    mastery: Option<String>,
    items: Vec<Self>,
}

/// One bar of the chart.
#[derive(Debug, PartialEq, Serialize)]
struct Weight {
    group: &'static str,
    files: usize,
    size: String,
    /// Of the heaviest group, at least something visible.
    width: u64,
}

#[derive(Debug, Serialize)]
struct Large {
    path: String,
    size: String,
}

impl Parts {
    pub(in crate::packages) fn new(face: Face, report: &ImportReport) -> Self {
        let files = report.package.as_ref().map_or_else(Vec::new, |package| {
            package
                .files
                .iter()
                .map(|it| (it.path.as_str(), it.size_bytes))
                .collect()
        });
        Self::of(face, report.package.as_ref(), &report.findings, &files)
    }

    fn of(
        face: Face,
        package: Option<&CoursePackage>,
        findings: &[Finding],
        files: &[(&str, u64)],
    ) -> Self {
        let mut parts = Self {
            package: package.map(|it| PackageCard::new(face, it, files)),
            errors: Vec::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            passed: passed(findings),
        };
        for finding in findings {
            let said = Said::of(face, finding);
            match finding.severity {
                Severity::Error => parts.errors.push(said),
                Severity::Warning => parts.warnings.push(said),
                Severity::Note => parts.notes.push(said),
            }
        }
        parts
    }
}

fn passed(findings: &[Finding]) -> usize {
    let silent = |check: &&CheckId| !findings.iter().any(|it| it.check == **check);
    CheckId::ALL.iter().filter(silent).count()
}

impl PackageCard {
    fn new(face: Face, package: &CoursePackage, files: &[(&str, u64)]) -> Self {
        let (mut scos, mut assets) = (0, 0);
        package.organization().visit_items(&mut |item: &Item| {
            scos += usize::from(item.kind == ItemKind::Sco);
            assets += usize::from(item.kind == ItemKind::Asset);
        });
        let mut room = ITEMS_SHOWN;
        let mut all = 0;
        package.organization().visit_items(&mut |_: &Item| all += 1);
        let items = nodes(&package.organization().items, &mut room);
        Self {
            title: package.title.clone(),
            kind: kind_token(package.kind),
            tool: package.authoring_tool.clone(),
            identifier: package.identifier.clone(),
            language: package.language.clone(),
            scos,
            assets,
            files: files.len(),
            size: size_words(face, files.iter().map(|it| it.1).sum()),
            items,
            items_hidden: all - (ITEMS_SHOWN - room),
            weights: weights(face, files),
            largest: largest(face, files),
        }
    }
}

fn nodes(items: &[Item], room: &mut usize) -> Vec<ItemNode> {
    let mut shown = Vec::new();
    for item in items {
        if *room == 0 {
            break;
        }
        *room -= 1;
        shown.push(ItemNode {
            title: item.title.clone(),
            kind: match item.kind {
                ItemKind::Sco => "sco",
                ItemKind::Asset => "asset",
                ItemKind::Cluster => "cluster",
                ItemKind::Heading => "heading",
            },
            mastery: item.mastery_score.map(|it| it.to_string()),
            items: nodes(&item.items, room),
        });
    }
    shown
}

/// What kinds of files weigh how much, the heaviest first.
fn weights(face: Face, files: &[(&str, u64)]) -> Vec<Weight> {
    let mut groups: Vec<(&'static str, usize, u64)> = Vec::new();
    for (path, size_bytes) in files {
        let group = group(path);
        match groups.iter_mut().find(|it| it.0 == group) {
            Some(known) => {
                known.1 += 1;
                known.2 += size_bytes;
            }
            None => groups.push((group, 1, *size_bytes)),
        }
    }
    groups.sort_by_key(|it| std::cmp::Reverse(it.2));
    let heaviest = groups.first().map_or(1, |it| it.2.max(1));
    groups
        .into_iter()
        .map(|(group, files, size_bytes)| Weight {
            group,
            files,
            size: size_words(face, size_bytes),
            width: (size_bytes * 100 / heaviest).max(1),
        })
        .collect()
}

fn group(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, it)| it);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => "pages",
        "js" | "mjs" | "css" | "json" | "map" | "xml" | "xsd" | "dtd" | "wasm" => "code",
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" | "ico" => "pictures",
        "mp4" | "m4v" | "webm" | "ogv" | "mov" | "avi" | "vtt" | "srt" => "video",
        "mp3" | "m4a" | "ogg" | "oga" | "wav" | "aac" => "sound",
        "woff" | "woff2" | "ttf" | "otf" | "eot" => "fonts",
        "pdf" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "txt" => "documents",
        _ => "other",
    }
}

fn largest(face: Face, files: &[(&str, u64)]) -> Vec<Large> {
    let mut sorted: Vec<_> = files.to_vec();
    sorted.sort_by_key(|it| std::cmp::Reverse(it.1));
    sorted
        .into_iter()
        .take(LARGEST_SHOWN)
        .map(|(path, size_bytes)| Large {
            path: path.to_owned(),
            size: size_words(face, size_bytes),
        })
        .collect()
}

/// `GET /modules/{id}/versions/{number}`
#[derive(Debug, Serialize)]
pub(in crate::packages) struct Report {
    module: Uuid,
    module_title: String,
    archived: bool,
    number: i32,
    file_name: String,
    uploaded_at: String,
    is_published: bool,
    is_current: bool,
    zip_size: String,
    profile: Profile,
    damaged: Vec<String>,
    same_as: Option<SameAs>,
    difference: Option<DifferenceCard>,
    /// Courses that use the module: they can be switched to this version.
    courses: usize,
    parts: Parts,
}

#[derive(Debug, Serialize)]
struct SameAs {
    module: Uuid,
    number: i32,
    title: String,
}

impl Report {
    pub(in crate::packages) fn new(face: Face, report: service::Report) -> Self {
        let row = &report.version.row;
        let size = |size_bytes: i64| u64::try_from(size_bytes).unwrap_or(0);
        let files: Vec<(&str, u64)> = report
            .files
            .iter()
            .map(|it| (it.path.as_str(), size(it.size_bytes)))
            .collect();
        Self {
            module: report.module.id,
            module_title: report.module.title,
            archived: report.module.archived_at.is_some(),
            number: row.number,
            file_name: row.file_name.clone(),
            uploaded_at: row.created_at.to_rfc3339(),
            is_published: row.state == VersionState::Published,
            is_current: report.module.published_version_id == Some(row.id),
            zip_size: size_words(face, size(row.zip_bytes)),
            profile: row.profile,
            damaged: report.damaged,
            same_as: report.same_as.map(|(module, number, title)| SameAs {
                module,
                number,
                title,
            }),
            difference: report
                .difference
                .as_ref()
                .map(|it| DifferenceCard::new(face, it)),
            courses: report.courses,
            parts: Parts::of(
                face,
                Some(&report.version.package),
                &findings_of(row),
                &files,
            ),
        }
    }
}

impl View for Report {
    const TEMPLATE: &'static str = "packages/report.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |is_published: bool, is_current: bool, full: bool| Self {
            module: Uuid::nil(),
            module_title: "Азил <b>".into(),
            archived: full && !is_published,
            number: 2,
            file_name: "azil.zip".into(),
            uploaded_at: "2026-11-24T09:00:00Z".into(),
            is_published,
            is_current,
            zip_size: "40 MB".into(),
            profile: if full {
                Profile::Strict
            } else {
                Profile::Lenient
            },
            damaged: if full { vec!["a.html".into()] } else { vec![] },
            same_as: full.then(|| SameAs {
                module: Uuid::nil(),
                number: 1,
                title: "Азил".into(),
            }),
            difference: full.then(|| DifferenceCard::samples().remove(0)),
            courses: usize::from(full),
            parts: Parts::sample(full),
        };
        let same = Self {
            difference: DifferenceCard::samples().pop(),
            ..page(false, false, false)
        };
        vec![
            page(false, false, false),
            page(true, false, true),
            page(true, true, true),
            page(false, false, true),
            same,
        ]
    }
}

#[cfg(test)]
impl Parts {
    pub(in crate::packages) fn sample(full: bool) -> Self {
        let part = |text: &str, is_code| crate::packages::findings::Part {
            text: text.into(),
            is_code,
        };
        let words = |severity| Said {
            check: "files-missing",
            severity,
            place: "imsmanifest.xml".into(),
            message: vec![part("Нема ", false), part("<b>", true)],
            cure: vec![part("Додајте", false)],
            tolerated: severity == "warning",
        };
        let leaf = |kind, mastery: Option<&str>| ItemNode {
            title: "Лекција".into(),
            kind,
            mastery: mastery.map(Into::into),
            items: vec![],
        };
        let card = PackageCard {
            title: "Азил".into(),
            kind: "scorm_2004_3rd",
            tool: full.then(|| "Storyline".into()),
            identifier: "id".into(),
            language: full.then(|| "sr".into()),
            scos: 2,
            assets: 1,
            files: 214,
            size: "48 MB".into(),
            items: vec![
                ItemNode {
                    title: "Део".into(),
                    kind: "cluster",
                    mastery: None,
                    items: vec![leaf("sco", Some("80")), leaf("asset", None)],
                },
                leaf("heading", None),
            ],
            items_hidden: usize::from(full),
            weights: weights(Face::En, &[("a.mp4", 100), ("b.html", 1)]),
            largest: largest(Face::En, &[("a.mp4", 100)]),
        };
        Self {
            package: Some(card),
            errors: if full { vec![words("error")] } else { vec![] },
            warnings: if full { vec![words("warning")] } else { vec![] },
            notes: if full { vec![words("note")] } else { vec![] },
            passed: 80,
        }
    }

    pub(in crate::packages) fn sample_unread() -> Self {
        Self {
            package: None,
            ..Self::sample(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_kind_fills_its_bar_and_the_lightest_is_still_seen() {
        let bars = weights(
            Face::En,
            &[("a/b.MP4", 3 << 20), ("c.mp4", 1 << 20), ("d.html", 10)],
        );
        assert_eq!(
            bars,
            [
                Weight {
                    group: "video",
                    files: 2,
                    size: "4 MB".into(),
                    width: 100,
                },
                Weight {
                    group: "pages",
                    files: 1,
                    size: "10 B".into(),
                    width: 1,
                },
            ]
        );
    }
}
