//! An honest code page (windows-1251, windows-1250) or UTF-16: legal, read, and
//! a trap elsewhere.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Document, "manifest-old-encoding", &["used"]);
