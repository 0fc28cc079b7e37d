//! Arranging completions and certificates as rows, for what reads them.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    certificate, completion, course, enrolment,
    values::{CompletionOutcome, CourseStatus, DocumentKind, EnrolmentStatus, Role, TrainingMode},
};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

use crate::support::TestServer;

/// A course without steps.
pub(crate) async fn course(server: &TestServer) -> Uuid {
    let now = server.state.clock.now();
    let row = course::Model {
        id: Uuid::now_v7(),
        title: "Поверљивост података".into(),
        summary: String::new(),
        language: "sr".into(),
        programme_id: None,
        duration_minutes: 45,
        due_on: None,
        status: CourseStatus::Published,
        rule_version_id: None,
        created_by: None,
        search_key: "poverljivost podataka".into(),
        created_at: now,
        published_at: Some(now),
        closed_at: None,
    };
    let id = row.id;
    server.insert(row.into_active_model()).await;
    id
}

/// A completion of `course_id` by a new person; `change` makes it what the test needs.
pub(crate) async fn completion(
    server: &TestServer,
    course_id: Uuid,
    change: impl FnOnce(&mut completion::Model),
) -> completion::Model {
    let person_id = server.new_person(Role::Trainee).await;
    completion_of(server, course_id, person_id, change).await
}

/// The same of this person.
pub(crate) async fn completion_of(
    server: &TestServer,
    course_id: Uuid,
    person_id: Uuid,
    change: impl FnOnce(&mut completion::Model),
) -> completion::Model {
    let now = server.state.clock.now();
    let enrolment = enrolment::Model {
        id: Uuid::now_v7(),
        person_id,
        course_id,
        registration: Uuid::now_v7(),
        status: EnrolmentStatus::Active,
        due_on: None,
        enrolled_at: now,
        withdrawn_at: None,
        completed_at: Some(now),
        progress_percent: 100,
        last_step_id: None,
        last_contact_at: None,
    };
    let enrolment_id = enrolment.id;
    server.insert(enrolment.into_active_model()).await;
    let mut row = completion_row(enrolment_id, person_id, course_id, now);
    change(&mut row);
    server.insert(row.clone().into_active_model()).await;
    row
}

fn completion_row(
    enrolment_id: Uuid,
    person_id: Uuid,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> completion::Model {
    completion::Model {
        id: Uuid::now_v7(),
        enrolment_id,
        person_id,
        course_id,
        rule_version_id: Uuid::nil(),
        outcome: CompletionOutcome::Passed,
        completed_on: now.date_naive(),
        completed_at: now,
        recorded_at: now,
        replaces_id: None,
        replaced_by_id: None,
        reason: None,
        recorded_by: None,
        family_name: "Đorđević".into(),
        given_name: "Ada".into(),
        family_name_cyrl: "Ђорђевић".into(),
        given_name_cyrl: "Ада".into(),
        organisation_id: Some(Uuid::now_v7()),
        organisation: Some("Општина Пландиште".into()),
        organisation_kind: Some("local_government".into()),
        municipality: Some("Пландиште".into()),
        country: Some("RS".into()),
        post: Some("саветник".into()),
        programme_id: Some(Uuid::now_v7()),
        programme: Some("Поверљивост података".into()),
        programme_code: Some("ПП-1".into()),
        accreditation_field: Some("поверљивост података".into()),
        accreditation_decision: Some("152-1/2025".into()),
        accreditation_decided_on: NaiveDate::from_ymd_opt(2025, 3, 1),
        mode: TrainingMode::Online,
        started_on: Some(now.date_naive()),
        hours: Some(16),
        score_percent: Some(92.5),
        trainers: None,
        snapshot: b"{}".to_vec(),
    }
}

/// A certificate for `completion` with this number.
pub(crate) async fn certificate(
    server: &TestServer,
    completion: &completion::Model,
    number: i32,
) -> certificate::Model {
    let now = server.state.clock.now();
    let row = certificate::Model {
        id: Uuid::now_v7(),
        completion_id: completion.id,
        enrolment_id: completion.enrolment_id,
        person_id: completion.person_id,
        kind: DocumentKind::Uverenje,
        year: 2026,
        number,
        serial: format!("U-2026-{number:06}"),
        check_code: Uuid::now_v7().simple().to_string().to_uppercase(),
        snapshot: b"{}".to_vec(),
        issued_on: now.date_naive(),
        issued_at: now,
        revoked_at: None,
        revoked_reason: None,
    };
    server.insert(row.clone().into_active_model()).await;
    row
}
