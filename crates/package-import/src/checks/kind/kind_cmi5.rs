//! A cmi5 course structure.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-cmi5", &[]).in_words_of_tools(Topic::Publish);
