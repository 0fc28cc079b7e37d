//! What the feature's pages show.

use entity::{course, person, values::Face};
use serde::Serialize;
use uuid::Uuid;

use super::{
    forms::{self, Errors, Fields, FormField, Kind},
    participants::BadLine,
    queries::Lists,
    service::Line,
};
use crate::page::View;

/// `GET /records/{kind}`
#[derive(Debug, Serialize)]
pub(super) struct List {
    kind: &'static str,
    search: String,
    lines: Vec<ListLine>,
    saved: bool,
}

#[derive(Debug, Serialize)]
struct ListLine {
    id: Uuid,
    title: String,
    detail: String,
    date: Option<String>,
    people: Option<i64>,
    tag: Option<&'static str>,
}

impl List {
    pub(super) fn new(kind: Kind, search: String, lines: Vec<Line>, saved: bool) -> Self {
        let lines = lines.into_iter().map(|it| ListLine {
            id: it.id,
            title: it.title,
            detail: it.detail,
            date: it.date,
            people: it.people,
            tag: it.tag,
        });
        Self {
            kind: kind.token(),
            search,
            lines: lines.collect(),
            saved,
        }
    }
}

#[cfg(test)]
const KINDS: [Kind; 4] = [
    Kind::Programmes,
    Kind::Accreditations,
    Kind::Sessions,
    Kind::Trainers,
];

impl View for List {
    const TEMPLATE: &'static str = "programmes/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let line = |full: bool| Line {
            id: Uuid::nil(),
            title: "Поверљивост <b>".into(),
            detail: if full {
                "НАЈУ".into()
            } else {
                String::new()
            },
            date: full.then(|| "2026-11-24".into()),
            people: full.then_some(24),
            tag: full.then_some("session-does-not-count"),
        };
        KINDS
            .into_iter()
            .flat_map(|kind| {
                [
                    Self::new(kind, String::new(), vec![], false),
                    Self::new(kind, "<b>".into(), vec![], false),
                    Self::new(kind, String::new(), vec![line(true), line(false)], true),
                ]
            })
            .collect()
    }
}

/// `GET /records/{kind}/{id}`, `GET /records/{kind}/new`
#[derive(Debug, Serialize)]
pub(super) struct Edit {
    kind: &'static str,
    /// None for a new record.
    id: Option<Uuid>,
    form: Vec<FormField>,
    errors: Errors,
    participants: Option<Participants>,
}

/// Who took part in the session.
#[derive(Debug, Serialize)]
pub(super) struct Participants {
    people: Vec<Participant>,
    list: String,
    bad: Vec<BadLine>,
}

#[derive(Debug, Serialize)]
struct Participant {
    id: Uuid,
    name: String,
}

impl Participants {
    pub(super) fn new(face: Face, people: &[person::Model]) -> Self {
        let people = people.iter().map(|it| Participant {
            id: it.id,
            name: match face {
                Face::SrCyrl => format!("{} {}", it.family_name_cyrl, it.given_name_cyrl),
                Face::SrLatn | Face::En => format!("{} {}", it.family_name, it.given_name),
            },
        });
        Self {
            people: people.collect(),
            list: String::new(),
            bad: Vec::new(),
        }
    }

    pub(super) fn again(mut self, list: String, bad: Vec<BadLine>) -> Self {
        self.list = list;
        self.bad = bad;
        self
    }
}

impl Edit {
    pub(super) fn new(kind: Kind, id: Option<Uuid>, fields: &Fields, lists: &Lists) -> Self {
        Self {
            kind: kind.token(),
            id,
            form: forms::form(kind, fields, lists),
            errors: Errors::new(),
            participants: None,
        }
    }

    pub(super) fn with_errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }

    pub(super) fn with_participants(mut self, participants: Option<Participants>) -> Self {
        self.participants = participants;
        self
    }
}

impl View for Edit {
    const TEMPLATE: &'static str = "programmes/edit.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut samples = Vec::new();
        for kind in KINDS {
            let blank = forms::blank(kind);
            let new = || Self::new(kind, None, &blank, &Lists::default());
            samples.push(new());
            let errors = forms::check(kind, &Fields::default()).expect_err("empty");
            samples.push(new().with_errors(errors));
        }
        let participants = |people, bad| Participants {
            people,
            list: "ada@".into(),
            bad,
        };
        let somebody = Participant {
            id: Uuid::nil(),
            name: "Ада <b>".into(),
        };
        let bad = |problem| BadLine {
            number: 3,
            text: "<b>".into(),
            problem,
        };
        for participants in [
            participants(vec![], vec![]),
            participants(
                vec![somebody],
                vec![
                    bad("participants-unknown"),
                    bad("participants-no-address"),
                    bad("participants-too-many"),
                ],
            ),
        ] {
            let fields = forms::blank(Kind::Sessions);
            let edit = Self::new(
                Kind::Sessions,
                Some(Uuid::nil()),
                &fields,
                &Lists::default(),
            );
            samples.push(edit.with_participants(Some(participants)));
        }
        samples
    }
}

/// `GET /records/courses/{id}/trainers`
#[derive(Debug, Serialize)]
pub(super) struct CourseTrainers {
    id: Uuid,
    title: String,
    form: Vec<FormField>,
    errors: Errors,
}

impl CourseTrainers {
    pub(super) fn new(course: &course::Model, chosen: &[Uuid], lists: &Lists) -> Self {
        Self {
            id: course.id,
            title: course.title.clone(),
            form: forms::trainers_of(lists, chosen),
            errors: Errors::new(),
        }
    }
}

impl View for CourseTrainers {
    const TEMPLATE: &'static str = "programmes/course_trainers.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            id: Uuid::nil(),
            title: "Поверљивост <b>".into(),
            form: forms::trainers_of(&Lists::default(), &[]),
            errors: Errors::new(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<List>();
        crate::page::tests::renders::<Edit>();
        crate::page::tests::renders::<CourseTrainers>();
    }
}
