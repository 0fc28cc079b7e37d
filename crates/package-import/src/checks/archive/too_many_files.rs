//! More entries than `Limits::entries`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "too-many-files", &["count", "limit"]);
