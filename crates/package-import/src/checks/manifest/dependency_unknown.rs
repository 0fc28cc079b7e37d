//! A dependency on a resource that does not exist.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "dependency-unknown", &["identifier"]).tolerated();
