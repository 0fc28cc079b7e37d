//! Control and direction characters, removed from a title.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Manifest, "title-characters", &["title"]);
