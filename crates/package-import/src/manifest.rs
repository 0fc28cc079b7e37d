//! `imsmanifest.xml`: from bytes to a tree, from the tree to a
//! [`CoursePackage`](crate::CoursePackage). Tolerant of how manifests look in
//! the wild (alphabets, prefixes, case, missing parts); nothing is ever
//! fetched, and documents with a DTD are refused.

mod data_model;
pub(crate) mod files;
pub(crate) mod href;
mod kind;
mod metadata;
mod objectives;
mod organizations;
mod read;
mod resources;
mod sequencing;
mod text;
pub(crate) mod tree;

pub(crate) use read::read;
pub(crate) use text::decode;
