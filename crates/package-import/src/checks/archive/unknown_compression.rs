//! A compression that is neither Deflate nor none.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "unknown-compression", &["name", "method"]);
