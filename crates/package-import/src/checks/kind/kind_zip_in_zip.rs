//! Nothing but an archive in the archive: the zip was zipped again.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-zip-in-zip", &["name"]);
