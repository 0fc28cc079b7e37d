//! The project of an authoring tool, not what it publishes.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-source-project", &["name"])
        .in_words_of_tools(Topic::Publish);
