//! SCORM 1.2: a passing score on an item that never reports, so it is never
//! judged.

use crate::checks::{Area, Definition};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::{CoursePackage, ItemKind};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "mastery-on-asset", &["title"]);

pub(crate) fn check(package: &CoursePackage, manifest: &str, findings: &mut Findings) {
    package.organization().visit_items(&mut |item| {
        if item.mastery_score.is_some() && item.kind != ItemKind::Sco {
            findings.push(
                Finding::new(CheckId::MasteryOnAsset)
                    .with_text("title", &item.title)
                    .in_file(manifest)
                    .at_item(&item.identifier),
            );
        }
    });
}
