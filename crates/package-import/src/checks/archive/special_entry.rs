//! Attack A3: a link, a device or another thing that is no file.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "special-entry", &["name"]);
