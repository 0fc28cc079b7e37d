//! What the feature's pages show.

use std::collections::HashSet;

use entity::{
    organisation, person,
    values::{EnrolmentStatus, Face, PersonStatus, Role, Success},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    import::{Row, RowFault},
    record::Facts,
    rules,
    service::{Found, PAGE, email_key},
};
use crate::{error::Message, page::View, sign_in::Reader};

const ROLES: [Role; 4] = [
    Role::Trainee,
    Role::Trainer,
    Role::Coordinator,
    Role::Administrator,
];

/// A person's name in the script of `face`.
fn name(face: Face, person: &person::Model) -> String {
    match face {
        Face::SrCyrl => format!("{} {}", person.family_name_cyrl, person.given_name_cyrl),
        Face::SrLatn | Face::En => format!("{} {}", person.family_name, person.given_name),
    }
}

/// What the address of the list says.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    pub(super) q: String,
    role: String,
    status: String,
    pub(super) lacking: String,
    pub(super) organisation: String,
    page: String,
    added: String,
}

impl ListQuery {
    pub(super) fn role(&self) -> Option<Role> {
        let quoted = serde_json::Value::String(self.role.clone());
        serde_json::from_value(quoted).ok()
    }

    pub(super) fn status(&self) -> Option<PersonStatus> {
        let quoted = serde_json::Value::String(self.status.clone());
        serde_json::from_value(quoted).ok()
    }

    /// From 0; the address counts from 1.
    pub(super) fn page(&self) -> u64 {
        let page: u64 = self.page.parse().unwrap_or(1);
        page.saturating_sub(1).min(100_000)
    }
}

/// `GET /people`
#[derive(Debug, Serialize)]
pub(super) struct List {
    query: ListQuery,
    roles: [Role; 4],
    people: Vec<Line>,
    total: i64,
    lacking_organisation: i64,
    /// The filters as the address of another page carries them.
    same_filters: String,
    /// From 1.
    page_number: u64,
    pages: u64,
    /// How many an import has just added.
    added: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    name: String,
    email: String,
    role: Role,
    is_suspended: bool,
    organisation: Option<String>,
    post: Option<String>,
}

impl List {
    pub(super) fn new(face: Face, query: ListQuery, found: Found) -> Self {
        let people = found.people.into_iter().map(|(person, organisation)| Line {
            id: person.id.to_string(),
            name: name(face, &person),
            email: person.email,
            role: person.role,
            is_suspended: person.status == PersonStatus::Suspended,
            organisation: organisation.map(|it| it.name),
            post: person.post,
        });
        let same_filters = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &query.q)
            .append_pair("role", &query.role)
            .append_pair("status", &query.status)
            .append_pair("lacking", &query.lacking)
            .append_pair("organisation", &query.organisation)
            .finish();
        Self {
            roles: ROLES,
            people: people.collect(),
            total: i64::try_from(found.total).unwrap_or(i64::MAX),
            lacking_organisation: i64::try_from(found.lacking_organisation).unwrap_or(i64::MAX),
            same_filters,
            page_number: query.page() + 1,
            pages: found.total.div_ceil(PAGE).max(1),
            added: query.added.parse().ok(),
            query,
        }
    }
}

impl View for List {
    const TEMPLATE: &'static str = "people/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let line = |full: bool| Line {
            id: "id".into(),
            name: "Ада <b>".into(),
            email: "ada@example.org".into(),
            role: Role::Coordinator,
            is_suspended: full,
            organisation: full.then(|| "Општина <b>".into()),
            post: full.then(|| "референт".into()),
        };
        let list = |people: Vec<Line>, page_number, added| Self {
            query: ListQuery::default(),
            roles: ROLES,
            total: 1234,
            lacking_organisation: i64::from(page_number == 2),
            same_filters: "q=x".into(),
            page_number,
            pages: 3,
            added,
            people,
        };
        vec![
            list(vec![], 1, None),
            list(vec![line(true), line(false)], 2, Some(12)),
            list(vec![line(true)], 3, Some(0)),
        ]
    }
}

/// The fields of a person's form, as stored or as typed.
#[derive(Debug, Default, Serialize)]
pub(super) struct PersonFields {
    pub(super) given_name: String,
    pub(super) family_name: String,
    pub(super) given_name_cyrl: String,
    pub(super) family_name_cyrl: String,
    pub(super) email: String,
    pub(super) organisation: String,
    pub(super) post: String,
}

/// `GET /people/new`
#[derive(Debug, Serialize)]
pub(super) struct New {
    fields: PersonFields,
    organisations: Vec<String>,
    fault: Option<String>,
}

impl New {
    pub(super) fn with(
        fields: PersonFields,
        organisations: Vec<organisation::Model>,
        fault: Option<String>,
    ) -> Self {
        Self {
            fields,
            organisations: organisations.into_iter().map(|it| it.name).collect(),
            fault,
        }
    }
}

impl View for New {
    const TEMPLATE: &'static str = "people/new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let new = |fault| Self {
            fields: PersonFields::default(),
            organisations: vec!["Општина <b>".into()],
            fault,
        };
        vec![new(None), new(Some("No".into()))]
    }
}

/// `GET /people/{id}`
#[derive(Debug, Serialize)]
pub(super) struct Person {
    id: String,
    name: String,
    fields: PersonFields,
    organisations: Vec<String>,
    role: Role,
    roles: [Role; 4],
    is_suspended: bool,
    may_change: bool,
    may_set_role: bool,
    fault: Option<String>,
    done: Option<&'static str>,
    enrolments: Vec<Enrolment>,
    attempts: Vec<Attempt>,
    certificates: Vec<Certificate>,
}

#[derive(Debug, Serialize)]
struct Enrolment {
    course: String,
    course_path: String,
    progress_percent: i32,
    is_completed: bool,
    has_left: bool,
    /// RFC 3339.
    enrolled_at: String,
}

#[derive(Debug, Serialize)]
struct Attempt {
    path: String,
    course: String,
    number: i32,
    is_completed: bool,
    is_passed: bool,
    is_failed: bool,
    percent: Option<i64>,
    last_contact_at: String,
}

#[derive(Debug, Serialize)]
struct Certificate {
    serial: String,
    pdf: String,
    issued_on: String,
    is_revoked: bool,
}

impl Person {
    pub(super) fn new(
        face: Face,
        reader: &Reader,
        facts: Facts,
        organisations: Vec<organisation::Model>,
        done: &str,
    ) -> Self {
        let person = &facts.person;
        let course_of = |enrolment_id: Option<Uuid>| {
            let found = facts
                .courses
                .iter()
                .find(|(it, _)| Some(it.id) == enrolment_id);
            found.map_or_else(String::new, |(_, course)| course.title.clone())
        };
        let attempts = facts.attempts.iter().map(|it| Attempt {
            path: format!("/attempts/{}", it.id),
            course: course_of(it.enrolment_id),
            number: it.number,
            is_completed: it.completion == entity::values::Completion::Completed,
            is_passed: it.success == Success::Passed,
            is_failed: it.success == Success::Failed,
            percent: it.score_scaled.map(percent),
            last_contact_at: it.last_contact_at.to_rfc3339(),
        });
        Self {
            id: person.id.to_string(),
            name: name(face, person),
            fields: PersonFields {
                given_name: person.given_name.clone(),
                family_name: person.family_name.clone(),
                given_name_cyrl: person.given_name_cyrl.clone(),
                family_name_cyrl: person.family_name_cyrl.clone(),
                email: person.email.clone(),
                organisation: facts.organisation.map(|it| it.name).unwrap_or_default(),
                post: person.post.clone().unwrap_or_default(),
            },
            organisations: organisations.into_iter().map(|it| it.name).collect(),
            role: person.role,
            roles: ROLES,
            is_suspended: person.status == PersonStatus::Suspended,
            may_change: rules::may_change(reader.role, person.role),
            may_set_role: reader.role == Role::Administrator,
            fault: None,
            done: ["added", "saved", "role", "suspended", "reactivated"]
                .into_iter()
                .find(|it| *it == done),
            attempts: attempts.collect(),
            enrolments: facts.courses.iter().map(enrolment).collect(),
            certificates: facts
                .certificates
                .into_iter()
                .map(|it| Certificate {
                    pdf: format!("/certificates/{}/{}.pdf", it.id, crate::i18n::tag(face)),
                    serial: it.serial,
                    issued_on: it.issued_on,
                    is_revoked: it.is_revoked,
                })
                .collect(),
        }
    }

    pub(super) fn with_fault(mut self, typed: PersonFields, fault: String) -> Self {
        self.fields = typed;
        self.fault = Some(fault);
        self
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a scaled score lies between -1 and 1"
)]
fn percent(scaled: f64) -> i64 {
    (scaled * 100.0).round() as i64
}

fn enrolment((enrolment, course): &(entity::enrolment::Model, entity::course::Model)) -> Enrolment {
    Enrolment {
        course: course.title.clone(),
        course_path: format!("/courses/{}", enrolment.course_id),
        progress_percent: enrolment.progress_percent,
        is_completed: enrolment.completed_at.is_some(),
        has_left: enrolment.status == EnrolmentStatus::Withdrawn,
        enrolled_at: enrolment.enrolled_at.to_rfc3339(),
    }
}

impl View for Person {
    const TEMPLATE: &'static str = "people/person.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let person = |full: bool, is_suspended, done| Self {
            id: "id".into(),
            name: "Ада <b>".into(),
            fields: PersonFields::default(),
            organisations: vec!["Општина <b>".into()],
            role: Role::Trainee,
            roles: ROLES,
            is_suspended,
            may_change: full,
            may_set_role: full,
            fault: is_suspended.then(|| "No".into()),
            done,
            enrolments: (0..if full { 3 } else { 0 })
                .map(|it| Enrolment {
                    course: "Курс <b>".into(),
                    course_path: "/courses/x".into(),
                    progress_percent: 40,
                    is_completed: it == 1,
                    has_left: it == 2,
                    enrolled_at: "2026-11-24T09:00:00Z".into(),
                })
                .collect(),
            attempts: (0..if full { 3 } else { 0 })
                .map(|it| Attempt {
                    path: "/attempts/x".into(),
                    course: "Курс <b>".into(),
                    number: 1,
                    is_completed: it == 0,
                    is_passed: it == 1,
                    is_failed: it == 2,
                    percent: (it == 1).then_some(85),
                    last_contact_at: "2026-11-24T09:00:00Z".into(),
                })
                .collect(),
            certificates: [false, true]
                .into_iter()
                .filter(|_| full)
                .map(|is_revoked| Certificate {
                    serial: "U-2026-000001".into(),
                    pdf: "/certificates/x/en.pdf".into(),
                    issued_on: "2026-11-24".into(),
                    is_revoked,
                })
                .collect(),
        };
        vec![
            person(true, false, None),
            person(false, false, Some("added")),
            person(true, true, Some("saved")),
            person(true, true, Some("role")),
            person(false, true, Some("suspended")),
            person(false, true, Some("reactivated")),
        ]
    }
}

/// `GET /people/{id}/suspend`
#[derive(Debug, Serialize)]
pub(super) struct Suspend {
    id: String,
    name: String,
}

impl Suspend {
    pub(super) fn new(face: Face, person: &person::Model) -> Self {
        Self {
            id: person.id.to_string(),
            name: name(face, person),
        }
    }
}

impl View for Suspend {
    const TEMPLATE: &'static str = "people/suspend.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            id: "id".into(),
            name: "Ада <b>".into(),
        }]
    }
}

/// `GET` and `POST /people/import`
#[derive(Debug, Serialize)]
pub(super) struct Import {
    list: String,
    is_preview: bool,
    rows: Vec<ImportRow>,
    new: usize,
    known: usize,
    faulty: usize,
}

#[derive(Debug, Serialize)]
struct ImportRow {
    line: usize,
    text: String,
    name: String,
    email: String,
    organisation: String,
    is_known: bool,
    /// What is wrong, in words.
    fault: Option<String>,
}

impl Import {
    pub(super) fn empty() -> Self {
        Self {
            list: String::new(),
            is_preview: false,
            rows: Vec::new(),
            new: 0,
            known: 0,
            faulty: 0,
        }
    }

    pub(super) fn preview(
        list: String,
        rows: Vec<Row>,
        known: &HashSet<String>,
        translate: impl Fn(&Message) -> String,
    ) -> Self {
        let mut view = Self {
            list,
            is_preview: true,
            ..Self::empty()
        };
        for row in rows {
            let mut shown = ImportRow {
                line: row.line,
                text: row.text,
                name: String::new(),
                email: String::new(),
                organisation: String::new(),
                is_known: false,
                fault: None,
            };
            match row.content {
                Ok(it) => {
                    shown.is_known = email_key(&it.email).is_some_and(|key| known.contains(&key));
                    shown.name = format!(
                        "{} {} · {} {}",
                        it.names.given_name,
                        it.names.family_name,
                        it.names.given_name_cyrl,
                        it.names.family_name_cyrl
                    );
                    shown.email = it.email;
                    shown.organisation = it.organisation;
                    if shown.is_known {
                        view.known += 1;
                    } else {
                        view.new += 1;
                    }
                }
                Err(fault) => {
                    shown.fault = Some(translate(&words(&fault)));
                    view.faulty += 1;
                }
            }
            view.rows.push(shown);
        }
        view
    }

    /// Whether there is anything to store.
    pub(super) fn has_news(&self) -> bool {
        0 < self.new
    }
}

/// What is wrong with a row, and how to mend it.
pub(crate) fn words(fault: &RowFault) -> Message {
    match fault {
        RowFault::NoAddress => Message::new("import-no-address"),
        RowFault::WrongAddress(text) => Message::new("import-wrong-address").with("text", text),
        RowFault::NoName => Message::new("import-no-name"),
        RowFault::Twice { first_line } => {
            Message::new("import-twice").with("line", first_line.to_string())
        }
        RowFault::TooMany => {
            Message::new("import-too-many").with("most", super::import::MOST_ROWS.to_string())
        }
    }
}

impl View for Import {
    const TEMPLATE: &'static str = "people/import.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let list = "Ana,Đurić,ana@example.org\nIva,Ilić,iva@example.org\nx";
        let known = HashSet::from(["iva@example.org".to_owned()]);
        let preview = |list: &str| {
            let rows = super::import::read(list);
            Self::preview(list.to_owned(), rows, &known, |it| it.id.to_owned())
        };
        vec![Self::empty(), preview(list), preview("x"), preview("")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<List>();
        crate::page::tests::renders::<New>();
        crate::page::tests::renders::<Person>();
        crate::page::tests::renders::<Suspend>();
        crate::page::tests::renders::<Import>();
    }

    #[test]
    fn every_fault_has_its_words() {
        for fault in [
            RowFault::NoAddress,
            RowFault::WrongAddress("x".into()),
            RowFault::NoName,
            RowFault::Twice { first_line: 1 },
            RowFault::TooMany,
        ] {
            assert!(crate::i18n::is_complete(words(&fault).id), "{fault:?}");
        }
    }
}
