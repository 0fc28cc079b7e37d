//! No `schemaversion`: the kind is told from what the manifest uses.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Kind, "schema-version-missing", &["kind"]).tolerated();
