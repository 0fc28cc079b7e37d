//! Attack A1: a name that climbs out of the package with `..`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "path-escapes", &["name"]);
