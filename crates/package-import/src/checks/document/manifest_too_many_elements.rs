//! Attack A8: more than `Limits::xml_elements`, references into the sequencing
//! collection counted.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Document, "manifest-too-many-elements", &["limit"]);
