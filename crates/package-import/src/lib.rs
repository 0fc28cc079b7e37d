//! Turns an uploaded zip into a checked [`CoursePackage`] and a list of
//! [`Finding`]s. Pure: bytes come in through `Read + Seek`, nothing is fetched,
//! written or asked of a clock.

mod archive;
pub mod authoring_tool;
mod check_id;
mod checks;
pub mod difference;
pub mod early;
pub mod finding;
mod findings;
mod import;
pub mod limits;
mod manifest;
mod other_kinds;
pub mod package;
mod root;
mod scan;
pub mod sequencing;

pub use authoring_tool::{Tool, Topic};
pub use checks::{Area, Definition, Profile};
pub use difference::{Difference, difference};
pub use early::EarlyCheck;
pub use finding::{Argument, CheckId, Finding, Place, Severity};
pub use import::{for_each_file, import, import_with};
pub use limits::Limits;
pub use package::{CoursePackage, PackageFile, PackageKind, launch_files};

use serde::{Deserialize, Serialize};

/// What an import says about an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// The package, as far as its manifest could be read. It may only be
    /// published when [`ImportReport::is_publishable`] says so.
    pub package: Option<CoursePackage>,
    /// The gravest first.
    pub findings: Vec<Finding>,
}

impl ImportReport {
    /// The same report as the profile weighs it: the strict one refuses what
    /// the lenient one mends and notes.
    #[must_use]
    pub fn in_profile(mut self, profile: Profile) -> Self {
        self.findings = self
            .findings
            .into_iter()
            .map(|finding| finding.in_profile(profile))
            .collect();
        self.findings
            .sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self
    }

    /// Whether nothing stands in the way of publishing.
    pub fn is_publishable(&self) -> bool {
        self.package.is_some() && !self.findings.iter().any(Finding::blocks)
    }
}
