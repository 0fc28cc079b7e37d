//! SCORM 1.2: the data model of RTE 3.4 as a table.
//!
//! The lenient profile takes what real packages write: long texts, identifiers
//! with spaces, scores beyond 100, responses in formats of their own.

use super::{
    Access::{Keyword, ReadOnly, ReadWrite, WriteOnly},
    Element, ErrorText, Fault, Group, Index, Model, Pattern,
    ResponsePart::{CorrectPattern, LearnerResponse},
    Rule, ValueType,
    element::{branch, collection, element, error, record},
    scorm_12_responses::RESPONSES,
};

pub static MODEL: Model = Model {
    name: "1.2",
    faults: FAULTS,
    errors: ERRORS,
    groups: GROUPS,
    elements: ELEMENTS,
    responses: RESPONSES,
    languages: None,
    max_total_chars: 8_000_000,
    index: Index::new(),
};

/// The one limit for texts that the lenient profile keeps whole.
const LONG: usize = 1_048_576;

pub(super) static DECIMAL: Pattern = Pattern::new("^-?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)$");
static LENIENT_DECIMAL: Pattern =
    Pattern::new("^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]{1,2})?$");
static INTEGER: Pattern = Pattern::new("^-?[0-9]{1,5}$");
/// `CMIIdentifier`: no white space, no control characters.
static IDENTIFIER: Pattern = Pattern::new("^[!-~]+$");
static LENIENT_IDENTIFIER: Pattern = Pattern::new("^[^\\x00-\\x1f\\x7f]+$");
/// `CMITimespan`: hours in two to four digits.
static SPAN: Pattern = Pattern::new("^[0-9]{2,4}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,2})?$");
/// `CMITime`
static TIME: Pattern =
    Pattern::new("^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,2})?$");

const fn text(max_chars: usize) -> ValueType {
    ValueType::Text {
        max_chars,
        promised: max_chars,
    }
}

const fn decimal() -> ValueType {
    ValueType::Real {
        pattern: &DECIMAL,
        min: None,
        max: None,
        blank: false,
    }
}

/// `CMIDecimal` from 0 to 100, or `CMIBlank`.
const fn percent() -> ValueType {
    ValueType::Real {
        pattern: &DECIMAL,
        min: Some(0.0),
        max: Some(100.0),
        blank: true,
    }
}

const fn any_decimal() -> ValueType {
    ValueType::Real {
        pattern: &LENIENT_DECIMAL,
        min: None,
        max: None,
        blank: true,
    }
}

const fn integer(min: f64, max: f64) -> ValueType {
    ValueType::Real {
        pattern: &INTEGER,
        min: Some(min),
        max: Some(max),
        blank: false,
    }
}

const fn pattern(pattern: &'static Pattern, max_chars: usize) -> ValueType {
    ValueType::Pattern { pattern, max_chars }
}

const fn vocabulary(tokens: &'static [&'static str]) -> ValueType {
    ValueType::Vocabulary { tokens }
}

const STATUS: &[&str] = &["passed", "completed", "failed", "incomplete", "browsed"];
const ANY_STATUS: &[&str] = &[
    "passed",
    "completed",
    "failed",
    "incomplete",
    "browsed",
    "not attempted",
];
const INTERACTION_TYPES: &[&str] = &[
    "true-false",
    "choice",
    "fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
];
static RESULT: &[ValueType] = &[
    vocabulary(&["correct", "wrong", "unanticipated", "neutral"]),
    decimal(),
];
/// `incorrect` is what SCORM 2004 says, and what much content writes.
static LENIENT_RESULT: &[ValueType] = &[
    vocabulary(&["correct", "wrong", "unanticipated", "neutral", "incorrect"]),
    any_decimal(),
];

static GROUPS: &[Group] = &[
    branch("cmi"),
    record(
        "cmi.core",
        "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
    ),
    record("cmi.core.score", "raw,min,max"),
    collection("cmi.objectives", Some("id,score,status"), 10_000),
    record("cmi.objectives.n.score", "raw,min,max"),
    record(
        "cmi.student_data",
        "mastery_score,max_time_allowed,time_limit_action",
    ),
    record("cmi.student_preference", "audio,language,speed,text"),
    collection(
        "cmi.interactions",
        Some("id,objectives,time,type,correct_responses,weighting,student_response,result,latency"),
        10_000,
    ),
    collection("cmi.interactions.n.objectives", None, 250),
    collection("cmi.interactions.n.correct_responses", None, 250),
];

#[rustfmt::skip]
static ELEMENTS: &[Element] = &[
    Element { initial: Some("3.4"), ..element("cmi._version", Keyword, text(255), "RTE 3.4.1") },

    Element { initial: Some(""), ..element("cmi.core.student_id", ReadOnly, text(LONG), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.core.student_name", ReadOnly, text(LONG), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(text(LONG)),
        ..element("cmi.core.lesson_location", ReadWrite, text(255), "RTE 3.4.4") },
    Element { initial: Some("credit"), ..element("cmi.core.credit", ReadOnly, vocabulary(&["credit", "no-credit"]), "RTE 3.4.4") },
    Element { initial: Some("not attempted"), lenient: Some(vocabulary(ANY_STATUS)),
        ..element("cmi.core.lesson_status", ReadWrite, vocabulary(STATUS), "RTE 3.4.4") },
    Element { initial: Some("ab-initio"), ..element("cmi.core.entry", ReadOnly, vocabulary(&["ab-initio", "resume", ""]), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.core.score.raw", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.core.score.min", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.core.score.max", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some("0000:00:00.00"), ..element("cmi.core.total_time", ReadOnly, pattern(&SPAN, 13), "RTE 3.4.4") },
    Element { initial: Some("normal"), ..element("cmi.core.lesson_mode", ReadOnly, vocabulary(&["browse", "normal", "review"]), "RTE 3.4.4") },
    element("cmi.core.exit", WriteOnly, vocabulary(&["time-out", "suspend", "logout", ""]), "RTE 3.4.4"),
    element("cmi.core.session_time", WriteOnly, pattern(&SPAN, 13), "RTE 3.4.4"),

    Element { initial: Some(""), lenient: Some(text(LONG)),
        ..element("cmi.suspend_data", ReadWrite, text(4096), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.launch_data", ReadOnly, text(4096), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(text(LONG)),
        rules: &[Rule::Appends], ..element("cmi.comments", ReadWrite, text(4096), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.comments_from_lms", ReadOnly, text(4096), "RTE 3.4.4") },

    Element { initial: Some(""), lenient: Some(pattern(&LENIENT_IDENTIFIER, 4096)),
        ..element("cmi.objectives.n.id", ReadWrite, pattern(&IDENTIFIER, 255), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.objectives.n.score.raw", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.objectives.n.score.min", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some(""), lenient: Some(any_decimal()), ..element("cmi.objectives.n.score.max", ReadWrite, percent(), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.objectives.n.status", ReadWrite, vocabulary(ANY_STATUS), "RTE 3.4.4") },

    Element { initial: Some(""), ..element("cmi.student_data.mastery_score", ReadOnly, decimal(), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.student_data.max_time_allowed", ReadOnly, pattern(&SPAN, 13), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.student_data.time_limit_action", ReadOnly,
        vocabulary(&["exit,message", "exit,no message", "continue,message", "continue,no message"]), "RTE 3.4.4") },

    Element { initial: Some("0"), ..element("cmi.student_preference.audio", ReadWrite, integer(-1.0, 100.0), "RTE 3.4.4") },
    Element { initial: Some(""), ..element("cmi.student_preference.language", ReadWrite, text(255), "RTE 3.4.4") },
    Element { initial: Some("0"), ..element("cmi.student_preference.speed", ReadWrite, integer(-100.0, 100.0), "RTE 3.4.4") },
    Element { initial: Some("0"), ..element("cmi.student_preference.text", ReadWrite, integer(-1.0, 1.0), "RTE 3.4.4") },

    Element { lenient: Some(pattern(&LENIENT_IDENTIFIER, 4096)),
        ..element("cmi.interactions.n.id", WriteOnly, pattern(&IDENTIFIER, 255), "RTE 3.4.4") },
    Element { lenient: Some(pattern(&LENIENT_IDENTIFIER, 4096)),
        ..element("cmi.interactions.n.objectives.n.id", WriteOnly, pattern(&IDENTIFIER, 255), "RTE 3.4.4") },
    element("cmi.interactions.n.time", WriteOnly, pattern(&TIME, 11), "RTE 3.4.4"),
    element("cmi.interactions.n.type", WriteOnly, vocabulary(INTERACTION_TYPES), "RTE 3.4.4"),
    Element { lenient: Some(text(4096)),
        ..element("cmi.interactions.n.correct_responses.n.pattern", WriteOnly,
            ValueType::Response { part: CorrectPattern, interaction_type: "cmi.interactions.n.type", max_chars: 255 }, "RTE 3.4.4") },
    Element { lenient: Some(any_decimal()), ..element("cmi.interactions.n.weighting", WriteOnly, decimal(), "RTE 3.4.4") },
    Element { lenient: Some(text(4096)),
        ..element("cmi.interactions.n.student_response", WriteOnly,
            ValueType::Response { part: LearnerResponse, interaction_type: "cmi.interactions.n.type", max_chars: 255 }, "RTE 3.4.4") },
    Element { lenient: Some(ValueType::AnyOf { types: LENIENT_RESULT }),
        ..element("cmi.interactions.n.result", WriteOnly, ValueType::AnyOf { types: RESULT }, "RTE 3.4.4") },
    element("cmi.interactions.n.latency", WriteOnly, pattern(&SPAN, 13), "RTE 3.4.4"),
];

/// Source: RTE 3.3.2, the API's error codes. There is none for calls after
/// `LMSFinish`, which therefore count as *not initialized*.
#[rustfmt::skip]
static FAULTS: &[(Fault, u16)] = &[
    (Fault::AlreadyInitialized, 101),
    (Fault::InitializeAfterTerminate, 101),
    (Fault::TerminateBeforeInitialize, 301),
    (Fault::TerminateAfterTerminate, 301),
    (Fault::GetBeforeInitialize, 301),
    (Fault::GetAfterTerminate, 301),
    (Fault::SetBeforeInitialize, 301),
    (Fault::SetAfterTerminate, 301),
    (Fault::CommitBeforeInitialize, 301),
    (Fault::CommitAfterTerminate, 301),
    (Fault::Argument, 201),
    (Fault::CommitFailed, 101),
    (Fault::GetWithoutName, 401),
    (Fault::SetWithoutName, 401),
    (Fault::Undefined, 401),
    (Fault::UndefinedMember, 201),
    (Fault::NoChildren, 202),
    (Fault::NoCount, 203),
    (Fault::SetKeyword, 402),
    (Fault::SetMissingKeyword, 402),
    (Fault::GetBeyondCount, 201),
    (Fault::SetBeyondCount, 201),
    (Fault::TooMuch, 101),
    (Fault::NoValue, 201),
    (Fault::ReadOnly, 403),
    (Fault::WriteOnly, 404),
    (Fault::TypeMismatch, 405),
    (Fault::OutOfRange, 405),
    (Fault::Dependency, 201),
    (Fault::NotUnique, 405),
    (Fault::SetOnce, 405),
    (Fault::TooManyResponses, 201),
];

#[rustfmt::skip]
static ERRORS: &[ErrorText] = &[
    error(0, "No error", "The last call succeeded."),
    error(101, "General exception", "The call came at the wrong time, or the LMS could not store what was set."),
    error(201, "Invalid argument error", "The argument must be empty, the element does not exist, or its index is not the next free one."),
    error(202, "Element cannot have children", "_children was asked of an element that has none."),
    error(203, "Element not an array - cannot have count", "_count was asked of an element that is no array."),
    error(301, "Not initialized", "LMSInitialize has not been called, or LMSFinish has been."),
    error(401, "Not implemented error", "The data model has no such element."),
    error(402, "Invalid set value, element is a keyword", "Keywords such as _children and _count can only be read."),
    error(403, "Element is read only", "Only the LMS sets this element."),
    error(404, "Element is write only", "This element can be set but not read."),
    error(405, "Incorrect data type", "The value does not have the type, the range or the length that the element has."),
];
