//! Names in a code page that the archive does not tell (866, 1251, 1250); the
//! likeliest is taken.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::note(
    Area::Archive,
    "name-encoding-guessed",
    &["count", "names", "encoding"],
)
.tolerated();
