//! Names that Windows or a shell trips over; harmless here, where files are
//! stored by their hash.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Archive, "reserved-name", &["count", "names"]);
