//! Checks on the manifest as a document.

pub(crate) mod manifest_cut_off;
pub(crate) mod manifest_doctype;
pub(crate) mod manifest_encoding;
pub(crate) mod manifest_entity;
pub(crate) mod manifest_not_well_formed;
pub(crate) mod manifest_old_encoding;
pub(crate) mod manifest_prefix_unbound;
pub(crate) mod manifest_root;
pub(crate) mod manifest_tag_unclosed;
pub(crate) mod manifest_too_deep;
pub(crate) mod manifest_too_large;
pub(crate) mod manifest_too_many_elements;
