//! Checks on pages: those that items open, and what is sampled of the others.

pub(crate) mod contrast_low;
pub(crate) mod first_page_heavy;
pub(crate) mod images_without_text;
pub(crate) mod page_case_differs;
pub(crate) mod page_encoding;
pub(crate) mod page_files_missing;
pub(crate) mod page_language_missing;
pub(crate) mod page_title_missing;
pub(crate) mod sco_without_calls;

use std::collections::BTreeSet;

use crate::findings::Findings;
use crate::limits::Limits;
use crate::manifest::files::{Files, Match};
use crate::manifest::href;
use crate::package::{CoursePackage, launch_files};
use crate::scan::{Page, Scan};

/// All checks on pages. `package` has its files.
pub(crate) fn check(
    package: &CoursePackage,
    scan: &Scan,
    files: &Files,
    limits: &Limits,
    findings: &mut Findings,
) {
    page_encoding::check(scan, findings);
    page_language_missing::check(scan, findings);
    page_title_missing::check(scan, findings);
    images_without_text::check(scan, findings);
    sco_without_calls::check(package, scan, findings);
    let mut references = References::default();
    for (path, page) in &scan.pages {
        references.look_at(path, page, files);
    }
    page_files_missing::check(&references, findings);
    page_case_differs::check(&references, findings);
    if let Some(first) = FirstPage::of(package, scan, files) {
        contrast_low::check(scan, &first, findings);
        first_page_heavy::check(&first, limits, findings);
    }
}

/// What first pages load, as far as something is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct References {
    pub(crate) missing: Vec<String>,
    pub(crate) other_case: Vec<String>,
}

impl References {
    fn look_at(&mut self, path: &str, page: &Page, files: &Files) {
        for reference in &page.loads {
            match find(path, reference, files) {
                Some((_, Match::Exact)) => {}
                Some((_, Match::OtherCase)) => {
                    self.other_case.push(format!("{path}: {reference}"));
                }
                None => self.missing.push(format!("{path}: {reference}")),
            }
        }
    }
}

/// The page that a learner sees first, and what comes with it.
pub(crate) struct FirstPage<'a> {
    pub(crate) path: &'a str,
    pub(crate) page: &'a Page,
    /// Files that it loads, each once.
    pub(crate) loads: BTreeSet<&'a str>,
    /// The styles among them.
    pub(crate) styles: BTreeSet<&'a str>,
    /// Of the page and all that it loads.
    pub(crate) size_bytes: u64,
}

impl<'a> FirstPage<'a> {
    fn of(package: &'a CoursePackage, scan: &'a Scan, files: &'a Files) -> Option<Self> {
        let (path, page) = launch_files(package)
            .first()
            .and_then(|path| scan.pages.get_key_value(*path))?;
        let found = |references: &'a [String]| -> BTreeSet<&'a str> {
            references
                .iter()
                .filter_map(|it| find(path, it, files))
                .map(|(path, _)| path)
                .collect()
        };
        let loads = found(&page.loads);
        let size_of = |path: &str| {
            let index = package
                .files
                .binary_search_by(|file| file.path.as_str().cmp(path));
            index.map_or(0, |index| package.files[index].size_bytes)
        };
        let size_bytes = size_of(path) + loads.iter().map(|path| size_of(path)).sum::<u64>();
        Some(Self {
            path,
            page,
            loads,
            styles: found(&page.styles),
            size_bytes,
        })
    }
}

/// The file that a page means.
fn find<'a>(page: &str, reference: &str, files: &'a Files) -> Option<(&'a str, Match)> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    // What climbs out of the package is in no package.
    let reference = href::resolve(&href::join(folder, reference)).ok()?;
    files
        .find(&reference.path)
        .or_else(|| files.find(&reference.raw_path))
}
