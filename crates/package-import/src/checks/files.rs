//! Checks on the files that the manifest names, and the others.

pub(crate) mod file_case_differs;
pub(crate) mod file_reference_invalid;
pub(crate) mod files_missing;
pub(crate) mod files_unlisted;
pub(crate) mod flash;
pub(crate) mod flash_beside_html5;
pub(crate) mod href_back_slashes;
pub(crate) mod java_applets;
pub(crate) mod launch_escapes;
pub(crate) mod launch_file_missing;
pub(crate) mod launch_outside;
pub(crate) mod launch_unsafe;
pub(crate) mod mixed_content;
pub(crate) mod outside_hosts;
pub(crate) mod plugins;
pub(crate) mod resource_without_href;
pub(crate) mod video_without_captions;
