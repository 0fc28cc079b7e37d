//! A tag that is never closed, or closed after the one around it. Guessing where
//! it ends would guess which lessons belong to which chapter: it is refused.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Document, "manifest-tag-unclosed", &["name", "line"]);
