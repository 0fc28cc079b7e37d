//! One file exceeds `Limits::file_bytes`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "file-too-large", &["name", "limit"]);
