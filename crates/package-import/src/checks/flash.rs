//! Flash, which no browser plays any more.

use crate::archive::has_extension;
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) fn check(paths: &[String], findings: &mut Findings) {
    let flash: Vec<String> = paths
        .iter()
        .filter(|path| has_extension(path, &["swf", "flv"]))
        .cloned()
        .collect();
    findings.push_names(CheckId::Flash, &flash);
}
