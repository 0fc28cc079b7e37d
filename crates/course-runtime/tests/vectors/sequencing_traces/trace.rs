//! The traces as they lie on disk.

use std::path::{Path, PathBuf};

use course_runtime::cmi::Profile;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Trace {
    pub(crate) id: String,
    pub(crate) packages: Vec<String>,
    pub(crate) run_after: Vec<String>,
    pub(crate) steps: Vec<Step>,
    /// How a recorded attempt was played; the others are strict.
    #[serde(default = "strict")]
    pub(crate) profile: Profile,
    /// What decided its selections and orders.
    #[serde(default = "any_seed")]
    pub(crate) seed: u64,
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(crate) enum Step {
    LaunchCourse {
        package: String,
    },
    Learner {
        event: String,
        item: Option<String>,
        /// The code of the exception: the request was not followed, and what was
        /// on screen comes back.
        refused: Option<String>,
    },
    Deliver(Box<Deliver>),
    ScoNavigation {
        refused: Option<String>,
    },
    ExpectSessionEnded {},
    ExpectContentRemoved {},
}

#[derive(Debug, Deserialize)]
pub(crate) struct Deliver {
    pub(crate) item: String,
    pub(crate) launch_file: String,
    pub(crate) sco_behaviour: String,
    #[serde(default)]
    pub(crate) ui: Vec<Ui>,
    pub(crate) calls: Vec<Call>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Ui {
    pub(crate) control: String,
    pub(crate) assert: String,
    pub(crate) item: Option<String>,
    pub(crate) value: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    #[serde(rename = "call")]
    pub(crate) function: String,
    #[serde(default)]
    pub(crate) args: Vec<String>,
    pub(crate) ret: Option<String>,
    pub(crate) err: Option<String>,
    pub(crate) cmp: Option<String>,
    pub(crate) ret_match: Option<String>,
    #[serde(default)]
    pub(crate) expect_ids: Vec<String>,
}

fn strict() -> Profile {
    Profile::Strict
}

fn any_seed() -> u64 {
    1
}

/// Reads one trace.
pub(crate) fn read(file: &Path) -> Trace {
    let text = std::fs::read_to_string(file).unwrap();
    let mut trace: Trace =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    file.parent().unwrap().clone_into(&mut trace.folder);
    trace
}
