//! SCORM 2004 gives content to leaves only; the cluster's is not shown.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "cluster-with-resource", &["title"]).tolerated();
