//! SCORM 1.2: the formats of `student_response` and of correct responses
//! (`CMIFeedback`), by interaction type. Source: RTE 3.4.3.

use super::{
    Format, Item, Pattern, ResponseType, Unique,
    ValueType::{self, Text, Vocabulary},
    scorm_12::DECIMAL,
};

/// Characters or numbers between commas, in braces or not.
static CHOICES: Pattern = Pattern::new("^(?:[0-9a-z](?:,[0-9a-z])*|[{][0-9a-z](?:,[0-9a-z])*[}])$");
static PAIRS: Pattern = Pattern::new(
    "^(?:[0-9a-z][.][0-9a-z](?:,[0-9a-z][.][0-9a-z])*|[{][0-9a-z][.][0-9a-z](?:,[0-9a-z][.][0-9a-z])*[}])$",
);
static LIKERT: Pattern = Pattern::new("^[0-9a-z]?$");

const fn whole(value: ValueType, empty: bool) -> Format {
    Format {
        prefixes: &[],
        separator: None,
        empty,
        unique_items: false,
        item: Item::Value { value },
    }
}

const fn pattern(pattern: &'static Pattern) -> ValueType {
    ValueType::Pattern {
        pattern,
        max_chars: 255,
    }
}

const fn text() -> ValueType {
    Text {
        max_chars: 255,
        promised: 255,
    }
}

const fn boolean() -> ValueType {
    Vocabulary {
        tokens: &["0", "1", "t", "f", "true", "false"],
    }
}

const fn number() -> ValueType {
    ValueType::Real {
        pattern: &DECIMAL,
        min: None,
        max: None,
        blank: false,
    }
}

const fn both(name: &'static str, learner: Format, correct: Format) -> ResponseType {
    ResponseType {
        name,
        learner_response: learner,
        correct_pattern: correct,
        max_patterns: None,
        unique_patterns: Unique::No,
    }
}

pub(super) static RESPONSES: &[ResponseType] = &[
    both(
        "true-false",
        whole(boolean(), false),
        whole(boolean(), false),
    ),
    both(
        "choice",
        whole(pattern(&CHOICES), true),
        whole(pattern(&CHOICES), true),
    ),
    both("fill-in", whole(text(), true), whole(text(), true)),
    both(
        "matching",
        whole(pattern(&PAIRS), true),
        whole(pattern(&PAIRS), true),
    ),
    both("performance", whole(text(), true), whole(text(), true)),
    both(
        "sequencing",
        whole(pattern(&CHOICES), true),
        whole(pattern(&CHOICES), true),
    ),
    both(
        "likert",
        whole(pattern(&LIKERT), true),
        whole(pattern(&LIKERT), true),
    ),
    both("numeric", whole(number(), false), whole(number(), false)),
];
