//! Questions in QTI without a course around them.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-qti", &[]);
