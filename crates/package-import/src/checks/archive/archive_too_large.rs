//! Attack A4: more bytes than `Limits::archive_bytes`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "archive-too-large", &["size", "limit"]);
