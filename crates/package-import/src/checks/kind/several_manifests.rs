//! Several packages side by side in one archive.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "several-manifests", &["count", "names"]);
