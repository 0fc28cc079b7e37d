//! A file that cannot be inflated, or whose checksum is another.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "file-damaged", &["name"]);
