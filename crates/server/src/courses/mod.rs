//! Courses: what they consist of, who is on them, and the learner's way through.
//!
//! `editing` is the trainer's side, `participants` who is on a course, `learning`
//! what a trainee sees. `service` and `enrolling` hold the use cases that the
//! automation interface and the demo centre use too.

pub(crate) mod documents;
mod editing;
mod enrolling;
mod learning;
mod participants;
mod queries;
pub(crate) mod rules;
pub(crate) mod service;

use crate::routes::Routes;

pub(crate) fn routes() -> Routes {
    editing::routes()
        .merge(participants::routes())
        .merge(learning::routes())
}
