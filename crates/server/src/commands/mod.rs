//! What the commands do beside serving: each calls one use case and says how it went.

mod backup;

pub(crate) use backup::{backup, restore};
