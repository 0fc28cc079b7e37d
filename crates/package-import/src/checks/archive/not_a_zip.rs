//! The file begins with no zip header at all.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Archive, "not-a-zip", &[]).in_words_of_tools(Topic::Publish);
