//! An archive in the package, kept as a file.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Archive, "nested-archive", &["count", "names"]);
