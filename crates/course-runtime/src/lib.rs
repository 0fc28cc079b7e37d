//! What a course does while a learner is in it: the data models (`cmi`) and
//! the sequencing of activities (`sequencing`). Pure: no clock, no storage.

pub mod cmi;
pub mod sequencing;
