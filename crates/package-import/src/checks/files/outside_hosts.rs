//! Other hosts that pages, scripts and styles load from. Links that a learner
//! may follow do not count.

use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "outside-hosts", &["count", "names"]);

pub(crate) fn check(scan: &Scan, findings: &mut Findings) {
    let hosts: Vec<&String> = scan.loads.outside.iter().collect();
    findings.push_names(CheckId::OutsideHosts, &hosts);
}
