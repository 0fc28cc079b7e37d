//! The stored form of one SCO's data model in one attempt.

use serde::{Deserialize, Serialize};

use super::{
    Access, EntryKind, LaunchData, Mode, Model, Pair, Phase, launch, scorm_12, scorm_2004,
};

/// The SCORM version of a package, which decides the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    #[serde(rename = "1.2")]
    Scorm12,
    #[serde(rename = "2004")]
    Scorm2004,
}

impl Version {
    pub fn model(self) -> &'static Model {
        match self {
            Self::Scorm12 => &scorm_12::MODEL,
            Self::Scorm2004 => &scorm_2004::MODEL,
        }
    }
}

/// How strictly values are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// As the specification has it.
    Strict,
    /// Also what real packages write; it is kept whole and noted.
    #[default]
    Lenient,
}

/// An exception from an element's declared access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreAccess {
    ReadOnly,
    WriteOnly,
    Closed,
}

impl From<StoreAccess> for Access {
    fn from(access: StoreAccess) -> Self {
        match access {
            StoreAccess::ReadOnly => Self::ReadOnly,
            StoreAccess::WriteOnly => Self::WriteOnly,
            StoreAccess::Closed => Self::Closed,
        }
    }
}

/// Everything that is kept of a SCO's run-time, from one launch to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CmiState {
    pub version: Version,
    pub profile: Profile,
    pub mode: Mode,
    pub credit: bool,
    pub phase: Phase,
    /// How the SCO was entered this time.
    pub entry: EntryKind,
    /// Whether the next launch in the same attempt goes on here.
    pub suspended: bool,
    /// The time of the ended learner sessions.
    pub total_time_hundredths: u64,
    /// The LMS's values.
    pub given: Vec<Pair>,
    /// The SCO's values and sequencing's objectives, in the order of their
    /// first setting.
    pub values: Vec<Pair>,
    pub access: Vec<(String, StoreAccess)>,
}

/// What precedes the stored document, so that it can change.
const FORMAT: u8 = 1;

/// Personal data that a replay does not need: left out of the stored form.
const NOT_STORED: [&str; 4] = [
    "cmi.learner_id",
    "cmi.learner_name",
    "cmi.core.student_id",
    "cmi.core.student_name",
];

/// Why stored bytes cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error("the stored run-time state is empty")]
    Empty,
    #[error("the stored run-time state has format {0}, which this version cannot read")]
    UnknownFormat(u8),
    #[error("the stored run-time state is damaged")]
    Damaged(#[from] serde_json::Error),
}

impl CmiState {
    /// A new attempt, about to be launched for the first time.
    pub fn begin(version: Version, profile: Profile, launch: &LaunchData) -> Self {
        let mut values = Vec::new();
        if version == Version::Scorm2004 {
            launch::seed_objectives(&mut values, &launch.objectives);
        }
        let mut state = Self {
            version,
            profile,
            mode: launch.mode,
            credit: launch.credit,
            phase: Phase::NotInitialized,
            entry: EntryKind::AbInitio,
            suspended: false,
            total_time_hundredths: 0,
            given: Vec::new(),
            values,
            access: Vec::new(),
        };
        state.give(launch);
        state
    }

    /// The next learner session of the same attempt, after
    /// [`end_session`](super::end_session).
    ///
    /// SCORM 1.2 keeps what the SCO set, however it was left. In SCORM 2004 a
    /// SCO that was not suspended starts anew: the caller counts that as a new
    /// attempt on the activity.
    #[must_use]
    pub fn next_session(self, launch: &LaunchData) -> Self {
        if self.version == Version::Scorm2004 && !self.suspended {
            return Self::begin(self.version, self.profile, launch);
        }
        let mut state = self;
        state.phase = Phase::NotInitialized;
        state.mode = launch.mode;
        state.credit = launch.credit;
        state.entry = if state.suspended {
            EntryKind::Resume
        } else {
            EntryKind::Again
        };
        state.suspended = false;
        if state.version == Version::Scorm2004 {
            // Shared data is read afresh at each launch.
            state
                .values
                .retain(|(path, _)| !path.starts_with("adl.data."));
            launch::seed_objectives(&mut state.values, &launch.objectives);
        }
        state.give(launch);
        state
    }

    fn give(&mut self, launch: &LaunchData) {
        self.given = launch::given(self.version, launch, self.entry, self.total_time_hundredths);
        self.access = launch::access(launch);
    }

    /// The bytes to store. The learner's id and name are not among them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512 + self.text_bytes());
        bytes.push(FORMAT);
        serde_json::to_writer(&mut bytes, &Stored::from(self))
            .expect("texts and numbers always serialise");
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StateError> {
        match bytes.split_first() {
            None => Err(StateError::Empty),
            Some((&FORMAT, document)) => Ok(serde_json::from_slice(document)?),
            Some((format, _)) => Err(StateError::UnknownFormat(*format)),
        }
    }

    fn text_bytes(&self) -> usize {
        self.values
            .iter()
            .map(|(path, value)| path.len() + value.len() + 8)
            .sum()
    }
}

/// [`CmiState`] by reference, without personal data.
#[derive(Serialize)]
struct Stored<'s> {
    version: Version,
    profile: Profile,
    mode: Mode,
    credit: bool,
    phase: Phase,
    entry: EntryKind,
    suspended: bool,
    total_time_hundredths: u64,
    given: Vec<&'s Pair>,
    values: &'s [Pair],
    access: &'s [(String, StoreAccess)],
}

impl<'s> From<&'s CmiState> for Stored<'s> {
    fn from(state: &'s CmiState) -> Self {
        Self {
            version: state.version,
            profile: state.profile,
            mode: state.mode,
            credit: state.credit,
            phase: state.phase,
            entry: state.entry,
            suspended: state.suspended,
            total_time_hundredths: state.total_time_hundredths,
            given: state
                .given
                .iter()
                .filter(|(path, _)| !NOT_STORED.contains(&path.as_str()))
                .collect(),
            values: &state.values,
            access: &state.access,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cmi::{Call, Entry, Fault, RunTime, replay};

    fn launch() -> LaunchData {
        LaunchData {
            learner_id: "l1".into(),
            learner_name: "Ана".into(),
            credit: true,
            ..LaunchData::default()
        }
    }

    fn running(version: Version) -> RunTime {
        let mut run_time = RunTime::new(CmiState::begin(version, Profile::Strict, &launch()));
        run_time.initialize("").unwrap();
        run_time
    }

    #[test]
    fn the_stored_form_has_no_name_in_it() {
        for version in [Version::Scorm12, Version::Scorm2004] {
            let bytes = CmiState::begin(version, Profile::Strict, &launch()).to_bytes();

            let text = String::from_utf8(bytes[1..].to_vec()).unwrap();

            assert!(!text.contains("Ана") && !text.contains("l1"), "{text}");
        }
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        let whole = CmiState::begin(Version::Scorm12, Profile::Strict, &launch()).to_bytes();

        assert!(matches!(CmiState::from_bytes(&[]), Err(StateError::Empty)));
        assert!(matches!(
            CmiState::from_bytes(&[9, b'{']),
            Err(StateError::UnknownFormat(9))
        ));
        assert!(matches!(
            CmiState::from_bytes(&whole[..whole.len() - 1]),
            Err(StateError::Damaged(_))
        ));
    }

    #[test]
    fn the_values_have_a_limit_together() {
        let mut run_time = running(Version::Scorm2004);
        let long = "a".repeat(1_000_000);
        let mut set = |n: usize, value: &str| {
            run_time.set_value(
                &format!("cmi.comments_from_learner.{n}.comment"),
                Some(value),
            )
        };

        let stored = (0..10).take_while(|n| set(*n, &long).is_ok()).count();

        assert_eq!(stored, 7);
        assert_eq!(set(7, &long), Err(Fault::TooMuch));
        assert_eq!(set(7, "short"), Ok(()));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(texts in prop::collection::vec(any::<String>(), 1..20)) {
            let mut run_time = running(Version::Scorm2004);
            let mut entries = Vec::new();
            for (n, value) in texts.iter().enumerate() {
                let element = format!("cmi.comments_from_learner.{n}.location");
                let value = value.clone();
                let call = Call::SetValue { element, value };
                entries.push(Entry { n: n as u64 + 1, at: 0, call });
            }
            replay(&mut run_time, 0, &entries).unwrap();
            let state = run_time.into_state();

            let read = CmiState::from_bytes(&state.to_bytes()).unwrap();

            prop_assert_eq!(&read.values, &state.values);
            let run_time = RunTime::new(read);
            for (n, value) in texts.iter().enumerate() {
                let path = format!("cmi.comments_from_learner.{n}.location");
                prop_assert_eq!(run_time.stored(&path), Some(value.as_str()));
            }
        }
    }
}
