//! A zip on its way in: chunks that any server may take, in any order, more
//! than once; then the check of the whole.

pub(super) mod handlers;
mod queries;
pub(super) mod service;
mod views;
