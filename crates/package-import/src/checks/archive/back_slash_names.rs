//! Names with `\` between the folders, as old .NET programs write them; taken
//! for `/`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Archive, "back-slash-names", &["count", "names"]).tolerated();
