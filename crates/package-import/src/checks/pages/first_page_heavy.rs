//! What the first page loads at once, in bytes and requests.

use crate::checks::pages::FirstPage;
use crate::checks::{Area, Definition};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

pub(crate) const CHECK: Definition =
    Definition::note(Area::Pages, "first-page-heavy", &["size", "count", "limit"]);

/// Only what the page names itself is counted; what its scripts load later is
/// not known here.
pub(crate) fn check(first: &FirstPage<'_>, limits: &Limits, findings: &mut Findings) {
    let requests = 1 + first.loads.len() as u64;
    let is_heavy =
        first.size_bytes > limits.first_page_bytes || requests > limits.first_page_requests;
    if is_heavy {
        findings.push(
            Finding::new(CheckId::FirstPageHeavy)
                .with_bytes("size", first.size_bytes)
                .with_count("count", requests)
                .with_bytes("limit", limits.first_page_bytes)
                .in_file(first.path),
        );
    }
}
