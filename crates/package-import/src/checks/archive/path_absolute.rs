//! Attack A2: a name that begins at a drive or at the root.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "path-absolute", &["name"]);
