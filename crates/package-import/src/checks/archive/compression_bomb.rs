//! A file that inflates beyond `Limits::ratio`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "compression-bomb", &["name", "limit"]);
