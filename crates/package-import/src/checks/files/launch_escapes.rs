//! A launch reference that climbs out of the package.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Files, "launch-escapes", &["href"]);
