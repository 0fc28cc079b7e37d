//! Two files of the very same name: which of them counts is anyone's guess.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "duplicate-entry", &["name"]);
