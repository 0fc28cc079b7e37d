//! A leaf with nothing to open; shown as a heading.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "item-without-resource", &["title"]).tolerated();
