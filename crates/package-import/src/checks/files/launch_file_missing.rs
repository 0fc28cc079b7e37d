//! The page that an item opens is not in the archive.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Files, "launch-file-missing", &["name"])
        .in_words_of_tools(Topic::Publish);
