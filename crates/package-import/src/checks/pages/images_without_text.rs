//! Pictures in pages that have no `alt`.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};
use crate::finding::{Argument, CheckId, Finding};
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "images-without-text", &["count", "names"])
        .in_words_of_tools(Topic::AlternativeText);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    let count: u64 = scan.images_without_text.values().sum();
    if count > 0 {
        findings.push(
            Finding::new(CheckId::ImagesWithoutText)
                .with_count("count", count)
                .with("names", Argument::names(scan.images_without_text.keys())),
        );
    }
}
