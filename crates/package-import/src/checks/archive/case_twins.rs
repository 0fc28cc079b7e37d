//! Two names that only differ in case: one file on Windows, two here.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Archive, "case-twins", &["name", "other"]).tolerated();
