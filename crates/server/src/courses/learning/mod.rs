//! What a trainee sees: home, the course page, and the start pages of its steps.

mod handlers;
mod service;
mod views;

pub(super) use handlers::routes;
