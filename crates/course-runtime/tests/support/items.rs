//! Items of courses under test.

use course_runtime::sequencing::definition::{ActivityDefinition, Resource};

/// A SCO with this identifier.
pub(crate) fn item(identifier: &str) -> ActivityDefinition {
    ActivityDefinition {
        identifier: identifier.into(),
        title: identifier.to_uppercase(),
        resource: Some(Resource {
            identifier: format!("resource-{identifier}"),
            is_sco: true,
        }),
        ..ActivityDefinition::default()
    }
}
