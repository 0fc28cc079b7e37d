//! Silverlight, Director, Unity and other plug-ins that no browser has any
//! more.

use crate::archive::has_extension;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;
use crate::scan::name_of;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "plugins", &["count", "names"]);

pub(crate) fn check(paths: &[String], findings: &mut Findings) {
    let all: Vec<&String> = paths
        .iter()
        .filter(|path| has_extension(path, &["xap", "unity3d", "dcr", "dxr", "cct"]))
        // A library for videos carries it along for browsers long gone.
        .filter(|path| !name_of(path).starts_with("silverlightmediaelement"))
        .collect();
    findings.push_names(CheckId::Plugins, &all);
}
