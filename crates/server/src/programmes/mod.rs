//! The records behind the figures: accreditations, programmes, training sessions
//! with their participants, trainers, and who trains on a course.
//!
//! Four kinds of record, one way: a list that is searched in both scripts, and
//! a page with one form. `forms` says which fields each kind has.

mod drafts;
mod forms;
mod handlers;
mod participants;
mod queries;
mod saving;
mod service;
mod views;

pub(crate) use handlers::routes;
