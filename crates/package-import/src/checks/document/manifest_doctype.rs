//! Attacks A7 to A9: a DTD can read files and grow without end, so none is
//! read.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Document, "manifest-doctype", &[]);
