//! A cluster is passed by measure, and none of its children may contribute one.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "measure-never-known", &["title"]);

/// Without a weight no child's measure reaches the cluster; a global objective
/// may still bring one.
pub(crate) fn check(reading: &mut Reading<'_>) {
    let found: Vec<(&str, &str)> = reading
        .clusters
        .iter()
        .filter(|cluster| cluster.is_passed_by_measure() && !cluster.may_have_measure())
        .map(|cluster| (cluster.identifier, cluster.title))
        .collect();
    for (identifier, title) in found {
        reading.tell(CheckId::MeasureNeverKnown, identifier, title);
    }
}
