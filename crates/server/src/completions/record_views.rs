//! What coordinators see of a completion, its documents, and who issues them.

use std::collections::BTreeMap;

use entity::{
    certificate, completion, course, person,
    values::{DocumentKind, Face, StepStatus},
};
use grading::DocumentDecision;
use serde::Serialize;
use uuid::Uuid;

use super::{
    corrections::kind_message,
    decide::REPLACED,
    granting::is_granted,
    issuer::{IssuerFacts, MOST_SIGNATORIES, SignatoryFacts},
    sources::{SourceFacts, recorded},
};
use crate::{page::View, people::name_in};

/// `GET /records/completions/{id}`
#[derive(Debug, Serialize)]
pub(super) struct Source {
    id: Uuid,
    person_id: Uuid,
    course_id: Uuid,
    enrolment_id: Uuid,
    name: String,
    course_title: String,
    completed_on: String,
    passed: bool,
    score: Option<String>,
    facts: Vec<(&'static str, String)>,
    missing: Vec<&'static str>,
    steps: Vec<StepLine>,
    certificates: Vec<DocumentLine>,
    versions: Vec<VersionLine>,
    differences: Vec<DifferenceLine>,
    /// A newer version took its place.
    is_replaced: bool,
    /// A message.
    fault: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct StepLine {
    title: String,
    status: StepStatus,
    percent: Option<i64>,
    attempt_id: Option<Uuid>,
}

#[derive(Debug, Serialize)]
struct DocumentLine {
    id: Uuid,
    serial: String,
    kind: DocumentKind,
    issued_on: String,
    check_code: String,
    revoked_on: Option<String>,
    is_replaced: bool,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct VersionLine {
    id: Uuid,
    is_this: bool,
    stands: bool,
    recorded_at: String,
    recorded_by: Option<String>,
    reason: Option<String>,
    granted: bool,
}

#[derive(Debug, Serialize)]
struct DifferenceLine {
    label: &'static str,
    then: Option<String>,
    now: Option<String>,
}

impl Source {
    pub(super) fn new(face: Face, source: &SourceFacts, fault: Option<&'static str>) -> Self {
        let row = &source.row;
        let lacks = [
            (row.organisation_id.is_none(), "record-lack-organisation"),
            (row.programme_id.is_none(), "record-lack-programme"),
            (
                row.accreditation_field.is_none(),
                "record-lack-accreditation",
            ),
        ];
        Self {
            id: row.id,
            person_id: row.person_id,
            course_id: row.course_id,
            enrolment_id: row.enrolment_id,
            name: match face {
                Face::SrCyrl => format!("{} {}", row.given_name_cyrl, row.family_name_cyrl),
                Face::SrLatn | Face::En => format!("{} {}", row.given_name, row.family_name),
            },
            course_title: source.course.title.clone(),
            completed_on: row.completed_on.to_string(),
            passed: row.outcome == entity::values::CompletionOutcome::Passed,
            score: row.score_percent.map(|it| it.to_string()),
            facts: facts(row),
            missing: lacks.into_iter().filter(|it| it.0).map(|it| it.1).collect(),
            steps: steps(source),
            certificates: source.certificates.iter().map(DocumentLine::new).collect(),
            versions: versions(face, source),
            differences: source
                .differences
                .iter()
                .map(|it| DifferenceLine {
                    label: it.label,
                    then: it.then.clone(),
                    now: it.now.clone(),
                })
                .collect(),
            is_replaced: row.replaced_by_id.is_some(),
            fault,
        }
    }
}

fn facts(row: &completion::Model) -> Vec<(&'static str, String)> {
    recorded(row)
        .into_iter()
        .filter_map(|(label, value)| Some((label, value.filter(|it| !it.is_empty())?)))
        .collect()
}

fn steps(source: &SourceFacts) -> Vec<StepLine> {
    source
        .steps
        .iter()
        .map(|(title, result)| StepLine {
            title: title.clone(),
            status: result.status,
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a scaled score is from -1 to 1"
            )]
            percent: result.score_scaled.map(|it| (it * 100.0).round() as i64),
            attempt_id: result.counted_attempt_id,
        })
        .collect()
}

fn versions(face: Face, source: &SourceFacts) -> Vec<VersionLine> {
    source
        .versions
        .iter()
        .map(|(version, by)| VersionLine {
            id: version.id,
            is_this: version.id == source.row.id,
            stands: version.replaced_by_id.is_none(),
            recorded_at: version.recorded_at.to_rfc3339(),
            recorded_by: by.as_ref().map(|it| name_in(face, it)),
            reason: version.reason.clone(),
            granted: is_granted(version),
        })
        .collect()
}

impl DocumentLine {
    fn new(row: &certificate::Model) -> Self {
        let is_replaced = row.revoked_reason.as_deref() == Some(REPLACED);
        Self {
            id: row.id,
            serial: row.serial.clone(),
            kind: row.kind,
            issued_on: row.issued_on.to_string(),
            check_code: row.check_code.clone(),
            revoked_on: row.revoked_at.map(|it| it.to_rfc3339()),
            is_replaced,
            reason: row.revoked_reason.clone().filter(|_| !is_replaced),
        }
    }
}

impl View for Source {
    const TEMPLATE: &'static str = "completions/source.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let document = |revoked: bool, is_replaced| DocumentLine {
            id: Uuid::nil(),
            serial: "U-2026-000123".into(),
            kind: DocumentKind::Uverenje,
            issued_on: "2026-11-24".into(),
            check_code: "CODE".into(),
            revoked_on: revoked.then(|| "2026-11-24T09:00:00Z".into()),
            is_replaced,
            reason: (revoked && !is_replaced).then(|| "грешка <b>".into()),
        };
        let version = |stands, by: bool| VersionLine {
            id: Uuid::nil(),
            is_this: stands,
            stands,
            recorded_at: "2026-11-24T09:00:00Z".into(),
            recorded_by: by.then(|| "Ада".into()),
            reason: by.then(|| "исправка".into()),
            granted: by,
        };
        let source = |full: bool| Self {
            id: Uuid::nil(),
            person_id: Uuid::nil(),
            course_id: Uuid::nil(),
            enrolment_id: Uuid::nil(),
            name: "Ада <b>".into(),
            course_title: "Поверљивост".into(),
            completed_on: "2026-11-24".into(),
            passed: full,
            score: full.then(|| "92.5".into()),
            facts: vec![("record-col-post", "саветник".into())],
            missing: if full {
                vec![]
            } else {
                vec!["record-lack-organisation"]
            },
            steps: [Some(Uuid::nil()), None]
                .map(|attempt_id| StepLine {
                    title: "Корак".into(),
                    status: StepStatus::Passed,
                    percent: attempt_id.map(|_| 80),
                    attempt_id,
                })
                .into(),
            certificates: if full {
                vec![
                    document(true, true),
                    document(true, false),
                    document(false, false),
                ]
            } else {
                vec![]
            },
            versions: vec![version(false, false), version(true, true)],
            differences: if full {
                vec![]
            } else {
                [Some("Општина".to_owned()), None]
                    .map(|now| DifferenceLine {
                        label: "record-col-organisation",
                        then: now.clone().map(|_| "Град".into()),
                        now,
                    })
                    .into()
            },
            is_replaced: false,
            fault: (!full).then_some("correction-needs-reason"),
        };
        let mut replaced = source(true);
        replaced.is_replaced = true;
        vec![source(true), source(false), replaced]
    }
}

/// `GET /records/certificates/{id}/revoke`
#[derive(Debug, Serialize)]
pub(super) struct Revoke {
    id: Uuid,
    completion_id: Uuid,
    serial: String,
    name: String,
    fault: bool,
}

impl Revoke {
    pub(super) fn new(
        face: Face,
        certificate: &certificate::Model,
        person: &person::Model,
        fault: bool,
    ) -> Self {
        Self {
            id: certificate.id,
            completion_id: certificate.completion_id,
            serial: certificate.serial.clone(),
            name: name_in(face, person),
            fault,
        }
    }
}

impl View for Revoke {
    const TEMPLATE: &'static str = "completions/revoke.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        [false, true]
            .map(|fault| Self {
                id: Uuid::nil(),
                completion_id: Uuid::nil(),
                serial: "U-2026-000123".into(),
                name: "Ада <b>".into(),
                fault,
            })
            .into()
    }
}

/// `GET /records/enrolments/{id}/document`
#[derive(Debug, Serialize)]
pub(super) struct Issue {
    enrolment_id: Uuid,
    course_id: Uuid,
    person_id: Uuid,
    name: String,
    course_title: String,
    /// Messages: the kind that would be issued, and the one it replaces.
    kind: Option<&'static str>,
    replaces: Option<&'static str>,
    /// Messages: why nothing is due.
    reasons: Vec<&'static str>,
}

impl Issue {
    pub(super) fn new(
        face: Face,
        enrolment_id: Uuid,
        course: &course::Model,
        person: &person::Model,
        decision: Option<&DocumentDecision>,
    ) -> Self {
        let message = |kind: grading::DocumentKind| {
            kind_message(match kind {
                grading::DocumentKind::Uverenje => DocumentKind::Uverenje,
                grading::DocumentKind::Potvrda => DocumentKind::Potvrda,
            })
        };
        let (kind, replaces) = match decision {
            Some(DocumentDecision::Issue { kind, replaces }) => {
                (Some(message(*kind)), replaces.map(message))
            }
            _ => (None, None),
        };
        let reasons = match decision {
            Some(decision) => decision.explain().iter().map(|it| it.id).collect(),
            None => vec!["withheld-not-offered"],
        };
        Self {
            enrolment_id,
            course_id: course.id,
            person_id: person.id,
            name: name_in(face, person),
            course_title: course.title.clone(),
            kind,
            replaces,
            reasons,
        }
    }
}

impl View for Issue {
    const TEMPLATE: &'static str = "completions/issue.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let issue = |kind, replaces, reasons| Self {
            enrolment_id: Uuid::nil(),
            course_id: Uuid::nil(),
            person_id: Uuid::nil(),
            name: "Ада <b>".into(),
            course_title: "Поверљивост".into(),
            kind,
            replaces,
            reasons,
        };
        let (uverenje, potvrda) = ("certificate-kind-uverenje", "certificate-kind-potvrda");
        vec![
            issue(Some(potvrda), None, vec![]),
            issue(Some(uverenje), Some(potvrda), vec![]),
            issue(None, None, vec!["withheld-suspended"]),
        ]
    }
}

/// `GET /records/issuer`
#[derive(Debug, Serialize)]
pub(super) struct IssuerPage {
    issuer: IssuerFacts,
    /// Always so many that the form has room for all.
    signatories: Vec<SignatoryFacts>,
    site_name: String,
    saved: bool,
    errors: BTreeMap<String, &'static str>,
}

impl IssuerPage {
    pub(super) fn new(issuer: &IssuerFacts, site_name: String, saved: bool) -> Self {
        let mut signatories = issuer.signatories.clone();
        signatories.resize_with(MOST_SIGNATORIES, SignatoryFacts::default);
        Self {
            issuer: issuer.clone(),
            signatories,
            site_name,
            saved,
            errors: BTreeMap::new(),
        }
    }

    pub(super) fn fault(&mut self, errors: BTreeMap<String, &'static str>) {
        self.errors = errors;
    }
}

impl View for IssuerPage {
    const TEMPLATE: &'static str = "completions/issuer.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let facts = IssuerFacts::default();
        let mut faulty = Self::new(&facts, "Обука <b>".into(), false);
        faulty.fault(BTreeMap::from([
            ("place".to_owned(), "issuer-place-empty"),
            ("name_cyrl_1".to_owned(), "issuer-too-long"),
        ]));
        vec![Self::new(&facts, "Обука".into(), true), faulty]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Source>();
        crate::page::tests::renders::<Revoke>();
        crate::page::tests::renders::<Issue>();
        crate::page::tests::renders::<IssuerPage>();
    }
}
