//! The files of a package, to be found by what a manifest calls them.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

/// How a file was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    Exact,
    OtherCase,
}

#[derive(Debug, Default)]
pub(crate) struct Files {
    paths: Vec<String>,
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
}

impl Files {
    /// Paths are in NFC already.
    pub(crate) fn new(paths: impl IntoIterator<Item = String>) -> Self {
        let mut files = Self::default();
        for (index, path) in paths.into_iter().enumerate() {
            files.exact.insert(path.clone(), index);
            files.folded.entry(path.to_lowercase()).or_insert(index);
            files.paths.push(path);
        }
        files
    }

    pub(crate) fn find(&self, path: &str) -> Option<(&str, Match)> {
        let path: String = path.nfc().collect();
        if let Some(&index) = self.exact.get(&path) {
            return Some((&self.paths[index], Match::Exact));
        }
        let index = *self.folded.get(&path.to_lowercase())?;
        Some((&self.paths[index], Match::OtherCase))
    }

    pub(crate) fn paths(&self) -> &[String] {
        &self.paths
    }
}
