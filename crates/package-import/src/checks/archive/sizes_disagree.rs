//! Attack A5: the header in front of a file and the directory tell different
//! things.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Archive, "sizes-disagree", &["name"]);
