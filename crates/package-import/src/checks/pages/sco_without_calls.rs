//! A SCO whose package never names the SCORM interface cannot report anything.

use crate::archive::has_extension;
use crate::checks::{Area, Definition};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::{CoursePackage, ItemKind};
use crate::scan::Scan;

pub(crate) const CHECK: Definition = Definition::warning(Area::Pages, "sco-without-calls", &[]);

/// Certain only when every page and script was searched whole, and nothing in
/// the package can hide a call: no Flash, no Java, no other host.
pub(crate) fn check(package: &CoursePackage, scan: &Scan, findings: &mut Findings) {
    let mut sco = None;
    package.organization().visit_items(&mut |item| {
        if item.kind == ItemKind::Sco && item.launch.is_some() {
            sco.get_or_insert(item);
        }
    });
    let may_hide =
        |path: &str| has_extension(path, &["swf", "jar", "class", "xap", "wasm", "gz", "br"]);
    let is_certain = scan.is_complete
        && !scan.names_interface
        && scan.loads.outside.is_empty()
        && scan.loads.insecure.is_empty()
        && !package.files.iter().any(|file| may_hide(&file.path));
    if let (Some(sco), true) = (sco, is_certain) {
        findings.push(Finding::new(CheckId::ScoWithoutCalls).at_item(&sco.identifier));
    }
}
