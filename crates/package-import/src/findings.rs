//! Collects findings and keeps their number bounded: a package with fifty
//! thousand bad names is told about the first few.

use std::collections::HashMap;

use crate::authoring_tool::Tool;
use crate::finding::{Argument, CheckId, Finding};

/// As many findings of one check as a report holds.
const OF_ONE_CHECK: usize = 20;

#[derive(Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    counts: HashMap<CheckId, usize>,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.check).or_default();
        *count += 1;
        if *count <= OF_ONE_CHECK {
            self.list.push(finding);
        }
    }

    /// One finding about all of `names`, if there are any.
    pub(crate) fn push_names<T: AsRef<str>>(&mut self, check: CheckId, names: &[T]) {
        if !names.is_empty() {
            self.push(
                Finding::new(check)
                    .with_count("count", names.len() as u64)
                    .with("names", Argument::names(names)),
            );
        }
    }

    pub(crate) fn has(&self, check: CheckId) -> bool {
        self.counts.contains_key(&check)
    }

    pub(crate) fn blocks(&self) -> bool {
        self.list.iter().any(Finding::blocks)
    }

    pub(crate) fn refuse_archive(&self) -> bool {
        self.list.iter().any(Finding::refuses_archive)
    }

    /// Lets the cures end in the words of the tool that made the package.
    pub(crate) fn made_by(&mut self, tool: Tool) {
        for finding in &mut self.list {
            let topic = finding.check.definition().topic;
            finding.tool = topic.filter(|it| tool.speaks_of(*it)).map(|_| tool);
        }
    }

    /// The gravest first, otherwise in the order they were found.
    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.list
            .sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self.list
    }
}
