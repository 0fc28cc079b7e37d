//! One folder above everything, as zipping a folder makes it; taken off.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Kind, "wrapped-in-folder", &["folder"]).tolerated();
