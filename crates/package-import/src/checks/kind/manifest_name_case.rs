//! `IMSManifest.xml` and the like; read all the same.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Kind, "manifest-name-case", &["name"]).tolerated();
