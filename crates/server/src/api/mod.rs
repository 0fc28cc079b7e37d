//! The automation interface below `/api/v1/`: bearer tokens, JSON, problem documents.

mod caller;
mod problem;

pub use caller::Caller;
pub(crate) use caller::load_caller;
pub(crate) use problem::problems;
