//! One name in composed and in decomposed letters.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "unicode-twins", &["name"]);
