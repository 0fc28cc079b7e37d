//! First pages without a title.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::note(Area::Pages, "page-title-missing", &["count", "names"]);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    let pages = scan.pages.iter().filter(|(_, page)| !page.has_title);
    let names: Vec<&String> = pages.map(|(path, _)| path).collect();
    findings.push_names(CheckId::PageTitleMissing, &names);
}
