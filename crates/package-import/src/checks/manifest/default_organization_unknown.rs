//! `default` names nothing; the first organization is taken.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::warning(
    Area::Manifest,
    "default-organization-unknown",
    &["identifier", "title"],
)
.tolerated();
