//! Which objects of the store are wanted, and the sweep that takes the others away.
//!
//! Whoever stores an object registers its hash first: what was registered
//! lately is never swept, so there is time until the row that points at it
//! commits. A sweep marks an object, deletes it, then forgets it; whoever
//! wants a marked object waits until it is gone and stores it anew.

mod queries;
pub(crate) mod service;
