//! An attempt's calls as a vector file: a bug report that the test runner of
//! `course-runtime` runs (`OBUKA_VECTORS=DIR cargo test -p course-runtime --test
//! vectors`, the file in a folder `data-model` below `DIR`).
//!
//! One row for each item, every learner session behind a `NewLaunch`. The
//! learner's name is in none of them; what the learner typed is.

use course_runtime::{
    cmi::{self, Call, CmiState, Phase, RunTime, StateError, Version},
    sequencing::TreeState,
};
use entity::values::LaunchMode;
use serde_json::{Value, json};

use super::{
    course::{Course, Learner},
    state::AttemptState,
    timeline::StoredCalls,
    trace::call_text,
};

/// Elements of which the next launch has to find what this one has left.
const LEFT_12: [&str; 5] = [
    "cmi.core.lesson_status",
    "cmi.core.score.raw",
    "cmi.core.lesson_location",
    "cmi.core.total_time",
    "cmi.suspend_data",
];
const LEFT_2004: [&str; 6] = [
    "cmi.completion_status",
    "cmi.success_status",
    "cmi.score.scaled",
    "cmi.location",
    "cmi.total_time",
    "cmi.suspend_data",
];

/// The file's content.
pub(super) fn vector_file(
    attempt_id: uuid::Uuid,
    course: &Course,
    state: &AttemptState,
    stored: &[StoredCalls],
) -> Result<Value, StateError> {
    let mut rows = Vec::new();
    for item in state.items() {
        let Some(left) = state.cmi(item)? else {
            continue;
        };
        let mut calls = calls_of(item, course.standard, stored);
        if calls.is_empty() {
            continue;
        }
        let is_ended = calls.last().is_some_and(|it| {
            let name = if course.standard == Version::Scorm12 {
                "LMSFinish"
            } else {
                "Terminate"
            };
            it["call"] == name && it["err"] == "0"
        });
        if is_ended {
            calls.extend(reads_of_the_next_launch(&left));
        }
        rows.push(row(attempt_id, rows.len() + 1, item, course, &calls));
    }
    Ok(json!({
        "format": "rows as in data-model/*.json; launch_data is what the item of the manifest tells its SCO",
        "rows": rows,
    }))
}

fn row(
    attempt_id: uuid::Uuid,
    number: usize,
    item: &str,
    course: &Course,
    calls: &[Value],
) -> Value {
    let (version, profile) = (course.standard, course.profile);
    let learner = Learner {
        id: String::new(),
        name: String::new(),
        mode: LaunchMode::Normal,
    };
    let fresh = TreeState::new(&course.tree, 0);
    let launch = course.launch_data(&fresh, item, &learner);
    json!({
        "id": format!("{attempt_id}-{number}"),
        "version": if version == Version::Scorm12 { "1.2" } else { "2004 4th" },
        "launch": "recorded",
        "launch_data": launch.unwrap_or_default(),
        "profile": profile,
        "group": "recorded",
        "about": format!("item {item}, as it was recorded"),
        "source": "a stored attempt",
        "calls": calls,
    })
}

/// The calls of an item with the answers that they got, in the order in which
/// they were made.
fn calls_of(item: &str, version: Version, stored: &[StoredCalls]) -> Vec<Value> {
    let mut calls = Vec::new();
    for it in stored {
        // What came from a queue was made before; its order is in its numbers.
        let trace = &it.trace;
        if trace.item.as_deref() != Some(item) {
            continue;
        }
        let mut made: Vec<(i64, Value)> = Vec::new();
        for entry in &trace.entries {
            if entry.call == Call::Initialize && !(calls.is_empty() && made.is_empty()) {
                made.push((entry.at, json!({ "call": "NewLaunch" })));
            }
            made.push((entry.at, accepted(&entry.call, version)));
        }
        let refused = trace.refused.iter().map(|call| {
            let is_read = call.function.contains("GetValue");
            let args = match (call.element.as_str(), is_read) {
                ("", _) => json!([""]),
                (element, true) => json!([element]),
                (element, false) => json!([element, call.value]),
            };
            let ret = if is_read { "" } else { "false" };
            json!({
                "call": call.function, "args": args, "ret": ret, "err": call.error.to_string(),
            })
        });
        let refused = trace.refused.iter().map(|it| it.at).zip(refused);
        made.extend(refused);
        // Stable: a call that was refused comes behind one of the same moment.
        made.sort_by_key(|(at, _)| *at);
        calls.extend(made.into_iter().map(|(_, call)| call));
    }
    calls
}

fn accepted(call: &Call, version: Version) -> Value {
    let (function, element, value) = call_text(call, version == Version::Scorm2004);
    let args = match call {
        Call::Initialize | Call::Terminate => json!([""]),
        Call::SetValue { .. } => json!([element, value]),
    };
    json!({ "call": function, "args": args, "ret": "true", "err": "0" })
}

/// What the attempt has kept, as the next launch has to find it. Of work that is
/// going on, or that SCORM 2004 begins anew, there is nothing to find.
fn reads_of_the_next_launch(left: &CmiState) -> Vec<Value> {
    let is_kept = left.version == Version::Scorm12 || left.suspended;
    if left.phase != Phase::Terminated || !is_kept {
        return Vec::new();
    }
    let (prefix, elements): (_, &[&str]) = match left.version {
        Version::Scorm12 => ("LMS", &LEFT_12),
        Version::Scorm2004 => ("", &LEFT_2004),
    };
    let mut calls = vec![
        json!({ "call": "NewLaunch" }),
        json!({ "call": format!("{prefix}Initialize"), "args": [""], "ret": "true", "err": "0" }),
    ];
    let run_time = RunTime::new(left.clone());
    for element in elements {
        let total = element.ends_with("total_time");
        let value = if total {
            Some(match left.version {
                Version::Scorm12 => cmi::time::span(left.total_time_hundredths),
                Version::Scorm2004 => cmi::time::interval(left.total_time_hundredths),
            })
        } else {
            run_time.stored(element).map(str::to_owned)
        };
        if let Some(value) = value.filter(|it| !it.is_empty()) {
            let mut call = json!({
                "call": format!("{prefix}GetValue"), "args": [element], "ret": value, "err": "0",
            });
            if total {
                let way = if left.version == Version::Scorm12 {
                    "timespan"
                } else {
                    "timeinterval"
                };
                call["cmp"] = way.into();
            }
            calls.push(call);
        }
    }
    calls
}
