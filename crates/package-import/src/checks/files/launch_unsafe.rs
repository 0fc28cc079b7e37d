//! Attack A10: a launch reference that runs or carries code.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Files, "launch-unsafe", &["href"]);
