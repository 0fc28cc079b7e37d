//! An item, organization or resource without identifier; one is made up.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::warning(
    Area::Manifest,
    "identifier-missing",
    &["element", "identifier"],
)
.tolerated();
