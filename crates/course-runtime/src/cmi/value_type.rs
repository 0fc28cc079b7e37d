//! Whether a value has the type that its element declares.
//!
//! Twin of `crates/server/assets/js/scorm/value_types.js`.

use serde::Serialize;

use super::{Fault, LanguageTag, Pattern};

/// The syntax of a value. Data only, so that no interpreter needs code per type.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ValueType {
    /// Any text up to `max_chars` Unicode scalar values.
    Text {
        max_chars: usize,
        /// What the specification promises to a SCO; more is kept and noted.
        promised: usize,
    },
    /// Text that may begin with `{lang=...}`; the limits are those of the rest.
    LanguageText {
        max_chars: usize,
        promised: usize,
        language: &'static LanguageTag,
    },
    /// A language tag.
    Language {
        language: &'static LanguageTag,
        max_chars: usize,
    },
    /// Text matching an anchored pattern.
    Pattern {
        pattern: &'static Pattern,
        max_chars: usize,
    },
    /// A decimal number, bounds included. `blank` accepts the empty string too.
    Real {
        pattern: &'static Pattern,
        min: Option<f64>,
        max: Option<f64>,
        blank: bool,
    },
    /// One of a fixed list of tokens.
    Vocabulary { tokens: &'static [&'static str] },
    /// A point in time as `YYYY[-MM[-DD[T…]]]`: the pattern, and the day exists.
    Timestamp {
        pattern: &'static Pattern,
        min_year: u32,
        max_year: u32,
    },
    /// Any of several types.
    AnyOf { types: &'static [ValueType] },
    /// An interaction's response: its format hangs on the interaction's type,
    /// and without one it is text.
    Response {
        part: ResponsePart,
        /// The path of the type, with `n`.
        interaction_type: &'static str,
        max_chars: usize,
    },
}

/// Which of an interaction's responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponsePart {
    LearnerResponse,
    CorrectPattern,
}

impl ValueType {
    /// Checks `value`; a [`ValueType::Response`] is checked by the run-time,
    /// which knows the interaction's type, and here only for its length.
    pub(super) fn check(&self, value: &str) -> Result<(), Fault> {
        let matches = match self {
            Self::Text { max_chars, .. } | Self::Response { max_chars, .. } => {
                fits(value, *max_chars)
            }
            Self::LanguageText {
                max_chars,
                language,
                ..
            } => match split_prefix(value, "lang") {
                Some((tag, rest)) => fits(rest, *max_chars) && language.accepts(tag),
                None => fits(value, *max_chars),
            },
            Self::Language {
                language,
                max_chars,
            } => fits(value, *max_chars) && language.accepts(value),
            Self::Pattern { pattern, max_chars } => {
                fits(value, *max_chars) && pattern.matches(value)
            }
            Self::Vocabulary { tokens } => tokens.contains(&value),
            Self::Real {
                pattern,
                min,
                max,
                blank,
            } => return check_real(value, pattern, (*min, *max), *blank),
            Self::Timestamp {
                pattern,
                min_year,
                max_year,
            } => pattern.matches(value) && day_exists(value, *min_year, *max_year),
            Self::AnyOf { types } => types.iter().any(|it| it.check(value).is_ok()),
        };
        if matches {
            Ok(())
        } else {
            Err(Fault::TypeMismatch)
        }
    }

    /// Whether the value is longer than the specification promises to a SCO.
    pub(super) fn exceeds_promise(&self, value: &str) -> bool {
        match self {
            Self::Text { promised, .. } => !fits(value, *promised),
            Self::LanguageText { promised, .. } => {
                let text = split_prefix(value, "lang").map_or(value, |(_, rest)| rest);
                !fits(text, *promised)
            }
            _ => false,
        }
    }
}

/// Longest number read as one; more digits are a type mismatch on both sides.
const MAX_NUMBER_CHARS: usize = 100;

fn check_real(
    value: &str,
    pattern: &Pattern,
    (min, max): (Option<f64>, Option<f64>),
    blank: bool,
) -> Result<(), Fault> {
    if blank && value.is_empty() {
        return Ok(());
    }
    let number = number(value, pattern).ok_or(Fault::TypeMismatch)?;
    let too_low = min.is_some_and(|min| number < min);
    let too_high = max.is_some_and(|max| max < number);
    if too_low || too_high {
        return Err(Fault::OutOfRange);
    }
    Ok(())
}

/// The number that `value` is, if the pattern says that it is one.
pub(super) fn number(value: &str, pattern: &Pattern) -> Option<f64> {
    if MAX_NUMBER_CHARS < value.len() || !pattern.matches(value) {
        return None;
    }
    value.parse().ok()
}

/// At most `max_chars` Unicode scalar values.
pub(super) fn fits(value: &str, max_chars: usize) -> bool {
    value.len() <= max_chars || value.chars().count() <= max_chars
}

/// `{lang=en}rest` with name `lang` is `("en", "rest")`.
pub(super) fn split_prefix<'v>(value: &'v str, name: &str) -> Option<(&'v str, &'v str)> {
    value
        .strip_prefix('{')?
        .strip_prefix(name)?
        .strip_prefix('=')?
        .split_once('}')
}

/// The pattern has made sure that year, month and day stand where they belong.
fn day_exists(value: &str, min_year: u32, max_year: u32) -> bool {
    let part = |from: usize| {
        let to = if from == 0 { 4 } else { from + 2 };
        value.get(from..to).and_then(|it| it.parse::<u32>().ok())
    };
    let year = part(0).unwrap_or(0);
    let month = part(5).unwrap_or(1);
    let day = part(8).unwrap_or(1);
    let days = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    min_year <= year && year <= max_year && 1 <= day && day <= days
}
