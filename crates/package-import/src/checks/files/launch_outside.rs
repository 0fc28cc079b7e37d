//! A launch reference to another host.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Files, "launch-outside", &["href"]);
