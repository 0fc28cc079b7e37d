//! The package brings a passing score of its own.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::note(Area::Manifest, "mastery-score", &["score", "title"])
        .in_words_of_tools(Topic::Score);
