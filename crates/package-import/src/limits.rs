//! How much of everything an upload may hold. Limits are data: the server
//! builds them from its settings, tests shrink them.

use serde::{Deserialize, Serialize};

/// Upper bounds, each with its unit in the name. A value equal to the bound is
/// still accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The uploaded archive itself.
    pub archive_bytes: u64,
    /// All files together, counted while they are inflated.
    pub total_bytes: u64,
    /// One file, counted while it is inflated.
    pub file_bytes: u64,
    /// Files and folders named in the archive.
    pub entries: u64,
    /// Inflated bytes for each stored byte of one file.
    pub ratio: u64,
    /// Files up to this size are excused from `ratio`: short texts and blank
    /// pictures shrink a lot without harm.
    pub ratio_free_bytes: u64,
    /// One path inside the package, as UTF-8.
    pub path_bytes: usize,
    /// Folders above a file, the file counted too.
    pub path_depth: usize,
    /// `imsmanifest.xml`, inflated.
    pub manifest_bytes: u64,
    /// Elements nested in the manifest.
    pub xml_depth: usize,
    /// Elements in the manifest altogether.
    pub xml_elements: usize,
    /// Items of all organizations together.
    pub items: usize,
    /// Title of an organization or item, in characters; longer ones are
    /// shortened and noted.
    pub title_characters: usize,
    /// Bytes of one HTML, script or style file that are searched.
    pub scanned_bytes_per_file: usize,
    /// The same for the whole package.
    pub scanned_bytes: u64,
    /// The first page with all that it names; heavier ones are noted.
    pub first_page_bytes: u64,
    /// The same in requests.
    pub first_page_requests: u64,
}

const MIB: u64 = 1024 * 1024;

impl Default for Limits {
    /// Lets packages of a gigabyte through.
    fn default() -> Self {
        Self {
            archive_bytes: 1536 * MIB,
            total_bytes: 2048 * MIB,
            file_bytes: 1536 * MIB,
            entries: 20_000,
            ratio: 200,
            ratio_free_bytes: 4 * MIB,
            path_bytes: 512,
            path_depth: 32,
            manifest_bytes: 8 * MIB,
            xml_depth: 64,
            xml_elements: 200_000,
            items: 10_000,
            title_characters: 500,
            scanned_bytes_per_file: 512 * 1024,
            scanned_bytes: 32 * MIB,
            first_page_bytes: 5 * MIB,
            first_page_requests: 100,
        }
    }
}
