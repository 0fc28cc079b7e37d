//! Signing in: web sessions, and the ways to get one.
//!
//! A session's cookie is a random token whose hash is in the database; it is
//! never accepted from anywhere else, and a new one is made at every sign-in.

mod client;
mod forgery;
mod handlers;
mod invitations;
mod mails;
mod multipart;
mod passwords;
mod queries;
mod service;
mod throttle;
mod views;
pub(crate) mod ways;

pub(crate) use client::Client;
pub(crate) use forgery::{check_forgery, load_reader};
pub(crate) use handlers::{routes, with_session};
pub(crate) use invitations::{Invite, end_invitations, invite};
pub(crate) use passwords::Passwords;
pub(crate) use service::{
    NewSession, end_all_sessions, end_session, hash_token, open, random_token, sessions,
};
pub use service::{Reader, start_session};
pub(crate) use throttle::{Gate, enter, forgive};
