//! Several ways through the content; learners get the default one.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Manifest, "several-organizations", &["count", "title"]);
