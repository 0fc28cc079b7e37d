//! The pages of organisations.

mod handlers;
mod views;

pub(crate) use handlers::{COUNTRIES, routes};
