//! Files that the manifest does not list: unused, or used without saying so.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Files, "files-unlisted", &["count", "names"]);
