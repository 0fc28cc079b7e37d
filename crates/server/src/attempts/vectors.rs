//! An attempt's calls as a vector file: a bug report that the test runner of
//! `course-runtime` runs (`OBUKA_VECTORS=DIR cargo test -p course-runtime --test
//! vectors`, the file in a folder `data-model` below `DIR`).
//!
//! One row for each item, every learner session behind a `NewLaunch`. The
//! learner's name is in none of them; what the learner typed is. Of an attempt
//! that was moved to another version of its module a row tells the launch data
//! of the version in which the item was played last, and says so: what was left
//! behind is judged by it.

use std::{collections::HashMap, fmt::Write as _, sync::Arc};

use course_runtime::{
    cmi::{self, Call, CmiState, Phase, RunTime, StateError, Version},
    sequencing::TreeState,
};
use entity::values::LaunchMode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    course::{Course, Learner},
    state::AttemptState,
    timeline::StoredCalls,
    trace::{RefusedCall, Trace, call_text},
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
    attempt_id: Uuid,
    courses: &Courses,
    state: &AttemptState,
    stored: &[StoredCalls],
) -> Result<Value, StateError> {
    let mut rows = Vec::new();
    for item in state.items() {
        let Some(left) = state.cmi(item)? else {
            continue;
        };
        let played = courses.of_last_calls(item, stored);
        let course = &*played.course;
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
        let id = format!("{attempt_id}-{}", rows.len() + 1);
        rows.push(row(&id, item, &played, &calls));
    }
    Ok(json!({
        "format": "rows as in data-model/*.json; launch_data is what the item of the manifest tells its SCO",
        "rows": rows,
    }))
}

/// The versions that an attempt was played in.
pub(super) struct Courses {
    /// The one that it stands on.
    pub(super) now: Arc<Course>,
    /// Those that it was moved from, with the number of their version.
    pub(super) earlier: HashMap<Uuid, (Arc<Course>, i32)>,
}

/// The version in which an item was played last.
struct Played {
    course: Arc<Course>,
    /// Its number, when that is not where the attempt stands now.
    earlier: Option<i32>,
    /// Moves before its last calls.
    moves: usize,
}

impl Courses {
    fn of_last_calls(&self, item: &str, stored: &[StoredCalls]) -> Played {
        let is_said = |it: &StoredCalls| it.trace.item.as_deref() == Some(item);
        let last = stored.iter().rposition(is_said).unwrap_or(stored.len());
        let (before, after) = stored.split_at(last);
        let moved = |it: &StoredCalls| it.trace.moved;
        let earlier = after
            .iter()
            .find_map(moved)
            .and_then(|it| self.earlier.get(&it.from));
        Played {
            course: Arc::clone(earlier.map_or(&self.now, |(course, _)| course)),
            earlier: earlier.map(|(_, number)| *number),
            moves: before.iter().filter_map(moved).count(),
        }
    }
}

fn row(id: &str, item: &str, played: &Played, calls: &[Value]) -> Value {
    let course = &*played.course;
    let (version, profile) = (course.standard, course.profile);
    let learner = Learner {
        id: String::new(),
        name: String::new(),
        mode: LaunchMode::Normal,
    };
    let fresh = TreeState::new(&course.tree, 0);
    let launch = course.launch_data(&fresh, item, &learner);
    json!({
        "id": id,
        "version": if version == Version::Scorm12 { "1.2" } else { "2004 4th" },
        "launch": "recorded",
        "launch_data": launch.unwrap_or_default(),
        "profile": profile,
        "group": "recorded",
        "about": about(item, played),
        "source": "a stored attempt",
        "calls": calls,
    })
}

fn about(item: &str, played: &Played) -> String {
    let mut about = format!("item {item}, as it was recorded");
    if 0 < played.moves {
        about.push_str(
            "; meanwhile the attempt was moved to another version of the module, and all \
             calls stand on the launch data of the one played last",
        );
    }
    if let Some(number) = played.earlier {
        let _ = write!(
            about,
            "; played in version {number}, before the attempt was moved to another one"
        );
    }
    about
}

/// The calls of an item with the answers that they got, in the order in which
/// they were made.
fn calls_of(item: &str, version: Version, stored: &[StoredCalls]) -> Vec<Value> {
    let mut calls = Vec::new();
    // What came from a queue was made before; its order is in its numbers.
    let its = stored.iter().map(|it| &it.trace);
    for trace in its.filter(|it| it.item.as_deref() == Some(item)) {
        for (is_begin, call) in calls_made(trace, version) {
            if is_begin && !calls.is_empty() {
                calls.push(json!({ "call": "NewLaunch" }));
            }
            calls.push(call);
        }
    }
    calls
}

/// The calls that one request stored, each with whether a learner session begins
/// with it.
pub(super) fn calls_made(trace: &Trace, version: Version) -> Vec<(bool, Value)> {
    let accepted = trace.entries.iter().map(|entry| {
        let is_begin = entry.call == Call::Initialize;
        (entry.at, is_begin, accepted(&entry.call, version))
    });
    let refused = trace.refused.iter().map(|it| (it.at, false, refused(it)));
    let mut made: Vec<(i64, bool, Value)> = accepted.chain(refused).collect();
    // Stable: a call that was refused comes behind one of the same moment.
    made.sort_by_key(|(at, ..)| *at);
    let made = made.into_iter();
    made.map(|(_, is_begin, call)| (is_begin, call)).collect()
}

fn refused(call: &RefusedCall) -> Value {
    let is_read = call.function.contains("GetValue");
    let args = match (call.element.as_str(), is_read) {
        ("", _) => json!([""]),
        (element, true) => json!([element]),
        (element, false) => json!([element, call.value]),
    };
    let ret = if is_read { "" } else { "false" };
    json!({ "call": call.function, "args": args, "ret": ret, "err": call.error.to_string() })
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
