//! Neither flow at the root nor choice anywhere: no navigation request can
//! begin the course.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;

pub(crate) const CHECK: Definition = Definition::warning(Area::Sequencing, "never-starts", &[]);

/// A start flows into the root, so it needs flow there; a choice needs a parent
/// that allows choice.
pub(crate) fn check(reading: &mut Reading<'_>) {
    let root = &reading.root().sequencing.control_modes;
    let may_choose = reading
        .clusters
        .iter()
        .any(|cluster| cluster.sequencing.control_modes.choice);
    if !root.flow && !may_choose {
        let finding = reading.finding(CheckId::NeverStarts, reading.root().identifier);
        reading.findings.push(finding);
    }
}
