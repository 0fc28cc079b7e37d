//! An item opens a resource that names no page.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Files, "resource-without-href", &[]);
