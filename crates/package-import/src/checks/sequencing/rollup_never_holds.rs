//! A rollup rule that wants more children than can ever count.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::sequencing::ChildActivitySet;

pub(crate) const CHECK: Definition = Definition::warning(
    Area::Sequencing,
    "rollup-never-holds",
    &["title", "needed", "count"],
);

pub(crate) fn check(reading: &mut Reading<'_>) {
    let mut found = Vec::new();
    for cluster in &reading.clusters {
        for rule in &cluster.sequencing.rollup.rules {
            let counting = cluster.children_counting_for(rule.action);
            if let ChildActivitySet::AtLeastCount(needed) = rule.child_activity_set
                && counting < needed as usize
            {
                found.push(
                    reading
                        .finding(CheckId::RollupNeverHolds, cluster.identifier)
                        .with_text("title", cluster.title)
                        .with_count("needed", needed.into())
                        .with_count("count", counting as u64),
                );
            }
        }
    }
    for finding in found {
        reading.findings.push(finding);
    }
}
