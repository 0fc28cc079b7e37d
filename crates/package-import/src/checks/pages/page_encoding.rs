//! Pages that are neither in UTF-8 nor say in which encoding they are: browsers
//! have to guess.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "page-encoding", &["count", "names"]);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    findings.push_names(CheckId::PageEncoding, &scan.not_utf8);
}
