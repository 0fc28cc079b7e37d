//! Without an organization there is no course, only resources.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Manifest, "no-organization", &[]).in_words_of_tools(Topic::Publish);
