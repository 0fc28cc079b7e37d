//! More than `Limits::items`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Manifest, "too-many-items", &["limit"]);
