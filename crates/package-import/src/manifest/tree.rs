//! A manifest as a small tree of elements, built within limits. Names are kept
//! without prefix and compared without case; the vocabulary of an element is
//! told from its namespace, else from its prefix, else left open.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::finding::{Argument, CheckId, Finding, printable};
use crate::findings::Findings;
use crate::limits::Limits;

/// Attributes of one element that are kept.
const ATTRIBUTES: usize = 128;
/// Namespace declarations in force at once that are kept.
const DECLARATIONS: usize = 256;

/// Whose element it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vocabulary {
    ContentPackaging,
    Adlcp,
    Imsss,
    Adlseq,
    Adlnav,
    /// No namespace, or one that is none of these.
    Other,
}

impl Vocabulary {
    /// From a namespace or a prefix: both have the same words in them.
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.contains("adlcp") {
            Self::Adlcp
        } else if name.contains("adlseq") {
            Self::Adlseq
        } else if name.contains("adlnav") {
            Self::Adlnav
        } else if name.contains("imsss") {
            Self::Imsss
        } else if name.contains("imscp") || name.contains("content-packaging") {
            Self::ContentPackaging
        } else {
            Self::Other
        }
    }
}

#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: Box<str>,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) namespace_hint: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    text: String,
    pub(crate) children: Vec<Self>,
    pub(crate) line: u32,
}

impl Element {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, whatever its prefix and case. Empty and blank
    /// ones count as missing.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether an attribute is spelled exactly so, with this local name.
    pub(crate) fn has_attribute_spelled(&self, name: &str) -> bool {
        self.attributes.iter().any(|(it, _)| &**it == name)
    }

    /// Own text, blanks around it removed. Empty counts as missing.
    pub(crate) fn text(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children_named(name).next()
    }

    pub(crate) fn children_named<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(name))
    }

    /// Text of the first child of that name.
    pub(crate) fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name).and_then(Self::text)
    }

    /// Number of elements, this one counted.
    pub(crate) fn size(&self) -> usize {
        1 + self.children.iter().map(Self::size).sum::<usize>()
    }

    /// The first that `matches` among the element and all below it.
    pub(crate) fn find(&self, matches: &impl Fn(&Self) -> bool) -> Option<&Self> {
        if matches(self) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(matches))
    }
}

/// Builds the tree. None when the document cannot be used; the findings say
/// why and where.
pub(crate) fn parse(
    text: &str,
    file: &str,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Element> {
    let mut builder = Builder {
        text,
        file,
        limits,
        findings,
        open: Vec::new(),
        root: None,
        declarations: Vec::new(),
        unbound: HashSet::new(),
        elements: 0,
        lines: Lines::default(),
    };
    let mut reader = Reader::from_str(text);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => builder.take(event, at)?,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(at);
                let is_last = is_begun_end_tag(text.get(at..).unwrap_or_default());
                if is_last && !builder.open.is_empty() {
                    break;
                }
                return builder.stopped(&error, at);
            }
        }
    }
    builder.finish()
}

/// Whether nothing but the beginning of an end tag is left: `</manif`.
fn is_begun_end_tag(rest: &str) -> bool {
    let rest = rest.trim_end();
    rest == "<"
        || rest
            .strip_prefix("</")
            .is_some_and(|name| name.chars().all(|it| it.is_alphanumeric() || it == ':'))
}

struct Builder<'a> {
    text: &'a str,
    file: &'a str,
    limits: &'a Limits,
    findings: &'a mut Findings,
    open: Vec<Element>,
    root: Option<Element>,
    /// Depth, prefix and vocabulary of the declarations in force.
    declarations: Vec<(usize, String, Vocabulary, Box<str>)>,
    /// Prefixes that were found undeclared.
    unbound: HashSet<String>,
    elements: usize,
    lines: Lines,
}

impl Builder<'_> {
    /// Takes the next event; None ends the parse.
    fn take(&mut self, event: Event<'_>, at: usize) -> Option<()> {
        match event {
            Event::Start(start) => {
                let element = self.element(&start, at)?;
                self.open.push(element);
            }
            Event::Empty(start) => {
                let element = self.element(&start, at)?;
                self.open.push(element);
                self.close(at)?;
            }
            Event::End(_) => self.close(at)?,
            Event::Text(text) => self.text(&text.xml10_content(), at)?,
            Event::CData(text) => self.text(&text.xml10_content(), at)?,
            Event::GeneralRef(reference) => {
                let text = self.reference(&reference, at);
                self.text(&text, at)?;
            }
            Event::DocType(_) => {
                let finding = Finding::new(CheckId::ManifestDoctype);
                return self.refuse(finding, at);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Some(())
    }

    fn element(&mut self, start: &BytesStart<'_>, at: usize) -> Option<Element> {
        if self.root.is_some() {
            return self.not_well_formed(at);
        }
        self.elements += 1;
        if self.elements > self.limits.xml_elements {
            let limit = self.limits.xml_elements as u64;
            let finding = Finding::new(CheckId::ManifestTooManyElements).with_count("limit", limit);
            return self.refuse(finding, at);
        }
        let depth = self.open.len() + 1;
        if depth > self.limits.xml_depth {
            let limit = self.limits.xml_depth as u64;
            let finding = Finding::new(CheckId::ManifestTooDeep).with_count("limit", limit);
            return self.refuse(finding, at);
        }
        let line = self.lines.at(self.text, at).0;
        let mut attributes = Vec::new();
        // A namespace may be declared after its first use in the same tag.
        let mut attribute_prefixes: Vec<String> = Vec::new();
        for attribute in start.attributes().with_checks(false).take(ATTRIBUTES) {
            let Ok(attribute) = attribute else {
                return self.not_well_formed(at);
            };
            let name = attribute.key.as_ref();
            let value = self.attribute_value(&attribute.value, line);
            if name == "xmlns" || name.starts_with("xmlns:") {
                self.declare(depth, name, &value);
            } else {
                let (prefix, local) = name.rsplit_once(':').unwrap_or(("", name));
                if !self.is_bound(prefix) {
                    attribute_prefixes.push(prefix.to_owned());
                }
                attributes.push((local.into(), value.into()));
            }
        }
        for prefix in attribute_prefixes {
            self.check_prefix(&prefix, line);
        }
        let qualified = start.name();
        let (prefix, local) = qualified
            .as_ref()
            .split_once(':')
            .unwrap_or(("", qualified.as_ref()));
        self.check_prefix(prefix, line);
        let (vocabulary, namespace_hint) = self.resolve(prefix);
        Some(Element {
            name: local.into(),
            vocabulary,
            namespace_hint,
            attributes,
            text: String::new(),
            children: Vec::new(),
            line,
        })
    }

    fn close(&mut self, at: usize) -> Option<()> {
        let Some(element) = self.open.pop() else {
            return self.not_well_formed(at);
        };
        let depth = self.open.len() + 1;
        self.declarations.retain(|declared| declared.0 < depth);
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Some(())
    }

    fn text(&mut self, text: &str, at: usize) -> Option<()> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return self.not_well_formed(at),
        }
        Some(())
    }

    /// A reference in text. Without a DTD only numbers and the five names of
    /// XML mean something; others stay as they are written.
    fn reference(&mut self, reference: &BytesRef<'_>, at: usize) -> String {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            return character.to_string();
        }
        let written = format!("&{};", &**reference);
        if let Ok(text) = unescape(&written) {
            return text.into_owned();
        }
        let line = self.lines.at(self.text, at).0;
        self.unknown_entity(&written, line);
        written
    }

    fn attribute_value(&mut self, raw: &str, line: u32) -> String {
        // Line ends become blanks, except those written as references.
        let normalized = raw.replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = unescape(&normalized) {
            return value.into_owned();
        }
        self.unknown_entity(raw, line);
        raw.to_owned()
    }

    fn unknown_entity(&mut self, written: &str, line: u32) {
        self.findings.push(
            Finding::new(CheckId::ManifestEntity)
                .with_text("entity", written)
                .in_file(self.file)
                .at_line(line),
        );
    }

    fn declare(&mut self, depth: usize, name: &str, namespace: &str) {
        if self.declarations.len() < DECLARATIONS {
            let prefix = name.strip_prefix("xmlns:").unwrap_or_default().to_owned();
            let vocabulary = Vocabulary::of(namespace);
            let hint = printable(namespace).into();
            self.declarations.push((depth, prefix, vocabulary, hint));
        }
    }

    fn resolve(&self, prefix: &str) -> (Vocabulary, Box<str>) {
        let declared = self
            .declarations
            .iter()
            .rev()
            .find(|(_, declared, ..)| declared == prefix);
        match declared {
            // A made-up namespace under a usual prefix: believe the prefix.
            Some((_, _, Vocabulary::Other, hint)) => (Vocabulary::of(prefix), hint.clone()),
            Some((_, _, vocabulary, hint)) => (*vocabulary, hint.clone()),
            None => (Vocabulary::of(prefix), Box::default()),
        }
    }

    /// The root of a document that has ended.
    fn finish(mut self) -> Option<Element> {
        let missing: Vec<String> = self
            .open
            .iter()
            .rev()
            .map(|it| it.name.to_string())
            .collect();
        if !missing.is_empty() {
            // Only these have nothing after them that could be meant otherwise.
            let are_outermost = self.open.iter().zip(["manifest", "resources"]);
            if self.open.len() > 2 || !are_outermost.into_iter().all(|(open, name)| open.is(name)) {
                return self.unclosed(self.text.len());
            }
            let line = self.lines.at(self.text, self.text.len()).0;
            self.findings.push(
                Finding::new(CheckId::ManifestCutOff)
                    .with("names", Argument::names(&missing))
                    .in_file(self.file)
                    .at_line(line),
            );
            while !self.open.is_empty() {
                self.close(self.text.len())?;
            }
        }
        if self.root.is_none() {
            return self.not_well_formed(self.text.len());
        }
        self.root
    }

    /// The reader cannot go on.
    fn stopped(&mut self, error: &Error, at: usize) -> Option<Element> {
        match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => self.unclosed(at),
            _ => self.not_well_formed(at),
        }
    }

    fn unclosed(&mut self, at: usize) -> Option<Element> {
        let Some(open) = self.open.last() else {
            return self.not_well_formed(at);
        };
        let finding = Finding::new(CheckId::ManifestTagUnclosed)
            .with_text("name", &open.name)
            .with_count("line", open.line.into());
        self.findings
            .push(finding.in_file(self.file).at_line(open.line));
        None
    }

    fn is_bound(&self, prefix: &str) -> bool {
        prefix.is_empty()
            || prefix.eq_ignore_ascii_case("xml")
            || self.declarations.len() >= DECLARATIONS
            || self.declarations.iter().any(|it| it.1 == prefix)
    }

    /// Once for each prefix.
    fn check_prefix(&mut self, prefix: &str, line: u32) {
        if self.is_bound(prefix)
            || self.unbound.len() >= DECLARATIONS
            || !self.unbound.insert(prefix.to_owned())
        {
            return;
        }
        self.findings.push(
            Finding::new(CheckId::ManifestPrefixUnbound)
                .with_text("prefix", prefix)
                .in_file(self.file)
                .at_line(line),
        );
    }

    fn refuse<T>(&mut self, finding: Finding, at: usize) -> Option<T> {
        let line = self.lines.at(self.text, at).0;
        self.findings.push(finding.in_file(self.file).at_line(line));
        None
    }

    fn not_well_formed<T>(&mut self, at: usize) -> Option<T> {
        // Errors may lie before what was counted: count from the start.
        let (line, column) = Lines::default().at(self.text, at);
        self.findings.push(
            Finding::new(CheckId::ManifestNotWellFormed)
                .with_count("line", line.into())
                .with_count("column", column.into())
                .in_file(self.file)
                .at_line(line),
        );
        None
    }
}

/// Counts lines up to growing offsets.
struct Lines {
    offset: usize,
    line: u32,
    column: u32,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            offset: 0,
            line: 1,
            column: 1,
        }
    }
}

impl Lines {
    /// Line and column, from 1, of an offset not before the last one.
    fn at(&mut self, text: &str, offset: usize) -> (u32, u32) {
        let end = offset.min(text.len());
        for byte in &text.as_bytes()[self.offset.min(end)..end] {
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                self.column = self.column.saturating_add(1);
            }
        }
        self.offset = self.offset.max(end);
        (self.line, self.column)
    }
}
