//! A website without a manifest: what tools export as Web or HTML5.

use crate::authoring_tool::Topic;
use crate::checks::{Area, Definition};

pub(crate) const CHECK: Definition =
    Definition::error(Area::Kind, "kind-html-export", &["name"]).in_words_of_tools(Topic::Publish);
