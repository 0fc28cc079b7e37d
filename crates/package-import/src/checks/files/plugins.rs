//! Silverlight, Director, Unity and other plug-ins that no browser has any
//! more.

use crate::archive::has_extension;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "plugins", &["count", "names"]);

pub(crate) fn check(paths: &[String], findings: &mut Findings) {
    let all: Vec<&String> = paths
        .iter()
        .filter(|path| has_extension(path, &["xap", "unity3d", "dcr", "dxr", "cct"]))
        .collect();
    findings.push_names(CheckId::Plugins, &all);
}
