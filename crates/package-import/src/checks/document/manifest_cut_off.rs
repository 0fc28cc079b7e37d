//! The document ends without the last closing tags. Where only the outermost
//! are missing nothing is left to guess, and what they lack shows by itself.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Document, "manifest-cut-off", &["names"]).tolerated();
