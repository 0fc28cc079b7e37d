//! `organizations`: the trees of items, each item with what it opens.

use std::collections::{HashMap, HashSet};

use super::href::{Refusal, launch_url};
use super::read::Context;
use super::resources::{Draft, Target};
use super::tree::Element;
use super::{data_model, sequencing};
use crate::finding::{CheckId, Finding};
use crate::package::{Item, ItemKind, Launch, Organization};

/// All organizations and the index of the default one. None when there is none.
pub(super) fn read(
    root: &Element,
    drafts: &[Draft],
    context: &mut Context<'_>,
) -> Option<(Vec<Organization>, usize)> {
    let mut reader = Reader {
        resources: drafts
            .iter()
            .map(|draft| (draft.resource.identifier.as_str(), draft))
            .collect(),
        identifiers: HashSet::new(),
        reported: HashSet::new(),
        items: 0,
    };
    let parent = root.child("organizations");
    let elements: Vec<&Element> = parent
        .into_iter()
        .flat_map(|it| it.children_named("organization"))
        .collect();
    let Some(parent) = parent.filter(|_| !elements.is_empty()) else {
        let finding = context.finding(CheckId::NoOrganization, root);
        context.findings.push(finding);
        return None;
    };
    let mut organizations = Vec::new();
    for element in elements {
        organizations.push(reader.organization(element, context));
    }
    if reader.items > context.limits.items {
        let limit = context.limits.items as u64;
        let finding = context
            .finding(CheckId::TooManyItems, parent)
            .with_count("limit", limit);
        context.findings.push(finding);
    }
    let default = choose(parent, &organizations, context);
    check_default(&organizations[default], parent, context);
    Some((organizations, default))
}

/// The organization that `default` names, else the first.
fn choose(parent: &Element, organizations: &[Organization], context: &mut Context<'_>) -> usize {
    let named = parent.attribute("default");
    let found = named.and_then(|identifier| {
        organizations
            .iter()
            .position(|it| it.identifier == identifier)
    });
    let index = found.unwrap_or(0);
    let title = &organizations[index].title;
    if let (Some(identifier), None) = (named, found) {
        let finding = context
            .finding(CheckId::DefaultOrganizationUnknown, parent)
            .with_text("identifier", identifier)
            .with_text("title", title);
        context.findings.push(finding);
    }
    if organizations.len() > 1 {
        let finding = context
            .finding(CheckId::SeveralOrganizations, parent)
            .with_count("count", organizations.len() as u64)
            .with_text("title", title);
        context.findings.push(finding);
    }
    index
}

/// Findings that say why an item cannot be launched.
const TOLD_ALREADY: [CheckId; 6] = [
    CheckId::ResourceUnknown,
    CheckId::ResourceWithoutHref,
    CheckId::LaunchUnsafe,
    CheckId::LaunchOutside,
    CheckId::LaunchEscapes,
    CheckId::LaunchFileMissing,
];

fn check_default(organization: &Organization, parent: &Element, context: &mut Context<'_>) {
    let mut launchable = 0;
    organization.visit_items(&mut |item| launchable += usize::from(item.launch.is_some()));
    let check = if organization.items.is_empty() {
        CheckId::NoItems
    } else if launchable == 0 && !TOLD_ALREADY.iter().any(|it| context.findings.has(*it)) {
        CheckId::NothingToLaunch
    } else {
        return;
    };
    let finding = context
        .finding(check, parent)
        .at_item(&organization.identifier);
    context.findings.push(finding);
}

struct Reader<'a> {
    resources: HashMap<&'a str, &'a Draft>,
    /// Of organizations and items, which share one activity tree.
    identifiers: HashSet<String>,
    /// Resources whose fault has been told.
    reported: HashSet<&'a str>,
    items: usize,
}

impl Reader<'_> {
    fn organization(&mut self, element: &Element, context: &mut Context<'_>) -> Organization {
        let identifier = self.identifier(element, context);
        let title = element.child_text("title").unwrap_or_default();
        let title = context.title(title, element.line);
        if title.is_empty() {
            let finding = context
                .finding(CheckId::OrganizationTitleMissing, element)
                .at_item(&identifier);
            context.findings.push(finding);
        }
        Organization {
            objectives_global_to_system: context.boolean(element, "objectivesGlobalToSystem", true),
            shared_data_global_to_system: context.boolean(
                element,
                "sharedDataGlobalToSystem",
                true,
            ),
            completion_threshold: data_model::completion_threshold(element, context),
            sequencing: sequencing::of(element, &identifier, context),
            items: self.items(element, context),
            identifier,
            title,
        }
    }

    fn items(&mut self, parent: &Element, context: &mut Context<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        for element in parent.children_named("item") {
            self.items += 1;
            if self.items > context.limits.items {
                break;
            }
            items.push(self.item(element, context));
        }
        items
    }

    fn item(&mut self, element: &Element, context: &mut Context<'_>) -> Item {
        let identifier = self.identifier(element, context);
        let title = element.child_text("title").unwrap_or_default();
        let mut title = context.title(title, element.line);
        if title.is_empty() {
            let finding = context
                .finding(CheckId::ItemTitleMissing, element)
                .with_text("identifier", &identifier)
                .at_item(&identifier);
            context.findings.push(finding);
            title.clone_from(&identifier);
        }
        let parameters = element.attribute("parameters").map(str::to_owned);
        let is_cluster = element.child("item").is_some();
        let opened = self.open(element, &identifier, &title, context);
        let (kind, resource, launch) = match opened {
            // SCORM 2004 gives content to leaves only.
            Some(_) if is_cluster && context.kind.is_scorm_2004() => {
                let finding = context
                    .finding(CheckId::ClusterWithResource, element)
                    .with_text("title", &title)
                    .at_item(&identifier);
                context.findings.push(finding);
                (ItemKind::Cluster, None, None)
            }
            Some(draft) => {
                let kind = if draft.resource.is_sco {
                    ItemKind::Sco
                } else {
                    ItemKind::Asset
                };
                let launch = launch(draft, parameters.as_deref());
                (kind, Some(draft.resource.identifier.clone()), launch)
            }
            None if is_cluster => (ItemKind::Cluster, None, None),
            None => (ItemKind::Heading, None, None),
        };
        let data = data_model::read(element, &identifier, &title, context);
        Item {
            is_visible: context.boolean(element, "isvisible", true),
            kind,
            resource,
            launch,
            parameters,
            mastery_score: data.mastery_score,
            max_time_allowed: data.max_time_allowed,
            time_limit_action: data.time_limit_action,
            data_from_lms: data.data_from_lms,
            prerequisites: data.prerequisites,
            completion_threshold: data_model::completion_threshold(element, context),
            data_maps: data.data_maps,
            hide_lms_ui: data.hide_lms_ui,
            sequencing: sequencing::of(element, &identifier, context),
            items: self.items(element, context),
            identifier,
            title,
        }
    }

    /// An identifier that no other activity has.
    fn identifier(&mut self, element: &Element, context: &mut Context<'_>) -> String {
        let written = element.attribute("identifier").map_or_else(
            || {
                let made_up = format!("{}-{}", element.name, self.identifiers.len() + 1);
                let finding = context
                    .finding(CheckId::IdentifierMissing, element)
                    .with_text("element", &element.name)
                    .with_text("identifier", &made_up);
                context.findings.push(finding);
                made_up
            },
            str::to_owned,
        );
        if self.identifiers.insert(written.clone()) {
            return written;
        }
        let finding = context
            .finding(CheckId::DuplicateIdentifier, element)
            .with_text("identifier", &written)
            .at_item(&written);
        context.findings.push(finding);
        // Ends: only so many identifiers are taken.
        let mut number = self.identifiers.len();
        loop {
            let other = format!("{written}-{number}");
            if self.identifiers.insert(other.clone()) {
                return other;
            }
            number += 1;
        }
    }

    /// The resource of an item, with a finding when it cannot be opened.
    fn open(
        &mut self,
        element: &Element,
        identifier: &str,
        title: &str,
        context: &mut Context<'_>,
    ) -> Option<&Draft> {
        let Some(reference) = element.attribute("identifierref") else {
            if element.child("item").is_none() {
                let finding = context
                    .finding(CheckId::ItemWithoutResource, element)
                    .with_text("title", title)
                    .at_item(identifier);
                context.findings.push(finding);
            }
            return None;
        };
        let Some(&draft) = self.resources.get(reference) else {
            let finding = context
                .finding(CheckId::ResourceUnknown, element)
                .with_text("identifier", reference)
                .at_item(identifier);
            context.findings.push(finding);
            return None;
        };
        if let Some(fault) = fault(draft)
            && self.reported.insert(&draft.resource.identifier)
        {
            context.findings.push(
                fault
                    .in_file(context.file)
                    .at_line(element.line)
                    .at_item(identifier)
                    .at_resource(reference),
            );
        }
        Some(draft)
    }
}

/// Why a resource cannot be opened.
fn fault(draft: &Draft) -> Option<Finding> {
    let href = draft.resource.href.as_deref().unwrap_or_default();
    match &draft.target {
        Target::Found(_) => None,
        Target::None => Some(Finding::new(CheckId::ResourceWithoutHref)),
        Target::Missing(reference) => {
            Some(Finding::new(CheckId::LaunchFileMissing).with_text("name", &reference.path))
        }
        Target::Refused(refusal) => {
            let check = match refusal {
                Refusal::Unsafe => CheckId::LaunchUnsafe,
                Refusal::Outside => CheckId::LaunchOutside,
                Refusal::Escapes => CheckId::LaunchEscapes,
            };
            Some(Finding::new(check).with_text("href", href))
        }
    }
}

fn launch(draft: &Draft, parameters: Option<&str>) -> Option<Launch> {
    let file = draft.resource.file.clone()?;
    let Target::Found(reference) = &draft.target else {
        return None;
    };
    let url = launch_url(
        &file,
        reference.query.as_deref(),
        reference.fragment.as_deref(),
        parameters,
    );
    Some(Launch { file, url })
}
