//! AICC: `.crs`, `.cst`, `.des` and `.au` files instead of a manifest.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-aicc", &["name"]).in_words_of_tools(Topic::Publish);
