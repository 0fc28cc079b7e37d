//! A `schemaversion` that no edition has.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Kind, "schema-version-unknown", &["version", "kind"]).tolerated();
