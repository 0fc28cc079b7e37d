//! An identifier given twice; the first keeps it.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "duplicate-identifier", &["identifier"]).tolerated();
