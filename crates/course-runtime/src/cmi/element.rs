//! What a data model is made of: elements, groups, faults. Data only; the
//! interpreters are `run_time.rs` here and `run_time.js` in the browser.

use std::{collections::HashMap, sync::OnceLock};

use serde::Serialize;

use super::{Fault, Languages, ResponseType, ValueType};

/// A data model version: everything the interpreters need to know about it.
///
/// Serialised as it stands to `cmi-1.2.json` and `cmi-2004.json`, which the
/// browser's run-time reads.
#[derive(Debug, Serialize)]
pub struct Model {
    /// `1.2` or `2004`.
    pub name: &'static str,
    /// Which error code each fault has in this version.
    pub faults: &'static [(Fault, u16)],
    /// The texts of `GetErrorString` and `GetDiagnostic`.
    pub errors: &'static [ErrorText],
    pub groups: &'static [Group],
    pub elements: &'static [Element],
    /// The formats of interaction responses, by interaction type.
    pub responses: &'static [ResponseType],
    /// The languages that a tag of a `registered` language must name.
    pub languages: Option<&'static Languages>,
    /// How much one learner's values may take, paths included, in Unicode
    /// scalar values; a `SetValue` beyond it is a general failure.
    pub max_total_chars: usize,
    #[serde(skip)]
    pub index: Index,
}

/// The texts for one error code.
#[derive(Debug, Serialize)]
pub struct ErrorText {
    pub code: u16,
    /// `GetErrorString`.
    pub text: &'static str,
    /// `GetDiagnostic`.
    pub diagnostic: &'static str,
}

/// A record or a collection of records.
#[derive(Debug, Serialize)]
pub struct Group {
    /// Dotted path; `n` stands for a collection index.
    pub path: &'static str,
    /// What `_children` answers, where the group has that keyword.
    pub children: Option<&'static str>,
    /// Set for collections, which have `_count`.
    pub collection: Option<Collection>,
}

/// How a collection grows.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Collection {
    /// How many records it may hold.
    pub max_records: usize,
    /// Whether the SCO may add records.
    pub sco_adds: bool,
}

/// One element of the data model.
#[derive(Debug, Serialize)]
pub struct Element {
    /// Dotted path; `n` stands for a collection index, a last part `{target}`
    /// for the argument `{target=...}`.
    pub path: &'static str,
    pub access: Access,
    pub value: ValueType,
    /// What else the lenient profile accepts. Taking it is noted.
    pub lenient: Option<ValueType>,
    /// What `GetValue` returns before anything was set; `None` is a fault.
    pub initial: Option<&'static str>,
    /// Paths (with `n`) that must have a value before this one is set.
    pub needs: &'static [&'static str],
    pub rules: &'static [Rule],
    /// How the value follows from others, whatever was set.
    pub derived: Option<Derived>,
    /// Where the specification says so.
    pub source: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    ReadOnly,
    WriteOnly,
    ReadWrite,
    /// A store that is mapped for neither: there, and out of reach.
    Closed,
    /// `_version`: its own error code in SCORM 1.2.
    Keyword,
}

/// A rule that looks beyond the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// No two records of the collection share this value.
    UniqueInCollection,
    /// Once set, only the same value may be set again.
    SetOnce,
    /// As many correct responses as the interaction's type allows, and unique
    /// where it says so.
    ResponseLimits,
    /// Another value takes away the responses that were written under the old one.
    ClearsResponses,
    /// What was emptied reads as if it had never been set.
    EmptyIsUnset,
    /// What is set joins what is there.
    Appends,
}

impl Element {
    /// Whether a stored `value` reads as none.
    pub(super) fn hides(&self, value: &str) -> bool {
        value.is_empty() && self.rules.contains(&Rule::EmptyIsUnset)
    }
}

/// A status that a threshold decides: while `threshold` has a value, `measure`
/// alone determines what is read.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Derived {
    pub threshold: &'static str,
    pub measure: &'static str,
    /// `threshold <= measure`
    pub reached: &'static str,
    /// `measure < threshold`
    pub missed: &'static str,
    /// No measure.
    pub unknown: &'static str,
}

/// What a path was found to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Declared<'m> {
    Element(&'m Element),
    Group(&'m Group),
}

/// Finds elements, groups and codes; built at the first look-up.
#[derive(Debug, Default)]
pub struct Index(OnceLock<HashMap<&'static str, Declared<'static>>>);

impl Index {
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

impl Model {
    /// The element or group declared under this path (with `n` for indexes).
    pub(super) fn find(&'static self, declared: &str) -> Option<Declared<'static>> {
        let index = self.index.0.get_or_init(|| {
            let groups = self.groups.iter().map(|it| (it.path, Declared::Group(it)));
            let elements = self
                .elements
                .iter()
                .map(|it| (it.path, Declared::Element(it)));
            groups.chain(elements).collect()
        });
        index.get(declared).copied()
    }

    pub(super) fn collection(&'static self, declared: &str) -> Option<Collection> {
        match self.find(declared) {
            Some(Declared::Group(group)) => group.collection,
            _ => None,
        }
    }

    /// The error code of a fault.
    pub fn code(&self, fault: Fault) -> u16 {
        self.faults
            .iter()
            .find(|(it, _)| *it == fault)
            .map_or(0, |(_, code)| *code)
    }

    /// `GetErrorString`: empty for a code that the version does not define.
    pub fn error_string(&self, code: &str) -> &'static str {
        self.error(code).map_or("", |it| it.text)
    }

    /// `GetDiagnostic` of a code.
    pub fn diagnostic(&self, code: &str) -> &'static str {
        self.error(code).map_or("", |it| it.diagnostic)
    }

    fn error(&self, code: &str) -> Option<&'static ErrorText> {
        self.errors.iter().find(|it| it.code.to_string() == code)
    }

    /// The formats for an interaction type.
    pub(super) fn response_type(&self, interaction_type: &str) -> Option<&'static ResponseType> {
        self.responses.iter().find(|it| it.name == interaction_type)
    }
}

/// An element with nothing special about it; rows change what they need.
pub(super) const fn element(
    path: &'static str,
    access: Access,
    value: ValueType,
    source: &'static str,
) -> Element {
    Element {
        path,
        access,
        value,
        lenient: None,
        initial: None,
        needs: &[],
        rules: &[],
        derived: None,
        source,
    }
}

/// A record whose `_children` are these.
pub(super) const fn record(path: &'static str, children: &'static str) -> Group {
    Group {
        path,
        children: Some(children),
        collection: None,
    }
}

/// A part of the tree without keywords.
pub(super) const fn branch(path: &'static str) -> Group {
    Group {
        path,
        children: None,
        collection: None,
    }
}

/// A collection that the SCO adds records to.
pub(super) const fn collection(
    path: &'static str,
    children: Option<&'static str>,
    max_records: usize,
) -> Group {
    Group {
        path,
        children,
        collection: Some(Collection {
            max_records,
            sco_adds: true,
        }),
    }
}

/// A collection that only the LMS fills.
pub(super) const fn given_collection(path: &'static str, children: &'static str) -> Group {
    Group {
        path,
        children: Some(children),
        collection: Some(Collection {
            max_records: 0,
            sco_adds: false,
        }),
    }
}

/// One code with its texts.
pub(super) const fn error(code: u16, text: &'static str, diagnostic: &'static str) -> ErrorText {
    ErrorText {
        code,
        text,
        diagnostic,
    }
}
