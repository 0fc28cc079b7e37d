//! Mails: written from templates in the person's face, kept as rows, sent by a job.

mod handlers;
mod queries;
pub(crate) mod service;
mod transport;
mod views;
mod words;

pub(crate) use handlers::routes;
pub(crate) use transport::Transport;
pub(crate) use transport::{MailSetting, WrongMailSetting};
#[cfg(test)]
pub(crate) use words::tests;
pub(crate) use words::{MailView, Recipient, compose};
