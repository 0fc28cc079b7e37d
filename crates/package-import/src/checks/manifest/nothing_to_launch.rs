//! Items, but none that opens a page.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Manifest, "nothing-to-launch", &[]);
