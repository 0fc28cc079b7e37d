//! A zip with no files in it.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "archive-empty", &[]);
