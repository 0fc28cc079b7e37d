//! The course has no title.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "organization-title-missing", &[]).tolerated();
