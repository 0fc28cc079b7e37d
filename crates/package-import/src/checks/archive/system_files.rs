//! `__MACOSX`, `.DS_Store`, `Thumbs.db` and their kind, passed over.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Archive, "system-files", &["count", "names"]);
