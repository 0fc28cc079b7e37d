//! Listed files that lie outside the package.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "file-reference-invalid", &["count", "names"]).tolerated();
