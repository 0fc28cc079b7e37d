//! SCORM 2004: the formats of learner responses and of correct responses, by
//! interaction type. Source: RTE 4.2.9.1 and 4.2.9.2.

use super::{
    Format, Item, Pattern, Prefix, ResponseType, Unique, ValueType,
    scorm_2004::{LANGUAGE, REAL, URI},
};

const COMMA: Option<&str> = Some("[,]");
const DOT: &str = "[.]";
const COLON: &str = "[:]";

/// The one limit for texts of which the specification only promises a part.
const LONG: usize = 64_000;

/// Nothing, for the half of a pair that may be left out.
static NOTHING: Pattern = Pattern::new("^$");

/// `short_identifier_type`
const fn identifier() -> ValueType {
    ValueType::Pattern {
        pattern: &URI,
        max_chars: 4000,
    }
}

const fn text(promised: usize) -> ValueType {
    ValueType::Text {
        max_chars: LONG,
        promised,
    }
}

const fn language_text(promised: usize) -> ValueType {
    ValueType::LanguageText {
        max_chars: LONG,
        promised,
        language: &LANGUAGE,
    }
}

static IDENTIFIER_OR_NOTHING: &[ValueType] = &[
    identifier(),
    ValueType::Pattern {
        pattern: &NOTHING,
        max_chars: 0,
    },
];

const BOOLEAN: ValueType = ValueType::Vocabulary {
    tokens: &["true", "false"],
};

const CASE_MATTERS: Prefix = Prefix {
    name: "case_matters",
    value: BOOLEAN,
};
const ORDER_MATTERS: Prefix = Prefix {
    name: "order_matters",
    value: BOOLEAN,
};
const fn lang() -> Prefix {
    Prefix {
        name: "lang",
        value: ValueType::Language {
            language: &LANGUAGE,
            max_chars: 250,
        },
    }
}

static FILL_IN_PREFIXES: &[Prefix] = &[CASE_MATTERS, ORDER_MATTERS];
static LONG_FILL_IN_PREFIXES: &[Prefix] = &[CASE_MATTERS, lang()];
static LANG_PREFIX: &[Prefix] = &[lang()];
static PERFORMANCE_PREFIXES: &[Prefix] = &[ORDER_MATTERS];

static TARGET: Item = Item::Value {
    value: identifier(),
};
static ANSWER: Item = Item::Value { value: text(250) };
static ANSWER_OR_RANGE: Item = Item::Range {
    separator: COLON,
    pattern: &REAL,
    otherwise: Some(text(250)),
};

/// One value, never empty.
const fn single(value: ValueType) -> Format {
    Format {
        prefixes: &[],
        separator: None,
        empty: false,
        unique_items: false,
        item: Item::Value { value },
    }
}

const fn list(item: Item) -> Format {
    Format {
        prefixes: &[],
        separator: COMMA,
        empty: false,
        unique_items: false,
        item,
    }
}

const fn choice() -> Format {
    Format {
        empty: true,
        unique_items: true,
        ..list(Item::Value {
            value: identifier(),
        })
    }
}

const fn fill_in(prefixes: &'static [Prefix]) -> Format {
    Format {
        prefixes,
        empty: true,
        ..list(Item::Value {
            value: language_text(250),
        })
    }
}

const fn long_fill_in(prefixes: &'static [Prefix]) -> Format {
    Format {
        prefixes,
        empty: true,
        ..single(text(4000))
    }
}

const fn matching(empty: bool) -> Format {
    Format {
        empty,
        ..list(Item::Pair {
            separator: DOT,
            first: identifier(),
            second: &TARGET,
        })
    }
}

const fn performance(prefixes: &'static [Prefix], answer: &'static Item) -> Format {
    Format {
        prefixes,
        ..list(Item::Pair {
            separator: DOT,
            first: ValueType::AnyOf {
                types: IDENTIFIER_OR_NOTHING,
            },
            second: answer,
        })
    }
}

const fn sequencing() -> Format {
    list(Item::Value {
        value: identifier(),
    })
}

const fn number() -> ValueType {
    ValueType::Real {
        pattern: &REAL,
        min: None,
        max: None,
        blank: false,
    }
}

const fn range() -> Format {
    Format {
        prefixes: &[],
        separator: None,
        empty: false,
        unique_items: false,
        item: Item::Range {
            separator: COLON,
            pattern: &REAL,
            otherwise: None,
        },
    }
}

const fn kind(
    name: &'static str,
    learner_response: Format,
    correct_pattern: Format,
    max_patterns: Option<usize>,
    unique_patterns: Unique,
) -> ResponseType {
    ResponseType {
        name,
        learner_response,
        correct_pattern,
        max_patterns,
        unique_patterns,
    }
}

#[rustfmt::skip]
pub(super) static RESPONSES: &[ResponseType] = &[
    kind("true-false", single(BOOLEAN), single(BOOLEAN), Some(1), Unique::No),
    kind("choice", choice(), choice(), None, Unique::AsSet),
    kind("fill-in", fill_in(&[]), fill_in(FILL_IN_PREFIXES), None, Unique::No),
    kind("long-fill-in", long_fill_in(LANG_PREFIX), long_fill_in(LONG_FILL_IN_PREFIXES), None, Unique::No),
    kind("likert", single(identifier()), single(identifier()), Some(1), Unique::No),
    kind("matching", matching(true), matching(false), None, Unique::No),
    kind("performance", performance(&[], &ANSWER), performance(PERFORMANCE_PREFIXES, &ANSWER_OR_RANGE), None, Unique::No),
    kind("sequencing", sequencing(), sequencing(), None, Unique::Exactly),
    kind("numeric", single(number()), range(), Some(1), Unique::No),
    kind("other", Format { empty: true, ..single(text(4000)) }, Format { empty: true, ..single(text(4000)) }, Some(1), Unique::No),
];
