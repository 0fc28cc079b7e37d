//! Reports: the completion record on screen, and as issued files that can be
//! fetched again unchanged.
//!
//! `filter` reads the parameters, `columns` says what a row shows, `export`
//! writes files in bounded memory.

mod chart;
mod columns;
mod export;
mod filter;
mod handlers;
mod queries;
pub(crate) mod service;
mod tally;
mod views;

pub(crate) use handlers::routes;
