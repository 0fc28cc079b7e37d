//! Attack A8: deeper than `Limits::xml_depth`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Document, "manifest-too-deep", &["limit"]);
