//! The formats of interaction responses, as data, and their one interpreter.
//!
//! Twin of the second half of `crates/server/assets/js/scorm/value_types.js`.

use std::collections::HashSet;

use serde::Serialize;

use super::{
    Fault, Pattern, ResponsePart, ValueType,
    value_type::{number, split_prefix},
};

/// What an interaction type accepts as responses.
#[derive(Debug, Serialize)]
pub struct ResponseType {
    /// The interaction type.
    pub name: &'static str,
    pub learner_response: Format,
    pub correct_pattern: Format,
    /// How many correct responses an interaction of this type may have.
    pub max_patterns: Option<usize>,
    pub unique_patterns: Unique,
}

/// Whether two correct responses may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unique {
    No,
    /// No two are equal.
    Exactly,
    /// No two are equal in any order of their items.
    AsSet,
}

/// A response: prefixes, then items between separators.
#[derive(Debug, Serialize)]
pub struct Format {
    /// `{name=value}` at the start, each at most once, in any order.
    pub prefixes: &'static [Prefix],
    pub separator: Option<&'static str>,
    /// Whether nothing at all, after the prefixes, is a response.
    pub empty: bool,
    /// Whether no item may come twice.
    pub unique_items: bool,
    pub item: Item,
}

#[derive(Debug, Serialize)]
pub struct Prefix {
    pub name: &'static str,
    pub value: ValueType,
}

/// One item of a response.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    Value {
        value: ValueType,
    },
    /// Two values, of which not both are empty.
    Pair {
        separator: &'static str,
        first: ValueType,
        second: &'static Item,
    },
    /// Two numbers, either left out or not, the first not above the second.
    Range {
        separator: &'static str,
        pattern: &'static Pattern,
        /// What else stands where the separator does not.
        otherwise: Option<ValueType>,
    },
}

impl ResponseType {
    pub(super) fn format(&self, part: ResponsePart) -> &Format {
        match part {
            ResponsePart::LearnerResponse => &self.learner_response,
            ResponsePart::CorrectPattern => &self.correct_pattern,
        }
    }

    /// Whether a second correct response would say the same as a first.
    pub(super) fn same_pattern(&self, one: &str, other: &str) -> bool {
        match self.unique_patterns {
            Unique::No => false,
            Unique::Exactly => one == other,
            Unique::AsSet => {
                let items = |it: &str| -> Vec<String> {
                    let separator = self.correct_pattern.separator.unwrap_or(",");
                    let mut items: Vec<String> = it.split(separator).map(str::to_owned).collect();
                    items.sort_unstable();
                    items
                };
                one == other || items(one) == items(other)
            }
        }
    }
}

impl Format {
    pub(super) fn check(&self, value: &str) -> Result<(), Fault> {
        if self.accepts(value) {
            Ok(())
        } else {
            Err(Fault::TypeMismatch)
        }
    }

    fn accepts(&self, value: &str) -> bool {
        let Some(text) = self.strip_prefixes(value) else {
            return false;
        };
        if text.is_empty() {
            return self.empty;
        }
        let Some(separator) = self.separator else {
            return self.item.accepts(text);
        };
        let mut seen = HashSet::new();
        text.split(separator)
            .all(|item| self.item.accepts(item) && (!self.unique_items || seen.insert(item)))
    }

    /// The text after the prefixes, or nothing if one of them is malformed. A
    /// second prefix of the same name is text.
    fn strip_prefixes<'v>(&self, value: &'v str) -> Option<&'v str> {
        let mut text = value;
        let mut open: Vec<&Prefix> = self.prefixes.iter().collect();
        while let Some((at, tag, rest)) = open.iter().enumerate().find_map(|(at, prefix)| {
            split_prefix(text, prefix.name).map(|(tag, rest)| (at, tag, rest))
        }) {
            if open.remove(at).value.check(tag).is_err() {
                return None;
            }
            text = rest;
        }
        Some(text)
    }
}

impl Item {
    fn accepts(&self, item: &str) -> bool {
        match self {
            Self::Value { value } => value.check(item).is_ok(),
            Self::Pair {
                separator,
                first,
                second,
            } => match item.split_once(separator) {
                Some((left, right)) => {
                    let nothing = left.is_empty() && right.is_empty();
                    !nothing
                        && !right.contains(separator)
                        && first.check(left).is_ok()
                        && second.accepts(right)
                }
                None => false,
            },
            Self::Range {
                separator,
                pattern,
                otherwise,
            } => match item.split_once(separator) {
                Some((low, high)) => {
                    let bound = |text: &str, open: f64| {
                        if text.is_empty() {
                            Some(open)
                        } else {
                            number(text, pattern)
                        }
                    };
                    match (bound(low, f64::NEG_INFINITY), bound(high, f64::INFINITY)) {
                        (Some(low), Some(high)) => low <= high,
                        _ => false,
                    }
                }
                None => otherwise.as_ref().is_some_and(|it| it.check(item).is_ok()),
            },
        }
    }
}
