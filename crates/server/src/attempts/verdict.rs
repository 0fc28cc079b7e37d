//! The one sentence about an attempt, and its calls in words.

use course_runtime::cmi::Call;
use entity::{
    attempt,
    values::{Completion, Face, Success},
};

use super::course::Course;
use crate::{error::Message, i18n};

/// *completed yes, passed no: score 60, needs 70*
pub(super) fn sentence(face: Face, row: &attempt::Model, course: &Course) -> String {
    let words = |id| i18n::translate(face, &Message::new(id));
    let completed = match row.completion {
        Completion::Completed => words("verdict-completed-yes"),
        Completion::Incomplete => words("verdict-completed-no"),
        Completion::Unknown | Completion::NotAttempted => words("verdict-completed-unknown"),
    };
    let passed = match row.success {
        Success::Passed => words("verdict-passed-yes"),
        Success::Failed => words("verdict-passed-no"),
        Success::Unknown => words("verdict-passed-unknown"),
    };
    let score = row
        .score_raw
        .or(row.score_scaled.map(|it| it * 100.0))
        .map(|it| number(face, it));
    let needed = course.needed_percent.map(|it| number(face, it));
    let message = match (score, needed) {
        (Some(score), Some(needed)) => Message::new("verdict-score-needed")
            .with("score", score)
            .with("needed", needed),
        (Some(score), None) => Message::new("verdict-score").with("score", score),
        (None, Some(needed)) => Message::new("verdict-no-score-needed").with("needed", needed),
        (None, None) => return format!("{completed}, {passed}"),
    };
    format!("{completed}, {passed}: {}", i18n::translate(face, &message))
}

/// At most two decimals, with the language's decimal sign.
fn number(face: Face, value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    let text = rounded.to_string();
    if face == Face::En {
        text
    } else {
        text.replace('.', ",")
    }
}

/// How long it took: `12 min`.
pub(super) fn minutes(row: &attempt::Model) -> i64 {
    row.time_hundredths / 6000
}

/// A stored call in words.
pub(super) fn in_words(call: &Call) -> Message {
    match call {
        Call::Initialize => Message::new("trace-initialize"),
        Call::Terminate => Message::new("trace-terminate"),
        Call::SetValue { element, value } => set_in_words(element, value),
    }
}

/// The twin of `words` in `assets/js/attempts/trial.js`.
fn set_in_words(element: &str, value: &str) -> Message {
    // The one status of two words; keys of messages have no spaces.
    let short: String = match value {
        "not attempted" => "not_attempted".to_owned(),
        _ => value.chars().take(120).collect(),
    };
    let id = match element {
        "cmi.core.lesson_location" | "cmi.location" => "trace-location",
        "cmi.core.lesson_status" => "trace-status",
        "cmi.completion_status" => "trace-completion",
        "cmi.success_status" => "trace-success",
        "cmi.core.score.raw" | "cmi.score.raw" => "trace-score",
        "cmi.core.score.min" | "cmi.score.min" => "trace-score-min",
        "cmi.core.score.max" | "cmi.score.max" => "trace-score-max",
        "cmi.score.scaled" => "trace-score-scaled",
        "cmi.progress_measure" => "trace-progress",
        "cmi.core.session_time" | "cmi.session_time" => "trace-time",
        "cmi.core.exit" | "cmi.exit" => "trace-exit",
        "adl.nav.request" => "trace-navigation",
        "cmi.suspend_data" => {
            return Message::new("trace-suspend-data")
                .with("count", value.chars().count().to_string());
        }
        _ if element.starts_with("cmi.interactions.") => "trace-interaction",
        _ if element.starts_with("cmi.objectives.") => "trace-objective",
        _ => "trace-other",
    };
    Message::new(id)
        .with("value", short)
        .with("element", element.chars().take(120).collect::<String>())
}
