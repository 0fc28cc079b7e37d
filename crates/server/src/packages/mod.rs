//! Modules: uploads, the check report, versions side by side, and their files.
//!
//! A module is called a package in the code, after the specifications. The
//! archive is read and judged by the crate `package-import`; here its files
//! become objects and rows, and its findings become words.

mod caches;
mod findings;
mod handlers;
pub(crate) mod objects;
mod queries;
pub(crate) mod service;
pub(crate) mod switches;
mod uploads;
mod views;

pub(crate) use caches::Caches;
pub(crate) use handlers::routes;
