//! Checks on the files of a package, one file each. Checks on the archive live
//! with the archive, those on what the manifest says with its reader.

pub(crate) mod captions;
pub(crate) mod flash;
pub(crate) mod language;
mod other_kinds;
pub(crate) mod outside_hosts;
pub(crate) mod root;
