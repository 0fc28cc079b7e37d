//! What first pages load from the package is not in it.

use crate::checks::pages::References;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "page-files-missing", &["count", "names"]);

pub(crate) fn check(found: &References, findings: &mut Findings) {
    findings.push_names(CheckId::PageFilesMissing, &found.missing);
}
