//! From the tree of a manifest to a package, with every finding on the way.

use std::collections::HashMap;

use super::files::Files;
use super::tree::Element;
use super::{kind, metadata, organizations, resources};
use crate::finding::{CheckId, Finding, turns_direction};
use crate::findings::Findings;
use crate::limits::Limits;
use crate::package::{CoursePackage, PackageKind};

/// What reading needs at every step.
pub(super) struct Context<'a> {
    pub(super) file: &'a str,
    pub(super) files: &'a Files,
    pub(super) limits: &'a Limits,
    pub(super) kind: PackageKind,
    pub(super) findings: &'a mut Findings,
    /// `imsss:sequencingCollection` by id.
    pub(super) collection: HashMap<&'a str, &'a Element>,
    /// Elements that references into the collection have stood for so far.
    /// Bounded like the manifest's own: a small manifest must not grow by
    /// pointing often to something big.
    pub(super) referred_elements: usize,
}

/// Reads the package that `root` describes; its `files` are still empty. None
/// when there is nothing that could be called a package.
pub(crate) fn read(
    root: &Element,
    file: &str,
    files: &Files,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<CoursePackage> {
    // SCORM 1.0 had the course structure format of CMI.
    if root.is("content") && root.child("globalProperties").is_some() {
        findings.push(Finding::new(CheckId::KindScorm11).in_file(file));
        return None;
    }
    if !root.is("manifest") {
        findings.push(
            Finding::new(CheckId::ManifestRoot)
                .with_text("name", &root.name)
                .in_file(file)
                .at_line(root.line),
        );
        return None;
    }
    let kind = kind::of(root, file, findings)?;
    let mut context = Context {
        file,
        files,
        limits,
        kind,
        findings,
        collection: collection(root),
        referred_elements: 0,
    };
    let drafts = resources::read(root, &mut context);
    let (organizations, default_organization) = organizations::read(root, &drafts, &mut context)?;
    let metadata = metadata::read(root);
    let language = metadata::language(root, &metadata);
    let mut title = organizations[default_organization].title.clone();
    if let (true, Some(other)) = (title.is_empty(), &metadata.title) {
        title = context.title(other, root.line);
    }
    Some(CoursePackage {
        format: CoursePackage::FORMAT,
        kind,
        identifier: root.attribute("identifier").unwrap_or_default().to_owned(),
        version: root.attribute("version").map(str::to_owned),
        title,
        language,
        metadata,
        organizations,
        default_organization,
        resources: drafts.into_iter().map(|draft| draft.resource).collect(),
        files: Vec::new(),
        total_bytes: 0,
        authoring_tool: None,
    })
}

fn collection(root: &Element) -> HashMap<&str, &Element> {
    let mut collection = HashMap::new();
    for element in root.children_named("sequencingCollection") {
        for sequencing in element.children_named("sequencing") {
            if let Some(id) = sequencing.attribute("ID") {
                collection.entry(id).or_insert(sequencing);
            }
        }
    }
    collection
}

impl Context<'_> {
    /// A finding about an element of the manifest.
    pub(super) fn finding(&self, check: CheckId, element: &Element) -> Finding {
        Finding::new(check).in_file(self.file).at_line(element.line)
    }

    /// A title fit to keep: one line, no characters that turn the text around
    /// it, not endless.
    pub(super) fn title(&mut self, written: &str, line: u32) -> String {
        let joined = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_odd = |it: char| it.is_control() || turns_direction(it);
        let mut title: String = joined.chars().filter(|it| !is_odd(*it)).collect();
        let note = |check| {
            Finding::new(check)
                .with_text("title", &title)
                .in_file(self.file)
                .at_line(line)
        };
        if title.len() != joined.len() {
            let finding = note(CheckId::TitleCharacters);
            self.findings.push(finding);
        }
        let limit = self.limits.title_characters;
        if let Some((at, _)) = title.char_indices().nth(limit) {
            let finding = note(CheckId::TitleShortened).with_count("limit", limit as u64);
            self.findings.push(finding);
            title.truncate(at);
            title.push('…');
        }
        title
    }

    /// Notes a value that means nothing; its default applies.
    pub(super) fn invalid(&mut self, element: &Element, value: &str) {
        let finding = self
            .finding(CheckId::ValueInvalid, element)
            .with_text("element", &element.name)
            .with_text("value", value);
        self.findings.push(finding);
    }

    /// An attribute that `parse` understands, else none.
    pub(super) fn value<T>(
        &mut self,
        element: &Element,
        attribute: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = element.attribute(attribute)?;
        let parsed = parse(value);
        if parsed.is_none() {
            self.invalid(element, value);
        }
        parsed
    }

    pub(super) fn boolean(&mut self, element: &Element, attribute: &str, default: bool) -> bool {
        self.value(element, attribute, boolean).unwrap_or(default)
    }

    /// A decimal from `least` to 1.
    pub(super) fn decimal(
        &mut self,
        element: &Element,
        attribute: &str,
        least: f64,
    ) -> Option<f64> {
        self.value(element, attribute, |it| decimal(it, least, 1.0))
    }

    pub(super) fn count(&mut self, element: &Element, attribute: &str) -> Option<u32> {
        self.value(element, attribute, |it| it.parse().ok())
    }
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

/// A decimal number in a range; a comma is taken for the point.
pub(super) fn decimal(text: &str, least: f64, most: f64) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    let is_plain = text
        .bytes()
        .all(|it| it.is_ascii_digit() || b"+-.".contains(&it));
    let number: f64 = text.parse().ok().filter(|_| is_plain)?;
    (least..=most).contains(&number).then_some(number)
}
