//! Sequencing of a package: which activity comes next, what may be asked for,
//! and what the learner has reached.

pub mod definition;
