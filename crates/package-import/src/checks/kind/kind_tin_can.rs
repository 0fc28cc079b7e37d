//! An xAPI package with `tincan.xml`.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-tin-can", &[]).in_words_of_tools(Topic::Publish);
