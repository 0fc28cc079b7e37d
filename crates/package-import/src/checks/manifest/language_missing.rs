//! Does the package say its language? Screen readers and lists want to know.

use crate::checks::{Area, Definition};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::CoursePackage;

pub(crate) const CHECK: Definition = Definition::note(Area::Manifest, "language-missing", &[]);

pub(crate) fn check(package: &CoursePackage, manifest: &str, findings: &mut Findings) {
    if package.language.is_none() {
        findings.push(Finding::new(CheckId::LanguageMissing).in_file(manifest));
    }
}
