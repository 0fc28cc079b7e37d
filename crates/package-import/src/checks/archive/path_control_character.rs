//! Attack A12: a name with characters that no file name has.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "path-control-character", &["name"]);
