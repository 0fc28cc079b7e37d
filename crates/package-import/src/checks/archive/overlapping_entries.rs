//! Attack A5: entries that share bytes, which is how small archives hold
//! endless data.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "overlapping-entries", &["name"]);
