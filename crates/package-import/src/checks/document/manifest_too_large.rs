//! More bytes than `Limits::manifest_bytes`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Document, "manifest-too-large", &["limit"]);
