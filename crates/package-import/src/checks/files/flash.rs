//! Flash, which no browser plays any more.

use crate::archive::has_extension;
use crate::authoring_tool::Topic;
use crate::checks::files::flash_beside_html5;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "flash", &["count", "names"]).in_words_of_tools(Topic::Html5);

/// Flash that is all there is, and Flash that an HTML5 version has replaced.
pub(crate) fn check(paths: &[String], findings: &mut Findings) {
    let (beside, only): (Vec<String>, Vec<String>) = paths
        .iter()
        .filter(|path| has_extension(path, &["swf", "flv"]))
        .cloned()
        .partition(flash_beside_html5::replaced_in(paths));
    findings.push_names(CheckId::Flash, &only);
    findings.push_names(CheckId::FlashBesideHtml5, &beside);
}
