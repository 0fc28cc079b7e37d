//! The catalogue of checks: one file each, with its id, what it looks at, how
//! much it matters in either profile, and what its messages may use. The
//! sentence and the cure of each stand in the message catalogue. Where a check
//! needs nothing but the package, its file holds the rule itself; what shows
//! while the archive, the manifest or a page is read is found there.

pub(crate) mod archive;
pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod kind;
pub(crate) mod manifest;
pub(crate) mod pages;
pub(crate) mod sequencing;

use crate::authoring_tool::Topic;
use crate::finding::Severity;

/// What a check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// The archive itself: at fault, nothing from it may be stored.
    Archive,
    /// What kind of package it is.
    Kind,
    /// The manifest as a document.
    Document,
    /// What the manifest says.
    Manifest,
    Sequencing,
    /// The files that the manifest names, and the others.
    Files,
    /// Pages, styles and scripts.
    Pages,
}

/// One check of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    /// Part of the API and of message ids: words joined by hyphens.
    pub id: &'static str,
    pub area: Area,
    /// In the lenient profile, which is the default.
    pub severity: Severity,
    /// In the strict profile.
    pub strict: Severity,
    /// The arguments that its messages may use.
    pub arguments: &'static [&'static str],
    /// What the authoring tool's own words are about, where they help to mend
    /// it.
    pub topic: Option<Topic>,
}

impl Definition {
    pub(crate) const fn note(
        area: Area,
        id: &'static str,
        arguments: &'static [&'static str],
    ) -> Self {
        Self::new(area, id, arguments, Severity::Note)
    }

    pub(crate) const fn warning(
        area: Area,
        id: &'static str,
        arguments: &'static [&'static str],
    ) -> Self {
        Self::new(area, id, arguments, Severity::Warning)
    }

    pub(crate) const fn error(
        area: Area,
        id: &'static str,
        arguments: &'static [&'static str],
    ) -> Self {
        Self::new(area, id, arguments, Severity::Error)
    }

    const fn new(
        area: Area,
        id: &'static str,
        arguments: &'static [&'static str],
        severity: Severity,
    ) -> Self {
        Self {
            id,
            area,
            severity,
            strict: severity,
            arguments,
            topic: None,
        }
    }

    /// Breaks the specification and is mended while reading; the strict
    /// profile refuses it.
    pub(crate) const fn tolerated(mut self) -> Self {
        self.strict = Severity::Error;
        self
    }

    /// The cure ends with how it is done in the tool that made the package.
    pub(crate) const fn in_words_of_tools(mut self, topic: Topic) -> Self {
        self.topic = Some(topic);
        self
    }

    /// Whether the lenient profile accepts what the strict one refuses.
    pub fn is_tolerated(&self) -> bool {
        self.severity < self.strict
    }

    pub fn severity_in(&self, profile: Profile) -> Severity {
        match profile {
            Profile::Lenient => self.severity,
            Profile::Strict => self.strict,
        }
    }
}

/// How much of what the specification forbids is accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Usual mistakes of authoring tools are mended while reading, and noted.
    #[default]
    Lenient,
    /// Only what the specification allows.
    Strict,
}
