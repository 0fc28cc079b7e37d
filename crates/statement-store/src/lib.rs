//! xAPI statements: what the learning management system says of its learners.
//!
//! The core is pure: [`Statement`] is made from facts and read by anybody. Only
//! `store` knows SQL. Receiving statements over HTTP, queries and documents are
//! not here yet; the table and the order numbers are those that they will use.

mod attempt;
mod statement;
pub mod store;

pub use attempt::{AttemptEnd, statements};
pub use statement::{Account, Activity, Actor, Result, Score, Statement, Verb};
