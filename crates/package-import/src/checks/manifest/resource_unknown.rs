//! An item opens a resource that does not exist.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Manifest, "resource-unknown", &["identifier"]);
