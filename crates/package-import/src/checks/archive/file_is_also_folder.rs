//! A path that is a file and the folder of another file.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "file-is-also-folder", &["name"]);
