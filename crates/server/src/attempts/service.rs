//! What other features ask of attempts.

pub use super::ending::end_lapsed;
pub use super::launch::{Launch, LaunchError, Launched, launch, trial};
pub(crate) use super::rehearsal::{RehearsalError, play};
