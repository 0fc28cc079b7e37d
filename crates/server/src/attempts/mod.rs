//! Attempts: launches, the player on the content origin, commits, navigation,
//! the end of learner sessions, traces.

mod access;
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
mod plausibility;
mod play;
mod player;
mod protocol;
mod queries;
mod rehearsal;
mod report;
pub(crate) mod service;
mod state;
mod storing;
mod trace;
mod verdict;
mod views;

pub(crate) use handlers::routes;
pub(crate) use player::content_routes;
