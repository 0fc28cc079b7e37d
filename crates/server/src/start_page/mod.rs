//! The public start page, and the switch of the face.

mod handlers;
mod views;

pub(crate) use handlers::routes;
