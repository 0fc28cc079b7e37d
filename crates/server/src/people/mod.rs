//! People and their organisations: lists, pages, import, suspension.

mod changes;
mod handlers;
pub(crate) mod import;
mod names;
mod organisations;
mod queries;
mod record;
mod rules;
pub(crate) mod service;
mod views;

pub(crate) use handlers::routes;
pub(crate) use names::{NameFields, Names, SortKeys, by_name, clean, name_in};
