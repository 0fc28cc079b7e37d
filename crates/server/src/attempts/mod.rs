//! Attempts: launches, the player on the content origin, commits, navigation,
//! the end of learner sessions, traces.

mod access;
pub(crate) mod answers;
mod begin;
mod carried_over;
mod commit;
mod content;
mod course;
mod definition;
mod ending;
mod handlers;
mod launch;
mod navigate;
mod offered;
mod plausibility;
mod play;
mod player;
mod protocol;
mod queries;
mod recompute;
mod rehearsal;
mod report;
mod sequence_vector;
pub(crate) mod service;
mod slow_line;
mod state;
mod storing;
mod switching;
mod timeline;
mod trace;
mod trainer;
mod trial;
mod vectors;
mod verdict;
mod views;

pub(crate) use handlers::routes;
pub(crate) use player::content_routes;
