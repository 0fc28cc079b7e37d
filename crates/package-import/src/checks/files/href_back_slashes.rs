//! `\` in references; taken for `/`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Files, "href-back-slashes", &["count", "names"]).tolerated();
