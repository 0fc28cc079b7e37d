//! Files of the manifest that are not in the archive.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::warning(Area::Files, "files-missing", &["count", "names"])
        .tolerated()
        .in_words_of_tools(Topic::Publish);
