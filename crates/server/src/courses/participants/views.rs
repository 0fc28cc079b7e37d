//! What the participants' pages show.

use entity::{
    course, person,
    values::{EnrolmentStatus, Face, PersonStatus},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    super::enrolling::{PastedLine, line_words},
    service::Participants,
};
use crate::page::View;

/// `GET /courses/{course_id}/people`
#[derive(Debug, Serialize)]
pub(crate) struct ParticipantsPage {
    course_id: Uuid,
    course_title: String,
    is_published: bool,
    people: Vec<Participant>,
    active: usize,
    completed: usize,
    begun: usize,
    pasted: Option<Pasted>,
}

#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each with its own word in the row"
)]
struct Participant {
    enrolment_id: Uuid,
    person_id: Uuid,
    name: String,
    email: String,
    percent: i32,
    has_left: bool,
    has_completed: bool,
    is_suspended: bool,
    is_invited: bool,
    last_contact_at: Option<String>,
}

/// The list as it was pasted, with what is wrong in which line.
#[derive(Debug, Serialize)]
pub(crate) struct Pasted {
    text: String,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct Problem {
    line: usize,
    text: String,
    words: String,
}

impl Pasted {
    pub(crate) fn new(face: Face, text: &str, lines: &[(usize, String, PastedLine)]) -> Self {
        let problems = lines.iter().filter_map(|(line, text, read)| {
            Some(Problem {
                line: *line,
                text: text.clone(),
                words: line_words(face, read)?,
            })
        });
        Self {
            text: text.to_owned(),
            problems: problems.collect(),
        }
    }
}

/// As the list is sorted: family name first.
fn name(face: Face, person: &person::Model) -> String {
    match face {
        Face::SrCyrl => format!("{} {}", person.family_name_cyrl, person.given_name_cyrl),
        Face::SrLatn | Face::En => format!("{} {}", person.family_name, person.given_name),
    }
}

impl ParticipantsPage {
    pub(crate) fn new(
        face: Face,
        course: &course::Model,
        list: Participants,
        pasted: Option<Pasted>,
    ) -> Self {
        let invited = list.invited;
        let people: Vec<Participant> = list
            .rows
            .into_iter()
            .map(|(enrolment, person)| Participant {
                enrolment_id: enrolment.id,
                person_id: person.id,
                name: name(face, &person),
                percent: enrolment.progress_percent,
                has_left: enrolment.status == EnrolmentStatus::Withdrawn,
                has_completed: enrolment.completed_at.is_some(),
                is_suspended: person.status == PersonStatus::Suspended,
                is_invited: invited.contains(&person.id),
                last_contact_at: enrolment.last_contact_at.map(|it| it.to_rfc3339()),
                email: person.email,
            })
            .collect();
        let active = |it: &&Participant| !it.has_left;
        Self {
            course_id: course.id,
            course_title: course.title.clone(),
            is_published: course.status == entity::values::CourseStatus::Published,
            active: people.iter().filter(active).count(),
            completed: people
                .iter()
                .filter(active)
                .filter(|it| it.has_completed)
                .count(),
            begun: people
                .iter()
                .filter(active)
                .filter(|it| !it.has_completed && it.last_contact_at.is_some())
                .count(),
            people,
            pasted,
        }
    }
}

impl View for ParticipantsPage {
    const TEMPLATE: &'static str = "courses/people.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let participant = |has_left, has_completed| Participant {
            enrolment_id: Uuid::nil(),
            person_id: Uuid::nil(),
            name: "Ада <b>".into(),
            email: "ada@example.org".into(),
            percent: 50,
            has_left,
            has_completed,
            is_suspended: has_left,
            is_invited: !has_left,
            last_contact_at: has_completed.then(|| "2026-11-24T09:00:00Z".into()),
        };
        let sample = |people: Vec<Participant>, pasted| Self {
            course_id: Uuid::nil(),
            course_title: "Курс".into(),
            is_published: pasted,
            active: people.len(),
            completed: 1,
            begun: 1,
            people,
            pasted: pasted.then(|| Pasted {
                text: "x".into(),
                problems: vec![Problem {
                    line: 1,
                    text: "x".into(),
                    words: "y".into(),
                }],
            }),
        };
        let mut empty = sample(vec![], true);
        if let Some(pasted) = &mut empty.pasted {
            pasted.problems.clear();
        }
        vec![
            empty,
            sample(vec![], false),
            sample(
                vec![
                    participant(false, true),
                    participant(true, false),
                    participant(false, false),
                ],
                true,
            ),
        ]
    }
}

/// `GET /courses/{course_id}/people/{enrolment_id}/withdraw`
#[derive(Debug, Serialize)]
pub(crate) struct Withdraw {
    course_id: Uuid,
    course_title: String,
    enrolment_id: Uuid,
    name: String,
}

impl Withdraw {
    pub(crate) fn new(
        face: Face,
        course: &course::Model,
        list: &Participants,
        enrolment_id: Uuid,
    ) -> Option<Self> {
        let found = list.rows.iter().find(|(it, _)| it.id == enrolment_id);
        found.map(|(_, person)| Self {
            course_id: course.id,
            course_title: course.title.clone(),
            enrolment_id,
            name: name(face, person),
        })
    }
}

impl View for Withdraw {
    const TEMPLATE: &'static str = "courses/withdraw.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            course_id: Uuid::nil(),
            course_title: "Курс".into(),
            enrolment_id: Uuid::nil(),
            name: "Ада".into(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<ParticipantsPage>();
        crate::page::tests::renders::<Withdraw>();
    }
}
