//! Nothing in the course talks to the LMS: opened is all that is known.

use crate::checks::{Area, Definition};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::{CoursePackage, ItemKind};

pub(crate) const CHECK: Definition = Definition::note(Area::Manifest, "no-sco", &[]);

pub(crate) fn check(package: &CoursePackage, manifest: &str, findings: &mut Findings) {
    let (mut scos, mut assets) = (0, 0);
    package.organization().visit_items(&mut |item| {
        scos += usize::from(item.kind == ItemKind::Sco);
        assets += usize::from(item.kind == ItemKind::Asset);
    });
    // A package that says nothing of SCORM is told of already.
    if scos == 0 && assets > 0 && !findings.has(CheckId::KindContentPackage) {
        findings.push(Finding::new(CheckId::NoSco).in_file(manifest));
    }
}
