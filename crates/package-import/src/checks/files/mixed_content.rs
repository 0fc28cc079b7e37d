//! Things loaded over `http:`, which a browser blocks in a page that came over
//! `https:`.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "mixed-content", &["count", "names"]);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    let hosts: Vec<&String> = scan.loads.insecure.iter().collect();
    findings.push_names(CheckId::MixedContent, &hosts);
}
