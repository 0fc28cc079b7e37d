//! A rule looks at an objective that its activity has not.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Sequencing, "objective-unknown", &["identifier"]).tolerated();
