//! No manifest, and nothing that tells what the archive is instead.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "manifest-missing", &[]).in_words_of_tools(Topic::Publish);
