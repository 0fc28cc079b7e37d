//! What is snapshotted: the facts of a completion, and those that a certificate prints.

use certificates::{
    Accreditation, CertificateFacts, CheckCode, DocumentNumber, Mode, PersonName, Programme,
    Reached, Words,
};
use chrono::{DateTime, Utc};
use entity::{
    accreditation, certificate, completion, course, enrolment, organisation, person, programme,
    trainer,
    values::{CompletionOutcome, DocumentKind, TrainingMode},
};
use grading::{CourseResult, StepRule};
use rand::Rng as _;
use serde::Serialize;
use uuid::Uuid;

use super::{decide::Loaded, issuer::IssuerFacts};
use crate::app::AppState;

/// An enrolment with what stands around it.
pub(super) struct Around {
    pub(super) enrolment: enrolment::Model,
    pub(super) course: course::Model,
    pub(super) person: person::Model,
    pub(super) organisation: Option<organisation::Model>,
    pub(super) programme: Option<programme::Model>,
    pub(super) accreditation: Option<accreditation::Model>,
}

/// The whole of what a completion says, beside the columns that reports read.
#[derive(Serialize)]
struct Snapshot<'a> {
    format: u32,
    course_title: &'a str,
    course_language: &'a str,
    registration: Uuid,
    result: &'a CourseResult,
    accreditation_body: Option<&'a str>,
}

pub(super) fn completion(
    app: &AppState,
    around: &Around,
    trainers: &[trainer::Model],
    (course, outcome): (&CourseResult, CompletionOutcome),
    now: DateTime<Utc>,
) -> completion::Model {
    let Around {
        enrolment, person, ..
    } = around;
    let accreditation = around.accreditation.as_ref();
    let snapshot = Snapshot {
        format: 1,
        course_title: &around.course.title,
        course_language: &around.course.language,
        registration: enrolment.registration,
        result: course,
        accreditation_body: accreditation.map(|it| it.body.as_str()),
    };
    let mut row = completion::Model {
        id: Uuid::now_v7(),
        enrolment_id: enrolment.id,
        person_id: person.id,
        course_id: around.course.id,
        rule_version_id: Uuid::nil(),
        outcome,
        completed_on: app.config.date_of(now),
        completed_at: now,
        recorded_at: now,
        replaces_id: None,
        replaced_by_id: None,
        reason: None,
        recorded_by: None,
        family_name: String::new(),
        given_name: String::new(),
        family_name_cyrl: String::new(),
        given_name_cyrl: String::new(),
        organisation_id: None,
        organisation: None,
        organisation_kind: None,
        municipality: None,
        country: None,
        post: None,
        programme_id: None,
        programme: None,
        programme_code: None,
        accreditation_field: None,
        accreditation_decision: None,
        accreditation_decided_on: None,
        mode: TrainingMode::Online,
        started_on: Some(app.config.date_of(enrolment.enrolled_at)),
        hours: None,
        score_percent: course
            .score
            .and_then(|share| share.percent().to_string().parse().ok()),
        trainers: None,
        snapshot: serde_json::to_vec(&snapshot).unwrap_or_default(),
    };
    take(&mut row, around, trainers);
    row
}

/// Takes over what stands around the course and its learner, as of now.
pub(super) fn take(row: &mut completion::Model, around: &Around, trainers: &[trainer::Model]) {
    let person = &around.person;
    let organisation = around.organisation.as_ref();
    let programme = around.programme.as_ref();
    let accreditation = around.accreditation.as_ref();
    row.family_name.clone_from(&person.family_name);
    row.given_name.clone_from(&person.given_name);
    row.family_name_cyrl.clone_from(&person.family_name_cyrl);
    row.given_name_cyrl.clone_from(&person.given_name_cyrl);
    row.post.clone_from(&person.post);
    row.organisation_id = organisation.map(|it| it.id);
    row.organisation = organisation.map(|it| it.name.clone());
    row.organisation_kind = organisation.map(|it| kind_token(it.kind).to_owned());
    row.municipality = organisation.and_then(|it| it.municipality.clone());
    row.country = organisation.map(|it| it.country.clone());
    row.programme_id = programme.map(|it| it.id);
    row.programme = programme.map(|it| it.title.clone());
    row.programme_code = programme.map(|it| it.code.clone());
    row.hours = programme.map(|it| it.hours);
    row.accreditation_field = accreditation.map(|it| it.field.clone());
    row.accreditation_decision = accreditation.map(|it| it.decision.clone());
    row.accreditation_decided_on = accreditation.map(|it| it.decided_on);
    let names: Vec<String> = trainers
        .iter()
        .map(|it| format!("{} {}", it.given_name_cyrl, it.family_name_cyrl))
        .collect();
    row.trainers = (!names.is_empty()).then(|| names.join(", "));
}

/// The token of an organisation's kind, as the column keeps it.
fn kind_token(kind: entity::values::OrganisationKind) -> &'static str {
    use entity::values::OrganisationKind as Kind;
    match kind {
        Kind::StateBody => "state_body",
        Kind::LocalGovernment => "local_government",
        Kind::InternationalOrganisation => "international_organisation",
        Kind::Ngo => "ngo",
        Kind::University => "university",
        Kind::Media => "media",
        Kind::Other => "other",
    }
}

pub(super) fn certificate(
    app: &AppState,
    loaded: &Loaded,
    issuer: &IssuerFacts,
    completion: &completion::Model,
    (id, number): (Uuid, DocumentNumber),
    now: DateTime<Utc>,
) -> certificate::Model {
    let mut bits = [0_u8; 16];
    rand::rng().fill_bytes(&mut bits);
    let check_code = CheckCode::from_random(bits);
    let compact = check_code.compact();
    let facts = certificate_facts(app, loaded, issuer, completion, number, check_code, now);
    certificate::Model {
        id,
        completion_id: completion.id,
        enrolment_id: completion.enrolment_id,
        person_id: completion.person_id,
        kind: match number.kind {
            grading::DocumentKind::Uverenje => DocumentKind::Uverenje,
            grading::DocumentKind::Potvrda => DocumentKind::Potvrda,
        },
        year: i32::from(number.year),
        number: i32::try_from(number.serial).unwrap_or(i32::MAX),
        serial: number.to_string(),
        check_code: compact,
        snapshot: serde_json::to_vec(&facts).unwrap_or_default(),
        issued_on: facts.issued_on,
        issued_at: now,
        revoked_at: None,
        revoked_reason: None,
    }
}

fn certificate_facts(
    app: &AppState,
    loaded: &Loaded,
    issuer: &IssuerFacts,
    completion: &completion::Model,
    number: DocumentNumber,
    check_code: CheckCode,
    now: DateTime<Utc>,
) -> CertificateFacts {
    let around = &loaded.around;
    let issued_on = app.config.date_of(now);
    let check_url = app
        .config
        .app_origin
        .url(&format!("/check/{}", check_code.compact()));
    CertificateFacts {
        format: CertificateFacts::FORMAT,
        number,
        check_code,
        check_url,
        person: PersonName {
            cyrillic: format!(
                "{} {}",
                completion.given_name_cyrl, completion.family_name_cyrl
            ),
            latin: format!("{} {}", completion.given_name, completion.family_name),
        },
        organisation: completion.organisation.clone().map(Words::serbian),
        post: completion.post.clone().map(Words::serbian),
        programme: programme_facts(around),
        accreditation: around.accreditation.as_ref().map(|it| Accreditation {
            field: Words::new(&it.field, &it.field_en),
            body: Words::serbian(&it.body),
            decision: (!it.decision.is_empty()).then(|| it.decision.clone()),
            decided_on: it.decided_on,
        }),
        started_on: completion.started_on.unwrap_or(issued_on),
        ended_on: completion.completed_on,
        result: completion
            .score_percent
            .and_then(|score| grading::Percent::try_from(score).ok())
            .filter(|_| number.kind == grading::DocumentKind::Uverenje)
            .map(|percent| Reached {
                percent,
                needed: needed_percent(loaded),
            }),
        issuer: issuer.issuer(app),
        place: issuer.place(),
        issued_on,
        issued_at: now,
        signatories: issuer.signatories(),
        outcomes: Vec::new(),
        rule: None,
        counting_of_hours: None,
    }
}

fn programme_facts(around: &Around) -> Programme {
    let mode = Some(Mode::Online);
    match &around.programme {
        Some(programme) => Programme {
            title: Words::new(&programme.title, &programme.title_en),
            code: Some(programme.code.clone()),
            hours: u32::try_from(programme.hours).ok(),
            mode,
        },
        None => Programme {
            title: Words::serbian(&around.course.title),
            code: None,
            hours: None,
            mode,
        },
    }
}

/// The score that the rules ask for, if they ask for one.
fn needed_percent(loaded: &Loaded) -> Option<grading::Percent> {
    loaded
        .rule_steps()
        .flat_map(|step| &step.rules)
        .find_map(|rule| match rule {
            StepRule::ScoreAtLeast { percent } => Some(*percent),
            _ => None,
        })
}
