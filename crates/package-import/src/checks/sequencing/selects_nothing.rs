//! A cluster that selects 0 of its children leaves none to deliver.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::sequencing::Timing;

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "selects-nothing", &["title"]);

pub(crate) fn check(reading: &mut Reading<'_>) {
    let empty: Vec<(&str, &str)> = reading
        .clusters
        .iter()
        .filter(|cluster| {
            let selection = &cluster.sequencing.selection;
            selection.timing != Timing::Never && selection.count == Some(0)
        })
        .map(|cluster| (cluster.identifier, cluster.title))
        .collect();
    for (identifier, title) in empty {
        reading.tell(CheckId::SelectsNothing, identifier, title);
    }
}
