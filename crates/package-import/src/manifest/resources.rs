//! `resources`: what there is to open, and the files that belong to it.

use std::collections::{HashMap, HashSet};

use super::files::Match;
use super::href::{Reference, Refusal, join, resolve};
use super::read::Context;
use super::tree::Element;
use crate::finding::{Argument, CheckId, Finding};
use crate::package::Resource;

/// A resource and where its `href` leads, which matters once an item uses it.
pub(super) struct Draft {
    pub(super) resource: Resource,
    pub(super) target: Target,
}

pub(super) enum Target {
    /// No `href`.
    None,
    Refused(Refusal),
    /// No file of that name.
    Missing(Reference),
    Found(Reference),
}

/// Names gathered over all resources, for one finding each.
#[derive(Default)]
struct Gathered {
    missing: Vec<String>,
    invalid: Vec<String>,
    other_case: Vec<String>,
    back_slashes: Vec<String>,
    listed: HashSet<String>,
}

pub(super) fn read(root: &Element, context: &mut Context<'_>) -> Vec<Draft> {
    let base_of = |element: &Element, base: &str| {
        element
            .attribute("base")
            .map_or_else(|| base.to_owned(), |own| join(base, own))
    };
    let manifest_base = base_of(root, "");
    let mut gathered = Gathered::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for resources in root.children_named("resources") {
        let base = base_of(resources, &manifest_base);
        for element in resources.children_named("resource") {
            let base = base_of(element, &base);
            let identifier = identifier(element, context, drafts.len());
            if known.insert(identifier.clone(), drafts.len()).is_some() {
                let finding = context
                    .finding(CheckId::DuplicateIdentifier, element)
                    .with_text("identifier", &identifier)
                    .at_resource(&identifier);
                context.findings.push(finding);
                // The first one counts.
                continue;
            }
            drafts.push(resource(element, identifier, &base, context, &mut gathered));
        }
    }
    check_dependencies(&mut drafts, &known, context);
    report(gathered, context);
    drafts
}

fn identifier(element: &Element, context: &mut Context<'_>, index: usize) -> String {
    if let Some(identifier) = element.attribute("identifier") {
        return identifier.to_owned();
    }
    let made_up = format!("resource-{}", index + 1);
    let finding = context
        .finding(CheckId::IdentifierMissing, element)
        .with_text("element", &element.name)
        .with_text("identifier", &made_up);
    context.findings.push(finding);
    made_up
}

fn resource(
    element: &Element,
    identifier: String,
    base: &str,
    context: &Context<'_>,
    gathered: &mut Gathered,
) -> Draft {
    let is_sco = element
        .attribute("scormtype")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("sco"));
    let href = element.attribute("href").map(|href| join(base, href));
    let (target, file) = match href.as_deref().map(resolve) {
        None => (Target::None, None),
        Some(Err(refusal)) => (Target::Refused(refusal), None),
        Some(Ok(reference)) => match find(&reference, context, gathered) {
            Some(file) => (Target::Found(reference), Some(file)),
            None => (Target::Missing(reference), None),
        },
    };
    let mut files: Vec<String> = file.clone().into_iter().collect();
    for element in element.children_named("file") {
        let Some(href) = element.attribute("href") else {
            continue;
        };
        match resolve(&join(base, href)) {
            Ok(reference) => match find(&reference, context, gathered) {
                Some(file) => files.push(file),
                None => gathered.missing.push(reference.path),
            },
            Err(_) => gathered.invalid.push(href.to_owned()),
        }
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    Draft {
        resource: Resource {
            identifier,
            is_sco,
            href,
            file,
            files,
            dependencies: element
                .children_named("dependency")
                .filter_map(|it| it.attribute("identifierref"))
                .map(str::to_owned)
                .collect(),
        },
        target,
    }
}

/// The file that a reference means: decoded, or literally as written.
fn find(reference: &Reference, context: &Context<'_>, gathered: &mut Gathered) -> Option<String> {
    let found = context
        .files
        .find(&reference.path)
        .or_else(|| context.files.find(&reference.raw_path))?;
    let (file, matched) = (found.0.to_owned(), found.1);
    if reference.had_back_slashes {
        gathered.back_slashes.push(file.clone());
    }
    if matched == Match::OtherCase {
        gathered.other_case.push(reference.path.clone());
    }
    gathered.listed.insert(file.clone());
    Some(file)
}

fn check_dependencies(
    drafts: &mut [Draft],
    known: &HashMap<String, usize>,
    context: &mut Context<'_>,
) {
    for draft in drafts {
        let identifier = &draft.resource.identifier;
        draft.resource.dependencies.retain(|dependency| {
            let exists = known.contains_key(dependency);
            if !exists {
                context.findings.push(
                    Finding::new(CheckId::DependencyUnknown)
                        .with_text("identifier", dependency)
                        .in_file(context.file)
                        .at_resource(identifier),
                );
            }
            exists
        });
    }
}

fn report(gathered: Gathered, context: &mut Context<'_>) {
    let unlisted: Vec<String> = context
        .files
        .paths()
        .iter()
        .filter(|path| !gathered.listed.contains(*path) && !belongs_to_packaging(path))
        .cloned()
        .collect();
    let lists = [
        (CheckId::FilesMissing, gathered.missing),
        (CheckId::FileReferenceInvalid, gathered.invalid),
        (CheckId::FileCaseDiffers, gathered.other_case),
        (CheckId::HrefBackSlashes, gathered.back_slashes),
        (CheckId::FilesUnlisted, unlisted),
    ];
    for (check, mut names) in lists {
        names.sort();
        names.dedup();
        if !names.is_empty() {
            context.findings.push(
                Finding::new(check)
                    .with_count("count", names.len() as u64)
                    .with("names", Argument::names(&names))
                    .in_file(context.file),
            );
        }
    }
}

/// Schemas and descriptions that lie beside the manifest and are listed nowhere.
fn belongs_to_packaging(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name == "imsmanifest.xml"
        || [".xsd", ".dtd"].iter().any(|end| name.ends_with(end))
        || ["metadata.xml", "imslrm.xml", "adlcp_rootv1p2.xml"].contains(&name.as_str())
}
