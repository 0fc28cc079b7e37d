//! A person's own account: their details, face, password and sessions.

mod handlers;
mod views;

pub(crate) use handlers::routes;
