//! Checks on what kind of package it is.

pub(crate) mod kind_aicc;
pub(crate) mod kind_cmi5;
pub(crate) mod kind_common_cartridge;
pub(crate) mod kind_content_package;
pub(crate) mod kind_h5p;
pub(crate) mod kind_html_export;
pub(crate) mod kind_moodle_backup;
pub(crate) mod kind_office_document;
pub(crate) mod kind_qti;
pub(crate) mod kind_scorm_1_1;
pub(crate) mod kind_source_project;
pub(crate) mod kind_tin_can;
pub(crate) mod kind_zip_in_zip;
pub(crate) mod manifest_in_folder;
pub(crate) mod manifest_missing;
pub(crate) mod manifest_name_case;
pub(crate) mod nested_manifest;
pub(crate) mod schema_version_missing;
pub(crate) mod schema_version_unknown;
pub(crate) mod several_manifests;
pub(crate) mod wrapped_in_folder;
