//! More folders above a file than `Limits::path_depth`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "path-too-deep", &["name", "limit"]);
