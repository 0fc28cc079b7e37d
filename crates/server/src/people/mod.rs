//! People and their organisations: lists, pages, import, suspension.

mod names;
mod queries;
pub(crate) mod service;

pub(crate) use names::{NameFields, Names, clean};
