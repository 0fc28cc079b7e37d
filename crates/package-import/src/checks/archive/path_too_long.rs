//! A path beyond `Limits::path_bytes`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "path-too-long", &["name", "limit"]);
