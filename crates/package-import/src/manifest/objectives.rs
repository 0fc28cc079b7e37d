//! Objectives of an activity, gathered from IMS's and ADL's `objectives`.

use std::collections::HashMap;

use super::read::{Context, decimal};
use super::tree::{Element, Vocabulary};
use crate::sequencing::{Objective, ObjectiveMap};

/// Where an objective is kept: the primary one, or one of the others.
type Place = Option<usize>;

#[derive(Default)]
pub(super) struct Objectives {
    pub(super) primary: Option<Objective>,
    pub(super) others: Vec<Objective>,
    by_id: HashMap<String, usize>,
    /// Index among the maps of the objective.
    by_target: HashMap<(Place, String), usize>,
}

impl Objectives {
    /// Adds what one `objectives` element holds. The second of an id, in the
    /// ADL element or the other way round, adds its maps to the first.
    pub(super) fn add(&mut self, element: &Element, context: &mut Context<'_>) {
        for element in &element.children {
            let is_primary = element.is("primaryObjective");
            if !is_primary && !element.is("objective") {
                continue;
            }
            let place = self.place(element, is_primary, context);
            for map in element.children_named("mapInfo") {
                self.add_map(map, place, context);
            }
        }
    }

    /// The place of the objective that `element` speaks of, new or known.
    fn place(&mut self, element: &Element, is_primary: bool, context: &mut Context<'_>) -> Place {
        let id = element.attribute("objectiveID");
        let primary = self.primary.as_ref();
        if is_primary || (id.is_some() && primary.is_some_and(|it| it.id.as_deref() == id)) {
            if self.primary.is_none() {
                self.primary = Some(objective(element, context));
            }
            return None;
        }
        let id = id.unwrap_or_default().to_owned();
        let index = *self.by_id.entry(id).or_insert(self.others.len());
        if index == self.others.len() {
            self.others.push(objective(element, context));
        }
        Some(index)
    }

    fn add_map(&mut self, element: &Element, place: Place, context: &mut Context<'_>) {
        let Some(target) = element.attribute("targetObjectiveID") else {
            context.invalid(element, "");
            return;
        };
        let objective = match place {
            None => self.primary.as_mut(),
            Some(index) => self.others.get_mut(index),
        };
        let Some(Objective { maps, .. }) = objective else {
            return;
        };
        let key = (place, target.to_owned());
        let index = *self.by_target.entry(key).or_insert(maps.len());
        if index == maps.len() {
            maps.push(ObjectiveMap {
                target_objective_id: target.to_owned(),
                ..ObjectiveMap::default()
            });
        }
        fill(&mut maps[index], element, context);
    }
}

fn objective(element: &Element, context: &mut Context<'_>) -> Objective {
    Objective {
        id: element.attribute("objectiveID").map(str::to_owned),
        satisfied_by_measure: context.boolean(element, "satisfiedByMeasure", false),
        min_normalized_measure: minimum(element, context),
        maps: Vec::new(),
    }
}

fn minimum(element: &Element, context: &mut Context<'_>) -> f64 {
    const DEFAULT: f64 = 1.0;
    let Some(child) = element.child("minNormalizedMeasure") else {
        return DEFAULT;
    };
    let Some(text) = child.text() else {
        return DEFAULT;
    };
    decimal(text, -1.0, 1.0).unwrap_or_else(|| {
        context.invalid(child, text);
        DEFAULT
    })
}

/// IMS's and ADL's `mapInfo` each fill their own half.
fn fill(map: &mut ObjectiveMap, element: &Element, context: &mut Context<'_>) {
    let mut flag = |name, default| context.boolean(element, name, default);
    if element.vocabulary != Vocabulary::Adlseq {
        map.read_satisfied_status = flag("readSatisfiedStatus", true);
        map.read_normalized_measure = flag("readNormalizedMeasure", true);
        map.write_satisfied_status = flag("writeSatisfiedStatus", false);
        map.write_normalized_measure = flag("writeNormalizedMeasure", false);
    }
    if element.vocabulary != Vocabulary::Imsss {
        map.read_raw_score = flag("readRawScore", true);
        map.read_min_score = flag("readMinScore", true);
        map.read_max_score = flag("readMaxScore", true);
        map.read_completion_status = flag("readCompletionStatus", true);
        map.read_progress_measure = flag("readProgressMeasure", true);
        map.write_raw_score = flag("writeRawScore", false);
        map.write_min_score = flag("writeMinScore", false);
        map.write_max_score = flag("writeMaxScore", false);
        map.write_completion_status = flag("writeCompletionStatus", false);
        map.write_progress_measure = flag("writeProgressMeasure", false);
    }
}
