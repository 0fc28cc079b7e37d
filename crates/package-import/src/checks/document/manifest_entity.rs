//! `&nbsp;` and others that only HTML knows.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Document, "manifest-entity", &["entity"]).tolerated();
