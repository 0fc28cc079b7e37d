//! No XML: with the line and column of the first fault.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(
    Area::Document,
    "manifest-not-well-formed",
    &["line", "column"],
);
