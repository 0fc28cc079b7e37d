//! The SCORM run-time data model as data, and one interpreter for it.
//!
//! The way of an attempt through this module:
//!
//! 1. [`CmiState::begin`] makes a new attempt's state from [`LaunchData`];
//!    [`CmiState::next_session`] launches it again. [`LaunchDocument`] is what
//!    the player page needs; [`CmiState::to_bytes`] what is stored.
//! 2. At each commit: [`CmiState::from_bytes`] → [`RunTime::new`] → [`replay`]
//!    of the journal from the stored mark → [`RunTime::into_state`] → bytes,
//!    and [`outcome`] for the columns that lists need.
//! 3. When the learner session ends: [`end_session`] gives the state to keep
//!    and the final [`Outcome`].
//!
//! The browser interprets the same tables (`cmi-1.2.json`, `cmi-2004.json`, in
//! `crates/server/assets/js/scorm/`); a change to an interpreter here has a
//! twin there.

mod api;
mod element;
mod fault;
mod journal;
mod languages;
mod launch;
mod outcome;
mod path;
mod pattern;
mod recorded;
mod response;
mod run_time;
pub mod scorm_12;
mod scorm_12_responses;
pub mod scorm_2004;
mod scorm_2004_responses;
mod session;
mod state;
pub mod time;
mod value_type;
mod values;

pub use api::{Answer, Api};
pub use element::{Access, Collection, Derived, Element, ErrorText, Group, Index, Model, Rule};
pub use fault::Fault;
pub use journal::{Applied, Call, Entry, ReplayError, replay};
pub use languages::{LanguageTag, Languages};
pub use launch::{
    EntryKind, LaunchData, LaunchDocument, LmsComment, Mode, ObjectiveSeed, SharedData,
};
pub use outcome::{
    Completion, ObjectiveOutcome, Outcome, Score, Success, current_time_hundredths, objectives,
    outcome, shared_data,
};
pub use pattern::Pattern;
pub use recorded::{
    Interaction, RecordedObjective, interactions, readable_response, recorded_objectives,
};
pub use response::{Format, Item, Prefix, ResponseType, Unique};
pub use run_time::{Note, NoteKind, Phase, RunTime};
pub use session::{Ended, Exit, Leaving, end_session};
pub use state::{CmiState, Profile, StateError, StoreAccess, Version};
pub use value_type::{ResponsePart, ValueType};
pub use values::Pair;
