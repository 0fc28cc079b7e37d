//! An IMS Common Cartridge.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Kind, "kind-common-cartridge", &[]);
