//! Manifests below the one that counts.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Kind, "nested-manifest", &["count", "names"]);
