//! Another document under the name of the manifest.

use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition = Definition::error(Area::Document, "manifest-root", &["name"]);
