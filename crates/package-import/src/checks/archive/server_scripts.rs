//! Attack A13: programs for servers, kept as files and never run.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Archive, "server-scripts", &["count", "names"]);
