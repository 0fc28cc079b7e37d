//! The manifest and the archive write a name in different case; found all the
//! same.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "file-case-differs", &["count", "names"]).tolerated();
