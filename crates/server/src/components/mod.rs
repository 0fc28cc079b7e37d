//! One page that shows every component of the look in every state; for those who build pages.

mod handlers;
mod views;

pub(crate) use handlers::routes;
