//! Rows of API calls with expected answers: `data-model/*.json`.

use std::{collections::BTreeMap, fs, path::Path};

use course_runtime::cmi::{
    Api, CmiState, LaunchData, LaunchDocument, Leaving, ObjectiveSeed, Phase, Profile, SharedData,
    Version, end_session,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Tally, compare, node};

pub(crate) const LEARNER_ID: &str = "learner-1";
pub(crate) const LEARNER_NAME: &str = "Петровић, Ана";

/// Stands for a lone surrogate escape of the file, which no Rust text can hold.
const LONE_SURROGATE: &str = "\u{10fffd}LONE\u{10fffd}";

#[derive(Deserialize)]
struct VectorFile {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    version: String,
    #[serde(default)]
    launch: String,
    /// In the place of `launch`, what the item's manifest said: of rows that
    /// were recorded from an attempt.
    launch_data: Option<LaunchData>,
    /// Rows are for strict mode unless they say otherwise.
    #[serde(default = "strict")]
    profile: Profile,
    #[serde(default)]
    about: String,
    calls: Vec<Call>,
}

#[derive(Deserialize)]
pub(crate) struct Call {
    #[serde(rename = "call")]
    function: String,
    #[serde(default)]
    args: Vec<Text>,
    pub(crate) ret: Option<Text>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) err: Option<String>,
    #[serde(default, deserialize_with = "codes")]
    pub(crate) err_any: Option<Vec<String>>,
    pub(crate) cmp: Option<String>,
    pub(crate) set_of: Option<Vec<String>>,
    pub(crate) ret_match: Option<String>,
}

fn strict() -> Profile {
    Profile::Strict
}

/// A text, written out or as a repetition.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    Plain(String),
    Repeated { repeat: String, times: usize },
    Other(Value),
}

impl Text {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Repeated { repeat, times } => repeat.repeat(*times),
            Self::Other(value) => value.to_string(),
        }
    }
}

fn code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Option::<Value>::deserialize(deserializer)?;
    Ok(value.as_ref().map(plain))
}

fn codes<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<String>>, D::Error> {
    let values = Option::<Vec<Value>>::deserialize(deserializer)?;
    Ok(values.map(|it| it.iter().map(plain).collect()))
}

/// Codes stand as texts or as numbers.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a file holds rows of this kind.
pub(crate) fn is_vector_file(file: &Path) -> bool {
    let folder = file.parent().and_then(|it| it.file_name());
    folder.is_some_and(|it| it == "data-model") && file.extension().is_some_and(|it| it == "json")
}

/// Runs the files that hold rows of this kind, on both sides.
pub(crate) fn run(files: &[&Path]) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for file in files {
        run_file(file, &mut tally).map_err(|words| format!("{}: {words}", file.display()))?;
    }
    Ok(tally)
}

fn run_file(file: &Path, tally: &mut Tally) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let VectorFile { rows } =
        serde_json::from_str(&mark_lone_surrogates(&text)).map_err(|error| error.to_string())?;
    let name = file
        .file_name()
        .map(|it| it.to_string_lossy().into_owned())
        .unwrap_or_default();

    let played: Vec<Played> = rows.iter().map(play).collect();
    let mut passed = report(&name, "Rust", &rows, &played);
    if node::is_present() {
        let answers = play_in_node(&rows, &played)?;
        let in_node = report(&name, "JavaScript", &rows, &answers);
        passed = passed.iter().zip(in_node).map(|(a, b)| *a && b).collect();
    }
    tally.passed += passed.iter().filter(|it| **it).count();
    tally.failed += passed.iter().filter(|it| !**it).count();
    Ok(())
}

/// A row's answers on one side.
struct Played {
    /// Text and error code of each call.
    answers: Vec<(String, String)>,
    /// The launch documents that the calls ran from.
    launches: Vec<Value>,
}

fn play(row: &Row) -> Played {
    let version = if row.version == "1.2" {
        Version::Scorm12
    } else {
        Version::Scorm2004
    };
    let launch = match &row.launch_data {
        Some(recorded) => LaunchData {
            learner_id: LEARNER_ID.to_owned(),
            learner_name: LEARNER_NAME.to_owned(),
            ..recorded.clone()
        },
        None => launch_data(version, &row.launch),
    };
    let state = CmiState::begin(version, row.profile, &launch);
    let mut launches = vec![document(&state)];
    let mut api = Api::new(state);
    let mut answers = Vec::new();
    for call in &row.calls {
        if call.function == "NewLaunch" {
            api = next_launch(api, &launch, &mut launches);
            answers.push((String::new(), String::new()));
            continue;
        }
        let arguments: Vec<String> = call.args.iter().map(Text::text).collect();
        let arguments: Vec<Option<&str>> = arguments
            .iter()
            .map(|it| (!it.contains(LONE_SURROGATE)).then_some(it.as_str()))
            .collect();
        let answer = api.call(&call.function, &arguments);
        answers.push(answer.map_or_else(
            || ("no such function".to_owned(), String::new()),
            |it| (it.text, it.error.to_string()),
        ));
    }
    Played { answers, launches }
}

/// Closes the SCO and launches it again in the same attempt.
fn next_launch(api: Api, launch: &LaunchData, launches: &mut Vec<Value>) -> Api {
    let run_time = api.into_run_time();
    let leaving = if run_time.phase() == Phase::Terminated {
        Leaving::Left
    } else {
        Leaving::Lapsed
    };
    let state = end_session(run_time, leaving).state.next_session(launch);
    launches.push(document(&state));
    Api::new(state)
}

fn document(state: &CmiState) -> Value {
    json!(LaunchDocument::new(state, 0, &BTreeMap::new()))
}

fn play_in_node(rows: &[Row], played: &[Played]) -> Result<Vec<Played>, String> {
    let transcripts: Vec<Value> = rows
        .iter()
        .zip(played)
        .map(|(row, played)| {
            let calls: Vec<Value> = row
                .calls
                .iter()
                .map(|call| {
                    json!([
                        call.function,
                        call.args.iter().map(Text::text).collect::<Vec<_>>()
                    ])
                })
                .collect();
            json!({ "launches": played.launches, "calls": calls })
        })
        .collect();
    let output = node::run("results.mjs", json!(transcripts).to_string().into_bytes())?;
    let results: Vec<Vec<(Option<String>, u16)>> =
        serde_json::from_slice(&output).map_err(|error| error.to_string())?;
    let played = results.into_iter().map(|answers| Played {
        answers: answers
            .into_iter()
            .map(|(text, error)| (text.unwrap_or_default(), error.to_string()))
            .collect(),
        launches: Vec::new(),
    });
    Ok(played.collect())
}

/// Prints each difference and the count; which rows passed.
fn report(file: &str, side: &str, rows: &[Row], played: &[Played]) -> Vec<bool> {
    let passed: Vec<bool> = rows
        .iter()
        .zip(played)
        .map(|(row, played)| {
            let mut passed = true;
            for (call, (text, error)) in row.calls.iter().zip(&played.answers) {
                if call.function == "NewLaunch" {
                    continue;
                }
                if let Some(expected) = compare::difference(call, text, error) {
                    passed = false;
                    let arguments: Vec<String> = call
                        .args
                        .iter()
                        .map(|it| compare::shorten(&it.text()))
                        .collect();
                    println!(
                        "{file} {} ({}), {side}: {}{arguments:?} got {:?}, error {error}; expected {expected}",
                        row.id,
                        row.about,
                        call.function,
                        compare::shorten(text),
                    );
                }
            }
            passed
        })
        .collect();
    let count = passed.iter().filter(|it| **it).count();
    println!("{file}, {side}: {count} of {} rows", rows.len());
    passed
}

/// The items that the rows are launched from, as `imsmanifest-2004.xml` and the
/// prose of the 1.2 rows declare them.
fn launch_data(version: Version, launch: &str) -> LaunchData {
    let plain = LaunchData {
        learner_id: LEARNER_ID.to_owned(),
        learner_name: LEARNER_NAME.to_owned(),
        credit: true,
        ..LaunchData::default()
    };
    let some = |text: &str| Some(text.to_owned());
    match (version, launch) {
        (Version::Scorm12, "full") => LaunchData {
            launch_data: some("launch=1;x=2"),
            mastery_score: some("80"),
            max_time_allowed: some("00:30:00"),
            time_limit_action: some("continue,message"),
            ..plain
        },
        (Version::Scorm2004, "full") => LaunchData {
            launch_data: some("launch=1;x=2"),
            scaled_passing_score: some("0.7"),
            completion_threshold: some("0.8"),
            max_time_allowed: some("PT1H"),
            time_limit_action: some("exit,message"),
            objectives: ["prim", "obj2"].map(objective).into(),
            shared_data: vec![bucket("store.one", true), bucket("store.ro", false)],
            ..plain
        },
        _ => plain,
    }
}

fn objective(id: &str) -> ObjectiveSeed {
    ObjectiveSeed {
        id: id.to_owned(),
        ..ObjectiveSeed::default()
    }
}

fn bucket(target: &str, may_write: bool) -> SharedData {
    SharedData {
        target: target.to_owned(),
        value: None,
        may_read: true,
        may_write,
    }
}

/// Replaces `\ud800` and its like, unless paired, by a mark.
fn mark_lone_surrogates(json: &str) -> String {
    let mut marked = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        marked.push_str(&rest[..at]);
        let escape = &rest[at..];
        let taken = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(first), Some(second)) if first < 0xdc00 && 0xdc00 <= second => 12,
            (Some(_), _) => {
                marked.push_str(LONE_SURROGATE);
                rest = &escape[6..];
                continue;
            }
            (None, _) => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        marked.push_str(&escape[..taken]);
        rest = &escape[taken..];
    }
    marked + rest
}

/// The code unit of an escape at the start of `text`, if it is a surrogate.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    (0xd800..0xe000).contains(&unit).then_some(unit)
}
