//! Arranging completions and certificates as rows, for what reads them.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    certificate, completion, course, course_rule_version, enrolment,
    values::{CompletionOutcome, CourseStatus, DocumentKind, EnrolmentStatus, Role, TrainingMode},
};
use grading::{
    AttemptPolicy, CourseRule, DocumentRules, ParticipationRule, PotvrdaRule, RuleVersion,
    StepRule, StepRules, UverenjeRule,
};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, Set};
use uuid::Uuid;

use crate::{
    playing::{OneStep, TestPlayer},
    support::TestServer,
};

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
        rules: Vec::new(),
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

/// Gives the course the rules that its step must be passed, with both documents
/// on, and says how often the step may be tried.
pub(crate) async fn rules(server: &TestServer, step: &OneStep, attempts_allowed: Option<u32>) {
    let rules = RuleVersion {
        format: RuleVersion::FORMAT,
        number: 1,
        steps: vec![StepRules {
            step_id: step.step_id,
            rules: vec![StepRule::Passed],
            attempts: AttemptPolicy {
                attempts_allowed,
                ..AttemptPolicy::default()
            },
        }],
        course: CourseRule::default(),
        documents: DocumentRules {
            uverenje: Some(UverenjeRule::CourseCompleted),
            potvrda: Some(PotvrdaRule {
                any_of: vec![ParticipationRule::AllStepsViewed],
            }),
        },
    };
    let row = course_rule_version::Model {
        id: Uuid::now_v7(),
        course_id: step.course_id,
        number: 1,
        document: serde_json::to_vec(&rules).unwrap(),
        created_by: None,
        created_at: server.state.clock.now(),
    };
    let changed = course::ActiveModel {
        id: Set(step.course_id),
        rule_version_id: Set(Some(row.id)),
        ..Default::default()
    };
    server.insert(row.into_active_model()).await;
    update(server, changed).await;
}

/// Arranges a change of a row.
pub(crate) async fn update<A>(server: &TestServer, row: A)
where
    A: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send + Sync + Clone + 'static,
    <A::Entity as sea_orm::EntityTrait>::Model: sea_orm::IntoActiveModel<A> + Sync,
{
    server
        .state
        .db
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { row.update(tx).await.map(drop) })
        })
        .await
        .unwrap();
}

/// Plays the step of the enrolment once: commits `status` and `score`, then ends.
pub(crate) async fn play(
    server: &TestServer,
    step: &OneStep,
    enrolment_id: Uuid,
    status: &str,
    score: &str,
) {
    let launched = server.launched(enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player.initialize();
    player.set("cmi.core.score.raw", score);
    player.set("cmi.core.lesson_status", status);
    player.commit().await;
    player.terminate();
    player.commit().await;
    player.navigate(Some("exitAll")).await;
}

/// All certificates, by number.
pub(crate) async fn certificates(server: &TestServer) -> Vec<certificate::Model> {
    let mut rows = certificate::Entity::find()
        .all(server.state.db.read())
        .await
        .unwrap();
    rows.sort_by_key(|it| (it.serial.clone(), it.issued_at));
    rows
}
