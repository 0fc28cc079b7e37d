//! A value outside its vocabulary or range; the default applies.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Manifest, "value-invalid", &["element", "value"]).tolerated();
