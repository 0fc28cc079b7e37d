//! First pages write the name of a file in another case: it works on Windows
//! and nowhere else.

use crate::checks::pages::References;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::findings::Findings;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Pages, "page-case-differs", &["count", "names"]);

pub(crate) fn check(found: &References, findings: &mut Findings) {
    findings.push_names(CheckId::PageCaseDiffers, &found.other_case);
}
