//! Switching courses from one version of a module to another: who is affected,
//! what becomes of each group, now or at a time, and back.
//!
//! What becomes of attempts is the business of `attempts::switching`; here it
//! is decided who may, which courses, and when, and it is written down.

mod error;
mod forms;
mod handlers;
mod queries;
mod reading;
pub(crate) mod service;
mod views;

pub(super) use handlers::routes;
pub(in crate::packages) use views::SwitchEntry;
