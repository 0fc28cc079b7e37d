//! Signing in: web sessions, and the ways to get one.
//!
//! A session's cookie is a random token whose hash is in the database; it is
//! never accepted from anywhere else, and a new one is made at every sign-in.

mod forgery;
mod queries;
mod service;

pub(crate) use forgery::{check_forgery, load_reader};
pub use service::{Reader, start_session};
pub(crate) use service::{hash_token, random_token};
