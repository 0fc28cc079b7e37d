//! Neither completion nor success of the whole can ever be reached.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;

pub(crate) const CHECK: Definition = Definition::warning(Area::Sequencing, "never-completes", &[]);

pub(crate) fn check(reading: &mut Reading<'_>) {
    let root = reading.root();
    if !root.may_complete() && !root.may_be_satisfied() {
        let finding = reading.finding(CheckId::NeverCompletes, root.identifier);
        reading.findings.push(finding);
    }
}
