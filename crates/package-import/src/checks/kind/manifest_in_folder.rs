//! The manifest lies in a folder that does not hold everything: which files
//! belong to it is not sure.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "manifest-in-folder", &["folder"]);
