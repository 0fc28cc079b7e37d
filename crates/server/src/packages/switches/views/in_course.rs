//! A module in a course, and switches in lists.

use std::collections::HashMap;

use chrono_tz::Tz;
use entity::{
    person,
    values::{Face, SwitchState},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    super::service::{ModuleInCourse, SwitchLine},
    moment,
    people::because,
};
use crate::{
    attempts::service::{Choices, Done},
    page::View,
    people::name_in,
};

/// A switch in a list: what, when, by whom, and whom it touched.
#[derive(Debug, Serialize)]
pub(in crate::packages) struct SwitchEntry {
    id: Uuid,
    course: Uuid,
    course_title: String,
    module: Uuid,
    from: Option<i32>,
    to: i32,
    state: SwitchState,
    /// When it is to be made, or was.
    at: String,
    by: Option<String>,
    choices: Choices,
    /// A message id.
    problem: Option<String>,
    touched: Vec<Touched>,
}

/// The people of one way.
#[derive(Debug, Serialize)]
struct Touched {
    /// A message id.
    what: &'static str,
    count: usize,
    /// Where the page may name them.
    people: Vec<TouchedPerson>,
}

#[derive(Debug, Serialize)]
struct TouchedPerson {
    name: String,
    because: Option<(&'static str, String)>,
}

pub(super) type Names = HashMap<Uuid, person::Model>;

impl SwitchEntry {
    /// Names people only where `names` has them.
    pub(in crate::packages) fn new(
        (face, zone): (Face, Tz),
        line: &SwitchLine,
        names: Option<&Names>,
    ) -> Self {
        let row = &line.row;
        let by = match face {
            Face::SrCyrl => row
                .given_name_cyrl
                .as_ref()
                .zip(row.family_name_cyrl.as_ref()),
            Face::SrLatn | Face::En => row.given_name.as_ref().zip(row.family_name.as_ref()),
        };
        Self {
            id: row.id,
            course: row.course_id,
            course_title: row.course_title.clone(),
            module: row.package_id,
            from: row.from_number,
            to: row.to_number,
            state: row.state,
            at: moment((face, zone), row.ended_at.unwrap_or(row.run_at)),
            by: by.map(|(given, family)| format!("{given} {family}")),
            choices: line.choices,
            problem: row.problem.clone(),
            touched: line.outcome.as_ref().map_or_else(Vec::new, |outcome| {
                let steps = outcome.steps.iter();
                steps
                    .flat_map(|it| touched(face, &it.done, names))
                    .collect()
            }),
        }
    }

    #[cfg(test)]
    pub(in crate::packages) fn samples() -> Vec<Self> {
        let enrolment = Uuid::nil();
        let done = Done {
            new: vec![enrolment; 2],
            old: vec![enrolment],
            finishing: vec![enrolment],
            moved: vec![enrolment],
            stayed: vec![(enrolment, crate::attempts::service::Stays::Playing)],
            started_again: vec![enrolment],
            kept: vec![enrolment],
            already: vec![enrolment],
        };
        let names = HashMap::from([(enrolment, sample_person())]);
        let entry = |state, named: bool| Self {
            id: Uuid::nil(),
            course: Uuid::nil(),
            course_title: "Курс <b>".into(),
            module: Uuid::nil(),
            from: named.then_some(1),
            to: 2,
            state,
            at: "24. 11. 2026., 22:00".into(),
            by: named.then(|| "Ада <b>".into()),
            choices: Choices::default(),
            problem: (state == SwitchState::Failed).then(|| "switch-course-closed".into()),
            touched: touched(Face::En, &done, named.then_some(&names)),
        };
        vec![
            entry(SwitchState::Waiting, false),
            entry(SwitchState::Done, true),
            entry(SwitchState::Done, false),
            entry(SwitchState::CalledOff, true),
            entry(SwitchState::Failed, false),
        ]
    }
}

fn touched(face: Face, done: &Done, names: Option<&Names>) -> Vec<Touched> {
    let name = |id: &Uuid| Some(name_in(face, names?.get(id)?));
    let group = |what, ids: &[Uuid]| Touched {
        what,
        count: ids.len(),
        people: ids
            .iter()
            .filter_map(name)
            .map(|name| TouchedPerson {
                name,
                because: None,
            })
            .collect(),
    };
    let stayed = Touched {
        what: "switch-did-stay",
        count: done.stayed.len(),
        people: done
            .stayed
            .iter()
            .filter_map(|(id, stays)| {
                name(id).map(|name| TouchedPerson {
                    name,
                    because: Some(because(stays)),
                })
            })
            .collect(),
    };
    let mut all = vec![
        group("switch-did-new", &done.new),
        group("switch-did-old", &done.old),
        group("switch-did-move", &done.moved),
        stayed,
        group("switch-did-finish", &done.finishing),
        group("switch-did-again", &done.started_again),
        group("switch-did-keep", &done.kept),
        group("switch-did-already", &done.already),
    ];
    all.retain(|it| 0 < it.count);
    all
}

#[cfg(test)]
fn sample_person() -> person::Model {
    person::Model {
        id: Uuid::nil(),
        given_name: "Ada".into(),
        family_name: "Đorđević".into(),
        given_name_cyrl: "Ада".into(),
        family_name_cyrl: "Ђорђевић".into(),
        email: String::new(),
        email_key: String::new(),
        role: entity::values::Role::Trainee,
        status: entity::values::PersonStatus::Active,
        face: Face::En,
        organisation_id: None,
        post: None,
        password_hash: None,
        sign_in_set_at: None,
        details_checked_at: None,
        search_key: String::new(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

/// `GET /courses/{course_id}/modules/{package_id}`
#[derive(Debug, Serialize)]
pub(in crate::packages::switches) struct InCourse {
    course: Uuid,
    course_title: String,
    module: Uuid,
    module_title: String,
    /// What the course shows, in words; empty when it does not use the module any more.
    versions: String,
    /// The first of them, to look at who is where.
    number: Option<i32>,
    /// The version to go back to.
    earlier: Option<i32>,
    waiting: Vec<SwitchEntry>,
    past: Vec<SwitchEntry>,
}

impl InCourse {
    pub(in crate::packages::switches) fn new(context: (Face, Tz), shown: &ModuleInCourse) -> Self {
        let entry = |it| SwitchEntry::new(context, it, Some(&shown.people));
        let is_waiting = |it: &&SwitchLine| it.row.state == SwitchState::Waiting;
        let versions: Vec<String> = shown.versions.iter().map(ToString::to_string).collect();
        Self {
            course: shown.course.id,
            course_title: shown.course.title.clone(),
            module: shown.module.id,
            module_title: shown.module.title.clone(),
            versions: versions.join(", "),
            number: shown.versions.first().copied(),
            earlier: shown.earlier,
            waiting: shown
                .switches
                .iter()
                .filter(is_waiting)
                .map(entry)
                .collect(),
            past: shown
                .switches
                .iter()
                .filter(|it| !is_waiting(it))
                .map(entry)
                .collect(),
        }
    }
}

impl View for InCourse {
    const TEMPLATE: &'static str = "packages/module_in_course.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |versions: &str, earlier, waiting, past| Self {
            course: Uuid::nil(),
            course_title: "Курс <b>".into(),
            module: Uuid::nil(),
            module_title: "Азил <b>".into(),
            versions: versions.into(),
            number: (!versions.is_empty()).then_some(2),
            earlier,
            waiting,
            past,
        };
        let mut entries = SwitchEntry::samples();
        let past = entries.split_off(1);
        vec![
            page("2", Some(1), entries, past),
            page("", None, vec![], vec![]),
        ]
    }
}
