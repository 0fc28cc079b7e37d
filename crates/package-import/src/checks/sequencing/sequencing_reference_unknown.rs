//! `IDRef` to nothing in the sequencing collection.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::warning(
    Area::Sequencing,
    "sequencing-reference-unknown",
    &["identifier"],
)
.tolerated();
