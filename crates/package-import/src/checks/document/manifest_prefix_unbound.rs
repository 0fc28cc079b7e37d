//! A prefix that no `xmlns:` declares: its elements are read by their names.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Document, "manifest-prefix-unbound", &["prefix"]).tolerated();
