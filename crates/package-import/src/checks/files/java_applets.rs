//! Java applets, which no browser runs any more.

use crate::archive::has_extension;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::Scan;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "java-applets", &["count", "names"]);

pub(crate) fn check(scan: &Scan, paths: &[String], findings: &mut Findings) {
    let classes = paths
        .iter()
        .filter(|path| has_extension(path, &["class", "jar"]));
    let all: Vec<&String> = scan.applets.iter().chain(classes).collect();
    findings.push_names(CheckId::JavaApplets, &all);
}
