//! What an item says for the data model and the player: the `adlcp` elements of
//! SCORM 1.2 and 2004, and `adlnav:presentation`.

use super::read::{Context, boolean, decimal};
use super::tree::Element;
use crate::finding::{CheckId, Finding};
use crate::package::{CompletionThreshold, DataMap, LmsUi, TimeLimitAction};

#[derive(Default)]
pub(super) struct DataModel {
    pub(super) mastery_score: Option<f64>,
    pub(super) max_time_allowed: Option<String>,
    pub(super) time_limit_action: Option<TimeLimitAction>,
    pub(super) data_from_lms: Option<String>,
    pub(super) prerequisites: Option<String>,
    pub(super) data_maps: Vec<DataMap>,
    pub(super) hide_lms_ui: Vec<LmsUi>,
}

pub(super) fn read(
    element: &Element,
    identifier: &str,
    title: &str,
    context: &mut Context<'_>,
) -> DataModel {
    let text = |name| element.child_text(name).map(str::to_owned);
    let mut read = DataModel {
        max_time_allowed: text("maxtimeallowed"),
        data_from_lms: text("datafromlms"),
        prerequisites: text("prerequisites"),
        mastery_score: parse(element, "masteryscore", context, |it| {
            decimal(it, 0.0, 100.0)
        }),
        time_limit_action: parse(element, "timelimitaction", context, TimeLimitAction::parse),
        ..DataModel::default()
    };
    if let Some(score) = read.mastery_score {
        context.findings.push(
            Finding::new(CheckId::MasteryScore)
                .with_text("score", &score.to_string())
                .with_text("title", title)
                .in_file(context.file)
                .at_line(element.line)
                .at_item(identifier),
        );
    }
    for data in element.children_named("data") {
        for map in data.children_named("map") {
            if let Some(target) = map.attribute("targetID") {
                let target_id = target.to_owned();
                read.data_maps.push(DataMap {
                    target_id,
                    read_shared_data: context.boolean(map, "readSharedData", true),
                    write_shared_data: context.boolean(map, "writeSharedData", true),
                });
            }
        }
    }
    let controls = element
        .children_named("presentation")
        .flat_map(|it| it.children_named("navigationInterface"))
        .flat_map(|it| it.children_named("hideLMSUI"));
    for control in controls {
        let Some(token) = control.text() else {
            continue;
        };
        match LmsUi::parse(token) {
            Some(hidden) if read.hide_lms_ui.contains(&hidden) => {}
            Some(hidden) => read.hide_lms_ui.push(hidden),
            None => context.invalid(control, token),
        }
    }
    read
}

/// The text of a child that `parse` understands.
fn parse<T>(
    element: &Element,
    name: &str,
    context: &mut Context<'_>,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let child = element.child(name)?;
    let text = child.text()?;
    let parsed = parse(text);
    if parsed.is_none() {
        context.invalid(child, text);
    }
    parsed
}

pub(super) fn completion_threshold(
    element: &Element,
    context: &mut Context<'_>,
) -> Option<CompletionThreshold> {
    let threshold = element.child("completionThreshold")?;
    let defaults = CompletionThreshold::default();
    // Up to the 3rd edition the measure is the element's text.
    if let Some(text) = threshold.text() {
        let measure = decimal(text, 0.0, 1.0);
        if measure.is_none() {
            context.invalid(threshold, text);
        }
        return measure.map(|min_progress_measure| CompletionThreshold {
            completed_by_measure: true,
            min_progress_measure,
            ..defaults
        });
    }
    Some(CompletionThreshold {
        completed_by_measure: context
            .value(threshold, "completedByMeasure", boolean)
            .unwrap_or(defaults.completed_by_measure),
        min_progress_measure: context
            .decimal(threshold, "minProgressMeasure", 0.0)
            .unwrap_or(defaults.min_progress_measure),
        progress_weight: context
            .decimal(threshold, "progressWeight", 0.0)
            .unwrap_or(defaults.progress_weight),
    })
}
