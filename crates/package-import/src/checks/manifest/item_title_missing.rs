//! An item without title; its identifier is shown.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "item-title-missing", &["identifier"]).tolerated();
