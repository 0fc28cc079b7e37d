//! Bearer tokens of the automation interface: made, listed, revoked, and when
//! they were last used. What they open is the business of `api`.

mod handlers;
mod queries;
mod service;
mod views;

pub(crate) use handlers::routes;
pub use service::{NewToken, TokenError, create_token};
pub(crate) use service::{Uses, note_use, rank};
