//! Inflated, the files exceed `Limits::total_bytes`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "too-large", &["limit"]);
