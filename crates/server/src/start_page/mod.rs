//! The public start page with the centre in numbers, and the switch of the face.

mod handlers;
mod queries;
mod service;
mod views;

pub(crate) use handlers::routes;
pub(crate) use service::Counted;
