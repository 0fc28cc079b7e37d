//! The central directory is missing, cut off or does not add up.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "archive-damaged", &[]);
