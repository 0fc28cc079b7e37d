//! SCORM 1.2: `adlcp:prerequisites` ask for an order that is left to the
//! learner here.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::package::CoursePackage;

pub(crate) const CHECK: Definition = Definition::note(
    Area::Manifest,
    "prerequisites-not-enforced",
    &["count", "names"],
);

pub(crate) fn check(package: &CoursePackage, findings: &mut Findings) {
    let mut waiting = Vec::new();
    package.organization().visit_items(&mut |item| {
        if item.prerequisites.is_some() {
            waiting.push(&item.title);
        }
    });
    findings.push_names(CheckId::PrerequisitesNotEnforced, &waiting);
}
