//! What the LMS knows when it launches a SCO, turned into data model values;
//! and the document that the browser's run-time starts from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CmiState, Pair, Phase, Profile, StoreAccess, Version, time};

/// Whether the SCO runs for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    #[default]
    Normal,
    Browse,
    Review,
}

/// How the SCO is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// For the first time in this attempt.
    #[default]
    AbInitio,
    /// After it was suspended.
    Resume,
    /// Neither: it was there before and left for good.
    Again,
}

/// What the LMS tells the SCO. Texts stand as in the manifest; `None` where it
/// says nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LaunchData {
    pub learner_id: String,
    /// `Family, given` as SCORM has it.
    pub learner_name: String,
    pub credit: bool,
    pub mode: Mode,
    /// `adlcp:dataFromLMS`, in 1.2 `adlcp:datafromlms`.
    pub launch_data: Option<String>,
    /// 1.2: `adlcp:masteryscore`.
    pub mastery_score: Option<String>,
    /// 2004: `minNormalizedMeasure` of the primary objective, when it is
    /// satisfied by measure.
    pub scaled_passing_score: Option<String>,
    /// 2004: `minProgressMeasure`, when completed by measure.
    pub completion_threshold: Option<String>,
    /// 1.2: a time span; 2004: a time interval.
    pub max_time_allowed: Option<String>,
    pub time_limit_action: Option<String>,
    pub comments: Vec<LmsComment>,
    /// 2004: the activity's objectives that have an id, in manifest order.
    pub objectives: Vec<ObjectiveSeed>,
    /// 2004: the item's `adlcp:data` maps, in manifest order.
    pub shared_data: Vec<SharedData>,
}

/// A comment of the LMS.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct LmsComment {
    pub comment: String,
    pub location: Option<String>,
    pub timestamp: Option<String>,
}

/// An objective that sequencing declares, with what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ObjectiveSeed {
    pub id: String,
    pub success_status: Option<String>,
    pub completion_status: Option<String>,
    pub progress_measure: Option<String>,
    pub score_scaled: Option<String>,
    pub score_raw: Option<String>,
    pub score_min: Option<String>,
    pub score_max: Option<String>,
}

/// A bucket of data that SCOs share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SharedData {
    pub target: String,
    pub value: Option<String>,
    pub may_read: bool,
    pub may_write: bool,
}

impl ObjectiveSeed {
    /// The fields that are known, by their name below `cmi.objectives.n`.
    fn fields(&self) -> [(&'static str, &Option<String>); 7] {
        [
            ("success_status", &self.success_status),
            ("completion_status", &self.completion_status),
            ("progress_measure", &self.progress_measure),
            ("score.scaled", &self.score_scaled),
            ("score.raw", &self.score_raw),
            ("score.min", &self.score_min),
            ("score.max", &self.score_max),
        ]
    }
}

/// The values that the LMS gives, in a fixed order.
pub(super) fn given(
    version: Version,
    launch: &LaunchData,
    entry: EntryKind,
    total_time_hundredths: u64,
) -> Vec<Pair> {
    match version {
        Version::Scorm12 => given_12(launch, entry, total_time_hundredths),
        Version::Scorm2004 => given_2004(launch, entry, total_time_hundredths),
    }
}

fn given_12(launch: &LaunchData, entry: EntryKind, total_time_hundredths: u64) -> Vec<Pair> {
    let comments: Vec<&str> = launch.comments.iter().map(|it| &*it.comment).collect();
    let mut pairs = vec![
        pair("cmi.core.student_id", &launch.learner_id),
        pair("cmi.core.student_name", &launch.learner_name),
        pair("cmi.core.credit", credit_token(launch.credit)),
        pair("cmi.core.entry", entry_token(entry)),
        pair("cmi.core.lesson_mode", mode_token(launch.mode)),
        pair("cmi.core.total_time", &time::span(total_time_hundredths)),
        pair("cmi.comments_from_lms", &comments.join("\n")),
    ];
    for (path, value) in [
        ("cmi.launch_data", &launch.launch_data),
        ("cmi.student_data.mastery_score", &launch.mastery_score),
        (
            "cmi.student_data.max_time_allowed",
            &launch.max_time_allowed,
        ),
        (
            "cmi.student_data.time_limit_action",
            &launch.time_limit_action,
        ),
    ] {
        pairs.extend(value.as_ref().map(|it| pair(path, it)));
    }
    pairs
}

fn given_2004(launch: &LaunchData, entry: EntryKind, total_time_hundredths: u64) -> Vec<Pair> {
    let mut pairs = vec![
        pair("cmi.learner_id", &launch.learner_id),
        pair("cmi.learner_name", &launch.learner_name),
        pair("cmi.credit", credit_token(launch.credit)),
        pair("cmi.entry", entry_token(entry)),
        pair("cmi.mode", mode_token(launch.mode)),
        pair("cmi.total_time", &time::interval(total_time_hundredths)),
    ];
    for (path, value) in [
        ("cmi.launch_data", &launch.launch_data),
        ("cmi.scaled_passing_score", &launch.scaled_passing_score),
        ("cmi.completion_threshold", &launch.completion_threshold),
        ("cmi.max_time_allowed", &launch.max_time_allowed),
        ("cmi.time_limit_action", &launch.time_limit_action),
    ] {
        pairs.extend(value.as_ref().map(|it| pair(path, it)));
    }
    for (n, comment) in launch.comments.iter().enumerate() {
        let path = format!("cmi.comments_from_lms.{n}");
        pairs.push((format!("{path}.comment"), comment.comment.clone()));
        let location = comment.location.as_ref();
        pairs.extend(location.map(|it| (format!("{path}.location"), it.clone())));
        let timestamp = comment.timestamp.as_ref();
        pairs.extend(timestamp.map(|it| (format!("{path}.timestamp"), it.clone())));
    }
    for (n, bucket) in launch.shared_data.iter().enumerate() {
        pairs.push((format!("adl.data.{n}.id"), bucket.target.clone()));
        let value = bucket.value.as_ref();
        pairs.extend(value.map(|it| (format!("adl.data.{n}.store"), it.clone())));
    }
    pairs
}

/// The exceptions from the elements' access: stores that are not mapped both ways.
pub(super) fn access(launch: &LaunchData) -> Vec<(String, StoreAccess)> {
    let exceptions = launch.shared_data.iter().enumerate().filter_map(|(n, it)| {
        let access = match (it.may_read, it.may_write) {
            (true, true) => return None,
            (true, false) => StoreAccess::ReadOnly,
            (false, true) => StoreAccess::WriteOnly,
            (false, false) => StoreAccess::Closed,
        };
        Some((format!("adl.data.{n}.store"), access))
    });
    exceptions.collect()
}

/// Writes the objectives of sequencing into `values`: known ids are refreshed,
/// new ones appended.
pub(super) fn seed_objectives(values: &mut Vec<Pair>, seeds: &[ObjectiveSeed]) {
    for seed in seeds {
        let ids = values.iter().filter_map(|(path, id)| {
            let (index, field) = path.strip_prefix("cmi.objectives.")?.split_once('.')?;
            (field == "id").then_some((index, id))
        });
        let (mut found, mut count) = (None, 0);
        for (index, id) in ids {
            count += 1;
            if *id == seed.id {
                found = Some(index.to_owned());
            }
        }
        let index = found.unwrap_or_else(|| {
            values.push((format!("cmi.objectives.{count}.id"), seed.id.clone()));
            count.to_string()
        });
        for (field, value) in seed.fields() {
            if let Some(value) = value {
                put(values, format!("cmi.objectives.{index}.{field}"), value);
            }
        }
    }
}

fn put(values: &mut Vec<Pair>, path: String, value: &str) {
    match values.iter_mut().find(|(it, _)| *it == path) {
        Some((_, old)) => value.clone_into(old),
        None => values.push((path, value.to_owned())),
    }
}

fn pair(path: &str, value: &str) -> Pair {
    (path.to_owned(), value.to_owned())
}

fn credit_token(credit: bool) -> &'static str {
    if credit { "credit" } else { "no-credit" }
}

fn mode_token(mode: Mode) -> &'static str {
    match mode {
        Mode::Normal => "normal",
        Mode::Browse => "browse",
        Mode::Review => "review",
    }
}

fn entry_token(entry: EntryKind) -> &'static str {
    match entry {
        EntryKind::AbInitio => "ab-initio",
        EntryKind::Resume => "resume",
        EntryKind::Again => "",
    }
}

/// What the browser's run-time starts from; serialise it into the player page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LaunchDocument<'s> {
    /// `1.2` or `2004`: which table to load.
    pub model: &'static str,
    pub profile: Profile,
    pub phase: Phase,
    pub given: &'s [Pair],
    pub values: &'s [Pair],
    pub access: &'s [(String, StoreAccess)],
    /// The number of the last journal entry that is stored.
    pub mark: u64,
    /// `continue`, `previous`, `choice.{target=ITEM}` … → `true` or `false`.
    pub request_valid: &'s BTreeMap<String, String>,
}

impl<'s> LaunchDocument<'s> {
    pub fn new(
        state: &'s CmiState,
        mark: u64,
        request_valid: &'s BTreeMap<String, String>,
    ) -> Self {
        Self {
            model: state.version.model().name,
            profile: state.profile,
            phase: state.phase,
            given: &state.given,
            values: &state.values,
            access: &state.access,
            mark,
            request_valid,
        }
    }
}
