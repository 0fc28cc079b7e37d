//! Checks on what the manifest says.

pub(crate) mod cluster_with_resource;
pub(crate) mod default_organization_unknown;
pub(crate) mod dependency_unknown;
pub(crate) mod duplicate_identifier;
pub(crate) mod identifier_missing;
pub(crate) mod item_title_missing;
pub(crate) mod item_without_resource;
pub(crate) mod language_missing;
pub(crate) mod mastery_on_asset;
pub(crate) mod mastery_score;
pub(crate) mod no_items;
pub(crate) mod no_organization;
pub(crate) mod no_sco;
pub(crate) mod nothing_to_launch;
pub(crate) mod organization_title_missing;
pub(crate) mod prerequisites_not_enforced;
pub(crate) mod resource_unknown;
pub(crate) mod several_organizations;
pub(crate) mod title_characters;
pub(crate) mod title_shortened;
pub(crate) mod too_many_items;
pub(crate) mod value_invalid;
