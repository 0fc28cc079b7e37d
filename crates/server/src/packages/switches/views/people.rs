//! Who in a course is affected, by name.

use std::collections::HashMap;

use entity::values::Face;
use serde::Serialize;
use uuid::Uuid;

use super::super::service::{Affected, LearnerTried, Target};
use crate::{
    attempts::service::{Group, Stays},
    page::View,
};

/// `GET /modules/{id}/versions/{number}/switch/{course_id}`
#[derive(Debug, Serialize)]
pub(in crate::packages::switches) struct People {
    module: Uuid,
    module_title: String,
    number: i32,
    course: Uuid,
    course_title: String,
    steps: Vec<StepPeople>,
}

#[derive(Debug, Serialize)]
struct StepPeople {
    title: String,
    number: i32,
    people: Vec<PersonRow>,
}

#[derive(Debug, Serialize)]
struct PersonRow {
    person: Uuid,
    name: String,
    group: Group,
    /// The version of their last attempt.
    version: Option<i32>,
    /// What the trial on a copy said: a message id and the title of an item.
    verdict: Option<(&'static str, String)>,
}

/// The message that says why an attempt stays, and the item that it names.
pub(super) fn because(stays: &Stays) -> (&'static str, String) {
    match stays {
        Stays::Playing => ("switch-stays-playing", String::new()),
        Stays::OtherStandard => ("switch-stays-standard", String::new()),
        Stays::ItemGone(title) => ("switch-stays-gone", title.clone()),
        Stays::ItemChanged(title) => ("switch-stays-changed", title.clone()),
        Stays::OtherTool => ("switch-stays-tool", String::new()),
        Stays::OtherPlace => ("switch-stays-place", String::new()),
        Stays::Unreadable => ("switch-stays-unreadable", String::new()),
    }
}

impl People {
    pub(in crate::packages::switches) fn new(
        face: Face,
        target: &Target,
        affected: &Affected,
        numbers: &HashMap<Uuid, i32>,
    ) -> Self {
        let row = |it: &LearnerTried| PersonRow {
            person: it.learner.person_id,
            name: it.learner.name(face),
            group: it.learner.group,
            version: it
                .learner
                .version_id
                .and_then(|it| numbers.get(&it))
                .copied(),
            verdict: it.tried.as_ref().map(|tried| match tried {
                Ok(()) => ("switch-can-move", String::new()),
                Err(stays) => because(stays),
            }),
        };
        let steps = affected.steps.iter().map(|it| StepPeople {
            title: it.title.clone(),
            number: it.number,
            people: it.learners.iter().map(row).collect(),
        });
        Self {
            module: target.module.id,
            module_title: target.module.title.clone(),
            number: target.version.number,
            course: affected.course.id,
            course_title: affected.course.title.clone(),
            steps: steps.collect(),
        }
    }
}

impl View for People {
    const TEMPLATE: &'static str = "packages/switch_people.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let row = |group, version, verdict| PersonRow {
            person: Uuid::nil(),
            name: "Ада <b>".into(),
            group,
            version,
            verdict,
        };
        let reasons = [
            Stays::Playing,
            Stays::OtherStandard,
            Stays::ItemGone("Тест <b>".into()),
            Stays::ItemChanged("Тест".into()),
            Stays::OtherTool,
            Stays::OtherPlace,
            Stays::Unreadable,
        ];
        let mut people = vec![
            row(Group::NotStarted, None, None),
            row(
                Group::InProgress,
                Some(1),
                Some(("switch-can-move", String::new())),
            ),
            row(Group::Finished, Some(1), None),
        ];
        let stays = |it| row(Group::InProgress, Some(1), Some(because(it)));
        people.extend(reasons.iter().map(stays));
        let step = |people| StepPeople {
            title: "Корак".into(),
            number: 1,
            people,
        };
        vec![Self {
            module: Uuid::nil(),
            module_title: "Азил".into(),
            number: 2,
            course: Uuid::nil(),
            course_title: "Курс".into(),
            steps: vec![step(people), step(vec![])],
        }]
    }
}
