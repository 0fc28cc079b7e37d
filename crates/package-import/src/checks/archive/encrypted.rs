//! Attack A6: files behind a password.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "encrypted", &["name"]);
