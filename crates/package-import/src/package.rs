//! A checked package, as the server stores it with a version: what the
//! manifest says, with every reference resolved.

use serde::{Deserialize, Serialize};

use crate::sequencing::Sequencing;

/// Which standard the package follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackageKind {
    Scorm12,
    Scorm2004 { edition: Edition },
}

impl PackageKind {
    pub fn is_scorm_2004(self) -> bool {
        matches!(self, Self::Scorm2004 { .. })
    }

    /// The name as people write it. Names of standards are not translated.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scorm12 => "SCORM 1.2",
            Self::Scorm2004 { edition } => match edition {
                Edition::Second => "SCORM 2004 2nd Edition",
                Edition::Third => "SCORM 2004 3rd Edition",
                Edition::Fourth => "SCORM 2004 4th Edition",
            },
        }
    }
}

/// Edition of SCORM 2004.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    Second,
    Third,
    Fourth,
}

/// The whole package. Texts are as the manifest has them (titles shortened to
/// the limit and freed of control characters) and must be escaped for display.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CoursePackage {
    /// Version of this structure, for stored copies: [`CoursePackage::FORMAT`].
    pub format: u32,
    pub kind: PackageKind,
    pub identifier: String,
    pub version: Option<String>,
    /// Title of the default organization, else of the metadata.
    pub title: String,
    /// BCP 47 tag, when the package says one.
    pub language: Option<String>,
    pub metadata: Metadata,
    /// In the manifest's order; never empty.
    pub organizations: Vec<Organization>,
    /// Index into `organizations`.
    pub default_organization: usize,
    pub resources: Vec<Resource>,
    /// Every file to store, sorted by path. Paths are relative to the folder
    /// of the manifest, in Unicode's form NFC, with `/` between the parts.
    pub files: Vec<PackageFile>,
    pub total_bytes: u64,
    pub authoring_tool: Option<String>,
}

impl CoursePackage {
    pub const FORMAT: u32 = 1;

    /// The organization that learners get.
    pub fn organization(&self) -> &Organization {
        &self.organizations[self.default_organization]
    }

    /// Number of items of the default organization that can be launched.
    pub fn launchable_items(&self) -> usize {
        let mut count = 0;
        self.organization()
            .visit_items(&mut |item| count += usize::from(item.launch.is_some()));
        count
    }
}

/// The files that the items of the default organization start with, in order,
/// each once.
pub fn launch_files(package: &CoursePackage) -> Vec<&str> {
    let mut files: Vec<&str> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    package.organization().visit_items(&mut |item| {
        if let Some(launch) = &item.launch
            && seen.insert(launch.file.as_str())
        {
            files.push(&launch.file);
        }
    });
    files
}

/// What the metadata of the package says about it, where it stands inline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub schema: Option<String>,
    pub schema_version: Option<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub keywords: Vec<String>,
    /// ISO 8601 duration.
    pub typical_learning_time: Option<String>,
    pub version: Option<String>,
    pub rights: Option<String>,
}

/// One way through the content: the root of an activity tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Organization {
    pub identifier: String,
    pub title: String,
    pub objectives_global_to_system: bool,
    pub shared_data_global_to_system: bool,
    pub completion_threshold: Option<CompletionThreshold>,
    pub sequencing: Sequencing,
    pub items: Vec<Item>,
}

impl Organization {
    /// Calls `visit` with every item, parents before children.
    pub fn visit_items<'a>(&'a self, visit: &mut impl FnMut(&'a Item)) {
        for item in &self.items {
            item.visit(visit);
        }
    }
}

/// An item of an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub identifier: String,
    pub title: String,
    pub is_visible: bool,
    pub kind: ItemKind,
    /// Identifier of the resource, when it exists.
    pub resource: Option<String>,
    /// What to open; none for what cannot be launched. In SCORM 1.2 an item
    /// with items below it may have content of its own.
    pub launch: Option<Launch>,
    /// `parameters` as written in the manifest; `launch.url` has them.
    pub parameters: Option<String>,
    /// SCORM 1.2: `adlcp:masteryscore`, 0 to 100.
    pub mastery_score: Option<f64>,
    /// SCORM 1.2: `adlcp:maxtimeallowed`, as written.
    pub max_time_allowed: Option<String>,
    pub time_limit_action: Option<TimeLimitAction>,
    pub data_from_lms: Option<String>,
    /// SCORM 1.2: `adlcp:prerequisites`, an AICC script, as written.
    pub prerequisites: Option<String>,
    pub completion_threshold: Option<CompletionThreshold>,
    pub data_maps: Vec<DataMap>,
    pub hide_lms_ui: Vec<LmsUi>,
    pub sequencing: Sequencing,
    pub items: Vec<Item>,
}

impl Item {
    fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for item in &self.items {
            item.visit(visit);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Talks to the run-time.
    Sco,
    /// Is only shown.
    Asset,
    /// Has items below it.
    Cluster,
    /// Has neither items nor a resource.
    Heading,
}

/// What the player opens for an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Launch {
    /// Path of the file in the package, as in [`CoursePackage::files`].
    pub file: String,
    /// Reference relative to the package's root: the path percent-encoded,
    /// the query and fragment of the resource, and the item's parameters.
    pub url: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimeLimitAction {
    #[serde(rename = "exit,message")]
    ExitMessage,
    #[serde(rename = "exit,no message")]
    ExitNoMessage,
    #[serde(rename = "continue,message")]
    ContinueMessage,
    #[serde(rename = "continue,no message")]
    ContinueNoMessage,
}

impl TimeLimitAction {
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|character| !character.is_whitespace())
            .collect();
        Some(match plain.to_ascii_lowercase().as_str() {
            "exit,message" => Self::ExitMessage,
            "exit,nomessage" => Self::ExitNoMessage,
            "continue,message" => Self::ContinueMessage,
            "continue,nomessage" => Self::ContinueNoMessage,
            _ => return None,
        })
    }

    /// The token of the data model.
    pub fn token(self) -> &'static str {
        match self {
            Self::ExitMessage => "exit,message",
            Self::ExitNoMessage => "exit,no message",
            Self::ContinueMessage => "continue,message",
            Self::ContinueNoMessage => "continue,no message",
        }
    }
}

/// `adlcp:completionThreshold`. Up to the 3rd edition only the measure, as the
/// element's text, which then also decides (`completed_by_measure`).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CompletionThreshold {
    pub completed_by_measure: bool,
    /// 0 to 1.
    pub min_progress_measure: f64,
    /// 0 to 1.
    pub progress_weight: f64,
}

impl Default for CompletionThreshold {
    fn default() -> Self {
        Self {
            completed_by_measure: false,
            min_progress_measure: 1.0,
            progress_weight: 1.0,
        }
    }
}

/// `adlcp:map`: a shared data bucket that the item's SCO may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataMap {
    pub target_id: String,
    pub read_shared_data: bool,
    pub write_shared_data: bool,
}

/// A control of the LMS that the item asks to hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LmsUi {
    Previous,
    Continue,
    Exit,
    ExitAll,
    Abandon,
    AbandonAll,
    SuspendAll,
}

impl LmsUi {
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.to_ascii_lowercase().as_str() {
            "previous" => Self::Previous,
            "continue" => Self::Continue,
            "exit" => Self::Exit,
            "exitall" => Self::ExitAll,
            "abandon" => Self::Abandon,
            "abandonall" => Self::AbandonAll,
            "suspendall" => Self::SuspendAll,
            _ => return None,
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    pub identifier: String,
    pub is_sco: bool,
    /// `href` as written, with every `xml:base` before it.
    pub href: Option<String>,
    /// The file that `href` names, when it exists in the package.
    pub file: Option<String>,
    /// Paths of the listed files that exist in the package.
    pub files: Vec<String>,
    /// Identifiers of resources that exist.
    pub dependencies: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageFile {
    pub path: String,
    pub size_bytes: u64,
}
