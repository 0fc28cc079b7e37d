//! H5P content, which needs an export as SCORM.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-h5p", &[]);
