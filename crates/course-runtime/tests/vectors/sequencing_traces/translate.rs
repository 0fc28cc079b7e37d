//! From the importer's package to the sequencer's definition. The two name
//! sequencing alike, so it goes over in its stored form.

use course_runtime::sequencing::definition::{
    ActivityDefinition, CompletionThreshold, CourseDefinition, Resource, Standard,
};
use package_import::package::{CoursePackage, Item, ItemKind};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) fn course(package: &CoursePackage) -> CourseDefinition {
    let organization = package.organization();
    CourseDefinition {
        standard: if package.kind.is_scorm_2004() {
            Standard::Scorm2004
        } else {
            Standard::Scorm12
        },
        objectives_global_to_system: organization.objectives_global_to_system,
        shared_data_global_to_system: organization.shared_data_global_to_system,
        root: ActivityDefinition {
            identifier: organization.identifier.clone(),
            title: organization.title.clone(),
            completion_threshold: threshold(organization.completion_threshold.as_ref()),
            sequencing: same(&organization.sequencing),
            children: organization.items.iter().map(activity).collect(),
            ..ActivityDefinition::default()
        },
    }
}

fn activity(item: &Item) -> ActivityDefinition {
    ActivityDefinition {
        identifier: item.identifier.clone(),
        title: item.title.clone(),
        is_visible: item.is_visible,
        resource: item.resource.as_ref().map(|it| Resource {
            identifier: it.clone(),
            is_sco: item.kind == ItemKind::Sco,
        }),
        parameters: item.parameters.clone(),
        completion_threshold: threshold(item.completion_threshold.as_ref()),
        data_maps: same(&item.data_maps),
        hide_lms_ui: same(&item.hide_lms_ui),
        sequencing: same(&item.sequencing),
        children: item.items.iter().map(activity).collect(),
    }
}

fn threshold(threshold: Option<&impl Serialize>) -> CompletionThreshold {
    threshold.map(same).unwrap_or_default()
}

fn same<To: DeserializeOwned>(from: &impl Serialize) -> To {
    serde_json::from_value(serde_json::to_value(from).unwrap()).unwrap()
}
