//! An organization without items.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Manifest, "no-items", &[]);
