//! A title beyond `Limits::title_characters`.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Manifest, "title-shortened", &["title", "limit"]);
