//! The trainer's side: the list of courses, details, steps, rules, publishing.

mod forms;
mod handlers;
mod passing_score;
mod service;
mod step_handlers;
mod views;

pub(super) fn routes() -> crate::routes::Routes {
    handlers::routes().merge(step_handlers::routes())
}
