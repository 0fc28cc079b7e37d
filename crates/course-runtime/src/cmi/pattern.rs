//! A regular expression as part of a table: written once, compiled once.

use std::sync::OnceLock;

use regex::Regex;
use serde::{Serialize, Serializer};

/// An anchored pattern.
///
/// Patterns use only the syntax that Rust's `regex` and JavaScript's `RegExp`
/// (flag `u`) read alike: ASCII classes, never `\d \s \w \b`, no look-around,
/// no back-references.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern that is compiled at its first use.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            compiled: OnceLock::new(),
        }
    }

    /// The pattern as written.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether the whole of `value` matches.
    pub fn matches(&self, value: &str) -> bool {
        self.compiled
            .get_or_init(|| Regex::new(self.text).expect("a test compiles every pattern"))
            .is_match(value)
    }
}

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text)
    }
}
