//! IMS Content Packaging that says nothing of SCORM.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Kind, "kind-content-package", &[]).tolerated();
