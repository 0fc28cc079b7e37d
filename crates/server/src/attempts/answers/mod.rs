//! The report of answers: each question of a module over many learners, its
//! objectives likewise, and the single answers behind each of them.
//!
//! States are read in small portions and leave memory again; only sums stay.

mod filter;
mod gather;
mod handlers;
mod numbers;
mod queries;
mod views;
mod workbook;

pub(crate) use filter::{Filter, Params, Scope};
pub(crate) use gather::{Analysed, analyse};
pub(crate) use handlers::routes;
