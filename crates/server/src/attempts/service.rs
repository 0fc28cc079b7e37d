//! What other features ask of attempts.

use crate::{app::AppState, jobs::JobError};

pub use super::ending::end_lapsed;
pub use super::launch::{Launch, LaunchError, Launched, launch, trial};
pub(crate) use super::offered::words as not_offered;
pub(crate) use super::queries::AttemptOfPerson;
pub(crate) use super::rehearsal::play;
pub(crate) use super::report::{
    AttemptLine, AttemptReport, ItemReport, JournalLine, attempts_of, attempts_of_person, report,
};
pub(crate) use super::timeline::{Ended, LearnerSession};

pub(crate) use super::switching::{
    CannotSwitch, Choices, Done, ForFinished, ForInProgress, ForNotStarted, Group, LearnerAt,
    Stays, Switching, learners, switch, try_moves,
};

/// The kind of the job that ends lapsed learner sessions.
pub(crate) const END_LAPSED: &str = "end_lapsed_sessions";

/// Ends the learner sessions of which nothing was heard for ten minutes.
pub(crate) async fn run_end_lapsed(app: &AppState) -> Result<(), JobError> {
    end_lapsed(app, app.clock.now()).await?;
    Ok(())
}
