//! SCORM 2004 4th Edition: the data model of RTE 4.2 and the navigation data
//! model of SN 5.6 as a table.
//!
//! Where the specification promises a smallest permitted maximum, more is kept
//! and noted. The lenient profile takes what real packages write: identifiers
//! that are no URIs, responses in formats of their own, languages that no list
//! knows.

use super::{
    Access::{Keyword, ReadOnly, ReadWrite, WriteOnly},
    Derived, Element, ErrorText, Fault, Group, Index, LanguageTag, Model, Pattern,
    ResponsePart::{CorrectPattern, LearnerResponse},
    Rule, ValueType,
    element::{branch, collection, element, error, given_collection, record},
    languages::LANGUAGES,
    scorm_2004_responses::RESPONSES,
};

pub static MODEL: Model = Model {
    name: "2004",
    faults: FAULTS,
    errors: ERRORS,
    groups: GROUPS,
    elements: ELEMENTS,
    responses: RESPONSES,
    languages: Some(&LANGUAGES),
    max_total_chars: 8_000_000,
    index: Index::new(),
};

/// The one limit for texts of which the specification only promises a part.
const LONG: usize = 1_048_576;

/// real(10,7)
pub(super) static REAL: Pattern = Pattern::new("^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)$");
static LENIENT_REAL: Pattern =
    Pattern::new("^[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]{1,2})?$");
/// A URI reference: a scheme with something after it, or a path, query or
/// fragment; letters outside ASCII are taken, white space and what RFC 3986
/// excludes are not.
pub(super) static URI: Pattern = Pattern::new(concat!(
    "^(?:",
    "[A-Za-z][A-Za-z0-9+.-]*:",
    "(?:[^\\x00-\\x20\"%<>\\[\\\\\\]^`{|}\\x7f-\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000]|%[0-9A-Fa-f]{2})+",
    "|",
    "(?:[^\\x00-\\x20\"%:/?#<>\\[\\\\\\]^`{|}\\x7f-\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000]|%[0-9A-Fa-f]{2})+",
    "(?:[/?#](?:[^\\x00-\\x20\"%<>\\[\\\\\\]^`{|}\\x7f-\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000]|%[0-9A-Fa-f]{2})*)?",
    "|",
    "[/?#](?:[^\\x00-\\x20\"%<>\\[\\\\\\]^`{|}\\x7f-\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000]|%[0-9A-Fa-f]{2})*",
    ")$"
));
/// Anything that shows, at least one character that is no space.
static LENIENT_IDENTIFIER: Pattern =
    Pattern::new("^[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f][^\\x00-\\x1f\\x7f]*$");
/// A language code of two or three letters, or `i` or `x`, then subcodes.
static TAG: Pattern =
    Pattern::new("^(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|[IXix](?:-[A-Za-z0-9]{1,8})+)$");
/// `language_type`: of a known language.
pub(super) static LANGUAGE: LanguageTag = LanguageTag {
    pattern: &TAG,
    registered: true,
};
static ANY_LANGUAGE: LanguageTag = LanguageTag {
    pattern: &TAG,
    registered: false,
};
/// timeinterval(second,10,2)
static INTERVAL: Pattern = Pattern::new(concat!(
    "^P(?:",
    "(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)",
    "(?:T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:[.][0-9]{1,2})?S)?|[0-9]+M(?:[0-9]+(?:[.][0-9]{1,2})?S)?|[0-9]+(?:[.][0-9]{1,2})?S))?",
    "|",
    "T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:[.][0-9]{1,2})?S)?|[0-9]+M(?:[0-9]+(?:[.][0-9]{1,2})?S)?|[0-9]+(?:[.][0-9]{1,2})?S)",
    ")$"
));
/// time(second,10,0), with a zone only after parts of a second.
static TIMESTAMP: Pattern = Pattern::new(concat!(
    "^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])",
    "(?:T(?:[01][0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,2}",
    "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?)?)?)?)?)?)?$"
));
/// The same with a zone after whole seconds too, and up to nine digits of one.
static ZONED_TIMESTAMP: Pattern = Pattern::new(concat!(
    "^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])",
    "(?:T(?:[01][0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?",
    "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?)?)?)?)?)?$"
));
static NAVIGATION: Pattern = Pattern::new(concat!(
    "^(?:_none_|continue|previous|exit|exitAll|abandon|abandonAll|suspendAll",
    "|[{]target=[^\\x00-\\x20{}\\x7f]+[}](?:choice|jump))$"
));

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

/// The same in whatever language.
const fn any_language_text(promised: usize) -> ValueType {
    ValueType::LanguageText {
        max_chars: LONG,
        promised,
        language: &ANY_LANGUAGE,
    }
}

/// `long_identifier_type`
const fn identifier() -> ValueType {
    ValueType::Pattern {
        pattern: &URI,
        max_chars: 4000,
    }
}

const fn any_identifier() -> ValueType {
    ValueType::Pattern {
        pattern: &LENIENT_IDENTIFIER,
        max_chars: 4000,
    }
}

const fn real(min: Option<f64>, max: Option<f64>) -> ValueType {
    ValueType::Real {
        pattern: &REAL,
        min,
        max,
        blank: false,
    }
}

/// Numbers as JavaScript prints them.
const fn printed_real(min: Option<f64>, max: Option<f64>) -> ValueType {
    ValueType::Real {
        pattern: &LENIENT_REAL,
        min,
        max,
        blank: false,
    }
}

const fn interval() -> ValueType {
    ValueType::Pattern {
        pattern: &INTERVAL,
        max_chars: 200,
    }
}

const fn timestamp() -> ValueType {
    ValueType::Timestamp {
        pattern: &TIMESTAMP,
        min_year: 1970,
        max_year: 2038,
    }
}

/// What programs print (`2027-01-05T09:00:00Z`).
const fn printed_timestamp() -> ValueType {
    ValueType::Timestamp {
        pattern: &ZONED_TIMESTAMP,
        min_year: 1970,
        max_year: 2038,
    }
}

const fn vocabulary(tokens: &'static [&'static str]) -> ValueType {
    ValueType::Vocabulary { tokens }
}

/// A score or measure that takes numbers as JavaScript prints them, too.
const fn measure(
    path: &'static str,
    (min, max): (Option<f64>, Option<f64>),
    source: &'static str,
) -> Element {
    Element {
        lenient: Some(printed_real(min, max)),
        ..element(path, ReadWrite, real(min, max), source)
    }
}

const ANY: (Option<f64>, Option<f64>) = (None, None);
const SCALED: (Option<f64>, Option<f64>) = (Some(-1.0), Some(1.0));
const FRACTION: (Option<f64>, Option<f64>) = (Some(0.0), Some(1.0));
const POSITIVE: (Option<f64>, Option<f64>) = (Some(0.0), None);

const COMPLETION: &[&str] = &["completed", "incomplete", "not attempted", "unknown"];
const SUCCESS: &[&str] = &["passed", "failed", "unknown"];
const VALIDITY: &[&str] = &["true", "false", "unknown"];
const INTERACTION_TYPES: &[&str] = &[
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
];
const TYPE: &str = "cmi.interactions.n.type";
static RESULT: &[ValueType] = &[
    vocabulary(&["correct", "incorrect", "unanticipated", "neutral"]),
    real(None, None),
];
/// `wrong` is what SCORM 1.2 says.
static LENIENT_RESULT: &[ValueType] = &[
    vocabulary(&["correct", "incorrect", "unanticipated", "neutral", "wrong"]),
    printed_real(None, None),
];
static LANGUAGE_OR_NONE: &[ValueType] = &[
    ValueType::Language {
        language: &LANGUAGE,
        max_chars: 250,
    },
    vocabulary(&[""]),
];
static ANY_LANGUAGE_OR_NONE: &[ValueType] = &[
    ValueType::Language {
        language: &ANY_LANGUAGE,
        max_chars: 250,
    },
    vocabulary(&[""]),
];

static GROUPS: &[Group] = &[
    branch("cmi"),
    collection(
        "cmi.comments_from_learner",
        Some("comment,location,timestamp"),
        1000,
    ),
    given_collection("cmi.comments_from_lms", "comment,location,timestamp"),
    collection(
        "cmi.interactions",
        Some(
            "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
        ),
        10_000,
    ),
    collection("cmi.interactions.n.objectives", None, 250),
    collection("cmi.interactions.n.correct_responses", None, 250),
    record(
        "cmi.learner_preference",
        "audio_level,language,delivery_speed,audio_captioning",
    ),
    collection(
        "cmi.objectives",
        Some("id,score,success_status,completion_status,progress_measure,description"),
        1000,
    ),
    record("cmi.objectives.n.score", "scaled,raw,min,max"),
    record("cmi.score", "scaled,raw,min,max"),
    branch("adl"),
    branch("adl.nav"),
    branch("adl.nav.request_valid"),
    given_collection("adl.data", "id,store"),
];

#[rustfmt::skip]
static ELEMENTS: &[Element] = &[
    Element { initial: Some("1.0"), ..element("cmi._version", Keyword, text(250), "RTE 4.2.1") },

    Element { lenient: Some(any_language_text(4000)),
        ..element("cmi.comments_from_learner.n.comment", ReadWrite, language_text(4000), "RTE 4.2.2") },
    element("cmi.comments_from_learner.n.location", ReadWrite, text(250), "RTE 4.2.2"),
    Element { lenient: Some(printed_timestamp()),
        ..element("cmi.comments_from_learner.n.timestamp", ReadWrite, timestamp(), "RTE 4.2.2") },
    element("cmi.comments_from_lms.n.comment", ReadOnly, language_text(4000), "RTE 4.2.3"),
    element("cmi.comments_from_lms.n.location", ReadOnly, text(250), "RTE 4.2.3"),
    element("cmi.comments_from_lms.n.timestamp", ReadOnly, timestamp(), "RTE 4.2.3"),

    Element { initial: Some("unknown"),
        derived: Some(Derived { threshold: "cmi.completion_threshold", measure: "cmi.progress_measure",
            reached: "completed", missed: "incomplete", unknown: "unknown" }),
        ..element("cmi.completion_status", ReadWrite, vocabulary(COMPLETION), "RTE 4.2.4") },
    element("cmi.completion_threshold", ReadOnly, real(FRACTION.0, FRACTION.1), "RTE 4.2.5"),
    Element { initial: Some("credit"), ..element("cmi.credit", ReadOnly, vocabulary(&["credit", "no-credit"]), "RTE 4.2.6") },
    Element { initial: Some("ab-initio"), ..element("cmi.entry", ReadOnly, vocabulary(&["ab-initio", "resume", ""]), "RTE 4.2.7") },
    element("cmi.exit", WriteOnly, vocabulary(&["time-out", "suspend", "logout", "normal", ""]), "RTE 4.2.8"),

    Element { lenient: Some(any_identifier()),
        ..element("cmi.interactions.n.id", ReadWrite, identifier(), "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id"], rules: &[Rule::ClearsResponses],
        ..element(TYPE, ReadWrite, vocabulary(INTERACTION_TYPES), "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id"], rules: &[Rule::UniqueInCollection], lenient: Some(any_identifier()),
        ..element("cmi.interactions.n.objectives.n.id", ReadWrite, identifier(), "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id"], lenient: Some(printed_timestamp()),
        ..element("cmi.interactions.n.timestamp", ReadWrite, timestamp(), "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id", TYPE], rules: &[Rule::ResponseLimits], lenient: Some(text(16_000)),
        ..element("cmi.interactions.n.correct_responses.n.pattern", ReadWrite,
            ValueType::Response { part: CorrectPattern, interaction_type: TYPE, max_chars: LONG }, "RTE 4.2.9.1") },
    Element { needs: &["cmi.interactions.n.id"], ..measure("cmi.interactions.n.weighting", ANY, "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id", TYPE], lenient: Some(text(16_000)),
        ..element("cmi.interactions.n.learner_response", ReadWrite,
            ValueType::Response { part: LearnerResponse, interaction_type: TYPE, max_chars: LONG }, "RTE 4.2.9.2") },
    Element { needs: &["cmi.interactions.n.id"], lenient: Some(ValueType::AnyOf { types: LENIENT_RESULT }),
        ..element("cmi.interactions.n.result", ReadWrite, ValueType::AnyOf { types: RESULT }, "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id"],
        ..element("cmi.interactions.n.latency", ReadWrite, interval(), "RTE 4.2.9") },
    Element { needs: &["cmi.interactions.n.id"], lenient: Some(any_language_text(250)),
        ..element("cmi.interactions.n.description", ReadWrite, language_text(250), "RTE 4.2.9") },

    element("cmi.launch_data", ReadOnly, text(4000), "RTE 4.2.10"),
    Element { initial: Some(""), ..element("cmi.learner_id", ReadOnly, text(4000), "RTE 4.2.11") },
    Element { initial: Some(""), ..element("cmi.learner_name", ReadOnly, text(250), "RTE 4.2.12") },
    Element { initial: Some("1"), ..measure("cmi.learner_preference.audio_level", POSITIVE, "RTE 4.2.13") },
    Element { initial: Some(""), lenient: Some(ValueType::AnyOf { types: ANY_LANGUAGE_OR_NONE }),
        ..element("cmi.learner_preference.language", ReadWrite, ValueType::AnyOf { types: LANGUAGE_OR_NONE }, "RTE 4.2.13") },
    Element { initial: Some("1"), ..measure("cmi.learner_preference.delivery_speed", POSITIVE, "RTE 4.2.13") },
    Element { initial: Some("0"),
        ..element("cmi.learner_preference.audio_captioning", ReadWrite, vocabulary(&["-1", "0", "1"]), "RTE 4.2.13") },
    element("cmi.location", ReadWrite, text(1000), "RTE 4.2.14"),
    element("cmi.max_time_allowed", ReadOnly, interval(), "RTE 4.2.15"),
    Element { initial: Some("normal"), ..element("cmi.mode", ReadOnly, vocabulary(&["browse", "normal", "review"]), "RTE 4.2.16") },

    Element { rules: &[Rule::UniqueInCollection, Rule::SetOnce], lenient: Some(any_identifier()),
        ..element("cmi.objectives.n.id", ReadWrite, identifier(), "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], ..measure("cmi.objectives.n.score.scaled", SCALED, "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], ..measure("cmi.objectives.n.score.raw", ANY, "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], ..measure("cmi.objectives.n.score.min", ANY, "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], ..measure("cmi.objectives.n.score.max", ANY, "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], initial: Some("unknown"),
        ..element("cmi.objectives.n.success_status", ReadWrite, vocabulary(SUCCESS), "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], initial: Some("unknown"),
        ..element("cmi.objectives.n.completion_status", ReadWrite, vocabulary(COMPLETION), "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], ..measure("cmi.objectives.n.progress_measure", FRACTION, "RTE 4.2.17") },
    Element { needs: &["cmi.objectives.n.id"], lenient: Some(any_language_text(250)),
        ..element("cmi.objectives.n.description", ReadWrite, language_text(250), "RTE 4.2.17") },

    measure("cmi.progress_measure", FRACTION, "RTE 4.2.18"),
    element("cmi.scaled_passing_score", ReadOnly, real(SCALED.0, SCALED.1), "RTE 4.2.19"),
    measure("cmi.score.scaled", SCALED, "RTE 4.2.20"),
    measure("cmi.score.raw", ANY, "RTE 4.2.20"),
    measure("cmi.score.min", ANY, "RTE 4.2.20"),
    measure("cmi.score.max", ANY, "RTE 4.2.20"),
    element("cmi.session_time", WriteOnly, interval(), "RTE 4.2.21"),
    Element { initial: Some("unknown"),
        derived: Some(Derived { threshold: "cmi.scaled_passing_score", measure: "cmi.score.scaled",
            reached: "passed", missed: "failed", unknown: "unknown" }),
        ..element("cmi.success_status", ReadWrite, vocabulary(SUCCESS), "RTE 4.2.22") },
    element("cmi.suspend_data", ReadWrite, text(64_000), "RTE 4.2.23"),
    Element { initial: Some("continue,no message"),
        ..element("cmi.time_limit_action", ReadOnly,
            vocabulary(&["exit,message", "exit,no message", "continue,message", "continue,no message"]), "RTE 4.2.24") },
    Element { initial: Some("PT0H0M0S"), ..element("cmi.total_time", ReadOnly, interval(), "RTE 4.2.25") },

    Element { initial: Some("_none_"),
        ..element("adl.nav.request", ReadWrite, ValueType::Pattern { pattern: &NAVIGATION, max_chars: 4100 }, "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.continue", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.previous", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.exit", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.exitAll", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.abandon", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.abandonAll", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.suspendAll", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.choice.{target}", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    Element { initial: Some("unknown"), ..element("adl.nav.request_valid.jump.{target}", ReadOnly, vocabulary(VALIDITY), "SN 5.6.4") },
    element("adl.data.n.id", ReadOnly, identifier(), "RTE 4.3.1"),
    Element { rules: &[Rule::EmptyIsUnset], ..element("adl.data.n.store", ReadWrite, text(64_000), "RTE 4.3.1") },
];

/// Source: RTE 3.1.7, the API's error codes.
#[rustfmt::skip]
static FAULTS: &[(Fault, u16)] = &[
    (Fault::AlreadyInitialized, 103),
    (Fault::InitializeAfterTerminate, 104),
    (Fault::TerminateBeforeInitialize, 112),
    (Fault::TerminateAfterTerminate, 113),
    (Fault::GetBeforeInitialize, 122),
    (Fault::GetAfterTerminate, 123),
    (Fault::SetBeforeInitialize, 132),
    (Fault::SetAfterTerminate, 133),
    (Fault::CommitBeforeInitialize, 142),
    (Fault::CommitAfterTerminate, 143),
    (Fault::Argument, 201),
    (Fault::CommitFailed, 391),
    (Fault::GetWithoutName, 301),
    (Fault::SetWithoutName, 351),
    (Fault::Undefined, 401),
    (Fault::UndefinedMember, 401),
    (Fault::NoChildren, 301),
    (Fault::NoCount, 301),
    (Fault::SetKeyword, 404),
    (Fault::SetMissingKeyword, 351),
    (Fault::GetBeyondCount, 301),
    (Fault::SetBeyondCount, 351),
    (Fault::TooMuch, 351),
    (Fault::NoValue, 403),
    (Fault::ReadOnly, 404),
    (Fault::WriteOnly, 405),
    (Fault::TypeMismatch, 406),
    (Fault::OutOfRange, 407),
    (Fault::Dependency, 408),
    (Fault::NotUnique, 351),
    (Fault::SetOnce, 351),
    (Fault::TooManyResponses, 351),
];

#[rustfmt::skip]
static ERRORS: &[ErrorText] = &[
    error(0, "No Error", "The last call succeeded."),
    error(101, "General Exception", "Something went wrong that no other code describes."),
    error(102, "General Initialization Failure", "The session could not be opened."),
    error(103, "Already Initialized", "Initialize was called a second time."),
    error(104, "Content Instance Terminated", "Initialize was called after Terminate."),
    error(111, "General Termination Failure", "The session could not be closed."),
    error(112, "Termination Before Initialization", "Call Initialize before Terminate."),
    error(113, "Termination After Termination", "Terminate was called a second time."),
    error(122, "Retrieve Data Before Initialization", "Call Initialize before GetValue."),
    error(123, "Retrieve Data After Termination", "GetValue was called after Terminate."),
    error(132, "Store Data Before Initialization", "Call Initialize before SetValue."),
    error(133, "Store Data After Termination", "SetValue was called after Terminate."),
    error(142, "Commit Before Initialization", "Call Initialize before Commit."),
    error(143, "Commit After Termination", "Commit was called after Terminate."),
    error(201, "General Argument Error", "The argument must be an empty text."),
    error(301, "General Get Failure", "The element has no such keyword, its index is beyond the last record, or its name is empty."),
    error(351, "General Set Failure", "The index is not the next free one, the value must be unique or cannot change, or there is no room."),
    error(391, "General Commit Failure", "What was set could not be stored. It is kept; commit again."),
    error(401, "Undefined Data Model Element", "The data model has no such element."),
    error(402, "Unimplemented Data Model Element", "The element exists, but this LMS does not have it."),
    error(403, "Data Model Element Value Not Initialized", "Nobody has set the element yet."),
    error(404, "Data Model Element Is Read Only", "Only the LMS sets this element."),
    error(405, "Data Model Element Is Write Only", "This element can be set but not read."),
    error(406, "Data Model Element Type Mismatch", "The value does not have the element's type."),
    error(407, "Data Model Element Value Out Of Range", "The number is beyond the element's bounds."),
    error(408, "Data Model Dependency Not Established", "Set the record's id, and an interaction's type, first."),
];
