//! Correcting several rows of the record together: what would change, then the reason.

mod handlers;
mod views;

pub(super) use handlers::routes;
