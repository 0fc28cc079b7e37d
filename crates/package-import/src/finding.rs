//! What an import has to say about a package. A finding carries no prose: the
//! server words it in the reader's language from the message catalogue, with
//! the messages `finding-<check>` (what is wrong) and `finding-<check>-cure`
//! (how to mend it).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::authoring_tool::Tool;
pub use crate::check_id::CheckId;
use crate::checks::Profile;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// The package can be published, but something in it will disappoint.
    Warning,
    /// The package cannot be published.
    Error,
}

/// Where in the package a finding applies. All parts are optional; a finding
/// about the archive as a whole has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path inside the package, or the entry's name when it is no valid path.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<String>,
    /// Line in `file`, from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u32>,
    /// Identifier of an item (or organization) in the manifest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
    /// Identifier of a resource in the manifest.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub resource: Option<String>,
}

/// A value that a message prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Argument {
    /// Foreign text, shortened and freed of control characters; still to be
    /// escaped like any text.
    Text(String),
    /// A count, which messages may use to choose a plural form.
    Count(u64),
    /// A size; shown in a unit that fits, such as `48 MB`.
    Bytes(u64),
    /// Foreign names; shown separated by commas. Never more than
    /// [`Argument::LISTED`], the count beside it is the true one.
    Names(Vec<String>),
}

impl Argument {
    /// As many names as a list shows.
    pub const LISTED: usize = 10;

    /// Foreign text made fit to print.
    pub fn text(text: &str) -> Self {
        Self::Text(printable(text))
    }

    /// The first names of a list, made fit to print.
    pub fn names<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self::Names(
            names
                .into_iter()
                .take(Self::LISTED)
                .map(|name| printable(name.as_ref()))
                .collect(),
        )
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Count(number) | Self::Bytes(number) => number.fmt(formatter),
            Self::Names(names) => formatter.write_str(&names.join(", ")),
        }
    }
}

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub check: CheckId,
    pub severity: Severity,
    pub place: Place,
    /// Names and values for the message, in the order of [`CheckId::arguments`].
    pub arguments: Vec<(String, Argument)>,
    /// The tool in whose words the cure ends: the message
    /// `finding-tool-<topic>-<tool>`, with [`Definition::topic`](crate::Definition::topic) as topic.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tool: Option<Tool>,
}

impl Finding {
    pub fn new(check: CheckId) -> Self {
        Self {
            check,
            severity: check.severity(),
            place: Place::default(),
            arguments: Vec::new(),
            tool: None,
        }
    }

    /// Adds a value for the message. `name` is one of [`CheckId::arguments`].
    #[must_use]
    pub fn with(mut self, name: &str, value: Argument) -> Self {
        debug_assert!(
            self.check.arguments().contains(&name),
            "`{}` has no argument `{name}`",
            self.check.id(),
        );
        self.arguments.push((name.to_owned(), value));
        self
    }

    #[must_use]
    pub fn with_text(self, name: &str, value: &str) -> Self {
        self.with(name, Argument::text(value))
    }

    #[must_use]
    pub fn with_count(self, name: &str, value: u64) -> Self {
        self.with(name, Argument::Count(value))
    }

    #[must_use]
    pub fn with_bytes(self, name: &str, value: u64) -> Self {
        self.with(name, Argument::Bytes(value))
    }

    #[must_use]
    pub fn in_file(mut self, path: &str) -> Self {
        self.place.file = Some(printable(path));
        self
    }

    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.place.line = Some(line);
        self
    }

    #[must_use]
    pub fn at_item(mut self, identifier: &str) -> Self {
        self.place.item = Some(printable(identifier));
        self
    }

    #[must_use]
    pub fn at_resource(mut self, identifier: &str) -> Self {
        self.place.resource = Some(printable(identifier));
        self
    }

    /// The same finding as the profile weighs it. What was refused whatever
    /// the profile stays refused.
    #[must_use]
    pub fn in_profile(mut self, profile: Profile) -> Self {
        let weight = self.check.definition().severity_in(profile);
        self.severity = self.severity.max(weight);
        self
    }

    /// Whether it stands in the way of publishing.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether the archive itself is at fault, so that nothing from it may be
    /// stored.
    pub fn refuses_archive(&self) -> bool {
        self.blocks() && self.check.is_about_archive()
    }
}

/// Foreign text for a sentence: at most 200 characters, control characters and
/// those that turn the direction of writing made visible.
pub(crate) fn printable(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        if character.is_control() || turns_direction(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Characters that reorder the text around them.
pub(crate) fn turns_direction(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
