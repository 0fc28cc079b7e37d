//! The declared encoding is not the one that the bytes are in.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Document, "manifest-encoding", &["declared", "used"]).tolerated();
