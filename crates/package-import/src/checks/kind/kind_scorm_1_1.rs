//! SCORM 1.1 or older: another data model, no longer played.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-scorm-1-1", &[]).in_words_of_tools(Topic::Publish);
