//! An asset must set its own status, and assets do not talk to the LMS.

use crate::checks::sequencing::Reading;
use crate::checks::{Area, Definition};
use crate::finding::CheckId;
use crate::package::{Item, ItemKind};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "asset-awaited", &["title"]);

/// At its end an asset counts as completed and passed, unless the manifest says
/// that the content itself sets that.
pub(crate) fn check(reading: &mut Reading<'_>) {
    let awaited: Vec<&Item> = reading
        .items
        .iter()
        .copied()
        .filter(|item| {
            let controls = &item.sequencing.delivery_controls;
            item.kind == ItemKind::Asset
                && controls.tracked
                && controls.completion_set_by_content
                && item.sequencing.rollup.progress_completion
        })
        .collect();
    for item in awaited {
        reading.tell(CheckId::AssetAwaited, &item.identifier, &item.title);
    }
}
