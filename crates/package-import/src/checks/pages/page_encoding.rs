//! Pages that are not in UTF-8, as which pages are served here.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "page-encoding", &["count", "names"]);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    findings.push_names(CheckId::PageEncoding, &scan.not_utf8);
}
