//! Sequencing of a package: which activity comes next, what may be asked for,
//! and what the learner has reached. The processes of the SN book, one file
//! per family, each function with its number: [NB] `navigation`, [TB]
//! `termination`, [RB] `rollup`, [SR] `selection`, [SB] `sequencing_request`,
//! `flow` and `choice`, [DB] `delivery`, [UP] `utility`, [OP] `overall`.
//!
//! Everything is a function of a tree and a state: `launch`, `process`,
//! `end_learner_session`, `apply_learner_session` give a new state; `validity`, `toc`, `ui_controls`,
//! `launch_data` and `course_status` look at one.
//!
//! Where the SN book leaves room, the conformance traces decide: what children
//! have kept from an earlier attempt on their parent is left out by rollup and
//! by a retry, not by pre-condition rules; a read map's satisfaction and
//! measure replace the local ones, its other values only where known.
//!
//! Left out: limits in time (optional in SCORM), durations as tracking
//! information, and `adlcp:prerequisites` of SCORM 1.2.

mod choice;
mod course_status;
pub mod definition;
mod delivery;
mod exception;
mod flow;
mod learner_session;
mod moving;
mod navigation;
mod offers;
mod overall;
mod reasons;
mod rollup;
mod run_time_link;
mod selection;
mod sequencing_request;
mod state;
mod termination;
mod tracking;
mod tree;
mod utility;

pub use course_status::{CourseStatus, course_status};
pub use exception::Exception;
pub use learner_session::{
    CompletionStatus, ExitMode, LaunchData, ObjectiveReport, Score, SessionReport, SharedDatum,
    SuccessStatus, apply_learner_session, end_learner_session, launch_data,
    navigation_on_termination,
};
pub use moving::CannotMove;
pub use navigation::NavigationRequest;
pub use offers::{TocEntry, UiControls, Validity, toc, ui_controls, validity};
pub use overall::{Delivery, Outcome, Session, launch, process};
pub use reasons::{ActivityReport, NotOffered, activities};
pub use state::{ObjectiveProgress, SharedState, TreeState};
pub use tree::{ActivityTree, TreeError};
