//! A cluster is completed by measure, and none of its children has a weight.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "progress-never-known", &["title"]);

pub(crate) fn check(reading: &mut Reading<'_>) {
    let found: Vec<(&str, &str)> = reading
        .clusters
        .iter()
        .filter(|cluster| cluster.is_completed_by_measure() && !cluster.may_have_progress())
        .map(|cluster| (cluster.identifier, cluster.title))
        .collect();
    for (identifier, title) in found {
        reading.tell(CheckId::ProgressNeverKnown, identifier, title);
    }
}
