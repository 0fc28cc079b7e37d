//! The report of answers: questions over learners, objectives, filters, the workbook.

use std::io::{Cursor, Read as _};

use chrono::Duration;
use entity::{attempt, course_trainer, organisation, trainer, values::Role};
use sea_orm::{IntoActiveModel as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    api::body_of,
    attempts::attempt,
    playing::{Enrolled, Module, OneStep, TestPlayer},
    recording,
    support::TestServer,
};

/// Ten learners' marks on three questions, as in the unit test of the statistics.
const MARKS: [[u8; 3]; 10] = [
    [1, 1, 1],
    [1, 1, 0],
    [1, 1, 1],
    [1, 0, 1],
    [1, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 0, 0],
    [0, 0, 1],
    [1, 0, 0],
];

fn module() -> Module {
    Module::scorm_2004(&["Quiz"], "<!doctype html><p>Quiz")
}

/// Answers the questions and leaves for good.
async fn answer(server: &TestServer, step: OneStep, learner: &Enrolled, marks: &[u8]) {
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player.initialize();
    for (n, mark) in marks.iter().enumerate() {
        let field = |name: &str| format!("cmi.interactions.{n}.{name}");
        let (response, result) = match mark {
            0 => ("wrong[,]one", "incorrect"),
            _ => ("right", "correct"),
        };
        player
            .set(&field("id"), &format!("q{}", n + 1))
            .set(&field("type"), "choice")
            .set(&field("description"), &format!("Question {}?", n + 1))
            .set(&field("correct_responses.0.pattern"), "right")
            .set(&field("learner_response"), response)
            .set(&field("result"), result)
            .set(&field("latency"), "PT4S");
    }
    let right: u8 = marks.iter().sum();
    let passed = marks.len() <= 2 * usize::from(right);
    player
        .set("cmi.objectives.0.id", "O1")
        .set(
            "cmi.objectives.0.success_status",
            if passed { "passed" } else { "failed" },
        )
        .set(
            "cmi.objectives.0.score.scaled",
            if passed { "0.8" } else { "0.25" },
        )
        .set(
            "cmi.success_status",
            if passed { "passed" } else { "failed" },
        )
        .set("cmi.completion_status", "completed")
        .set("cmi.exit", "normal")
        .terminate();
    player.commit().await;
    let (status, _) = player.navigate(Some("exitAll")).await;
    assert_eq!(status, 200);
}

async fn class(server: &TestServer) -> (OneStep, Vec<Enrolled>) {
    let step = server.one_step(&module()).await;
    let mut learners = Vec::new();
    for marks in MARKS {
        let learner = server.enrolled(step.course_id).await;
        answer(server, step, &learner, &marks).await;
        learners.push(learner);
    }
    (step, learners)
}

fn path(step: OneStep, rest: &str) -> String {
    format!(
        "/courses/{}/steps/{}/answers{rest}",
        step.course_id, step.step_id
    )
}

async fn interactions(server: &TestServer, step: OneStep, query: &str) -> Value {
    let api = server.api(Role::Coordinator).await;
    let path = format!(
        "/api/v1/courses/{}/steps/{}/interactions{query}",
        step.course_id, step.step_id
    );
    body_of(api.get(&path).await, 200).await
}

#[tokio::test]
async fn questions_have_the_difficulty_and_discrimination_worked_out_by_hand() {
    let server = TestServer::start().await;
    let (step, learners) = class(&server).await;

    let found = interactions(&server, step, "").await;

    assert_eq!(found["attempts"], 10);
    let items = found["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let first = &items[0];
    assert_eq!(first["id"], "q1");
    assert_eq!(first["type"], "choice");
    assert_eq!(first["description"], "Question 1?");
    assert_eq!(first["correct_answers"], json!(["right"]));
    assert_eq!(first["difficulty"], 0.6);
    assert_eq!(first["mean_latency_seconds"], 4.0);
    assert_eq!(
        first["answers"],
        json!([
            { "answer": "right", "count": 6, "correct": 6 },
            { "answer": "wrong, one", "count": 4, "correct": 0 },
        ])
    );
    for (item, by_hand) in items.iter().zip([0.322_749, 0.142_857, -0.120_386]) {
        let value = item["discrimination"].as_f64().unwrap();
        assert!((value - by_hand).abs() < 1e-6, "{value} {by_hand}");
    }

    let api = server.api(Role::Coordinator).await;
    let objectives = format!(
        "/api/v1/courses/{}/steps/{}/objectives",
        step.course_id, step.step_id
    );
    let objectives = body_of(api.get(&objectives).await, 200).await;
    let objective = &objectives["items"][0];
    assert_eq!(
        (&objective["id"], &objective["passed"]),
        (&json!("O1"), &json!(5))
    );
    assert_eq!(objective["scores"], json!([0, 0, 5, 0, 0, 0, 0, 0, 5, 0]));

    let coordinator = server.person(Role::Coordinator).await;
    let page = coordinator.text(&path(step, "")).await;
    assert!(page.contains("Question 1?") && page.contains("60%") && page.contains("0.32"));
    assert!(page.contains("check the key"), "{page}");
    assert!(page.contains("O1"));
    let whole = format!("/courses/{}/answers", step.course_id);
    assert!(coordinator.text(&whole).await.contains("Question 1?"));
    let module = format!("/modules/{}/answers", step.package_id);
    assert!(coordinator.text(&module).await.contains("Question 1?"));

    let who = coordinator
        .text(&path(step, "/learners?item=I0&question=q1"))
        .await;
    assert_eq!(who.matches("href=\"/attempts/").count(), 10, "{who}");
    let attempt_id = attempt(&server, learners[0].enrolment_id).await.id;
    assert!(who.contains(&attempt_id.to_string()) && who.contains("wrong, one"));
}

#[tokio::test]
async fn filters_choose_attempts_organisations_and_days() {
    let server = TestServer::start().await;
    let step = server.one_step(&module()).await;
    recording::rules(&server, &step, None).await;
    let first = server.enrolled(step.course_id).await;
    let second = server.enrolled(step.course_id).await;
    answer(&server, step, &first, &[0]).await;
    server::player::launch(
        &server.state,
        server::player::Launch {
            enrolment_id: first.enrolment_id,
            step_id: step.step_id,
            mode: entity::values::LaunchMode::Normal,
            face: entity::values::Face::En,
            own_window: false,
            new_attempt: true,
        },
        server.state.clock.now(),
    )
    .await
    .unwrap();
    answer(&server, step, &first, &[1]).await;
    answer(&server, step, &second, &[0]).await;
    let organisation_id = Uuid::now_v7();
    let organisation = organisation::Model {
        id: organisation_id,
        name: "Центар".into(),
        kind: entity::values::OrganisationKind::Ngo,
        municipality: None,
        country: "RS".into(),
        search_key: "centar".into(),
        sort_key_latn: "centar".into(),
        sort_key_cyrl: "centar".into(),
        created_at: server.state.clock.now(),
    };
    server.insert(organisation.into_active_model()).await;
    server
        .change_person(second.browser.person_id(), |it| {
            it.organisation_id = Some(organisation_id);
        })
        .await;
    let old = attempt(&server, second.enrolment_id).await;
    let now = server.state.clock.now();
    let long_ago = now - Duration::days(400);
    server
        .change(attempt::ActiveModel {
            id: Set(old.id),
            last_contact_at: Set(long_ago),
            ..Default::default()
        })
        .await;

    let correct = |found: &Value| {
        let item = &found["items"][0];
        (found["attempts"].clone(), item["correct"].clone())
    };
    for (query, attempts, right) in [
        ("", 2, json!(1)),
        ("?attempt=first", 2, json!(0)),
        ("?attempt=counted", 2, json!(1)),
        ("?attempt=all", 3, json!(1)),
        (
            format!("?organisation={organisation_id}").as_str(),
            1,
            json!(0),
        ),
        (
            format!("?from={}", (now - Duration::days(2)).date_naive()).as_str(),
            1,
            json!(1),
        ),
        (
            format!("?to={}", long_ago.date_naive() + Duration::days(1)).as_str(),
            1,
            json!(0),
        ),
    ] {
        let found = interactions(&server, step, query).await;
        assert_eq!(correct(&found), (json!(attempts), right), "{query}");
    }
    let api = server.api(Role::Coordinator).await;
    let wrong = format!(
        "/api/v1/courses/{}/steps/{}/interactions?attempt=middle",
        step.course_id, step.step_id
    );
    assert_eq!(api.get(&wrong).await.status(), 422);
    let coordinator = server.person(Role::Coordinator).await;
    let wrong = coordinator.get(&path(step, "?from=yesterday")).await;
    assert_eq!(wrong.status(), 422);
}

#[tokio::test]
async fn trainers_see_the_answers_of_their_own_courses_only() {
    let server = TestServer::start().await;
    let step = server.one_step(&module()).await;
    let learner = server.enrolled(step.course_id).await;
    answer(&server, step, &learner, &[1]).await;
    let stranger = server.person(Role::Trainer).await;
    let module = format!("/modules/{}/answers", step.package_id);

    for rest in ["", "/learners?item=I0&question=q1", "/file"] {
        assert_eq!(
            stranger.get(&path(step, rest)).await.status(),
            403,
            "{rest}"
        );
        assert_eq!(
            learner.browser.get(&path(step, rest)).await.status(),
            403,
            "{rest}"
        );
    }
    let page = stranger.text(&module).await;
    assert!(!page.contains("Question 1?"), "{page}");

    let trainer_id = Uuid::now_v7();
    let trainer = trainer::Model {
        id: trainer_id,
        person_id: Some(stranger.person_id()),
        given_name: "Ada".into(),
        family_name: "Đorđević".into(),
        given_name_cyrl: "Ада".into(),
        family_name_cyrl: "Ђорђевић".into(),
        fields: String::new(),
        languages: String::new(),
        search_key: "ada".into(),
        sort_key_latn: "ada".into(),
        sort_key_cyrl: "ada".into(),
        created_at: server.state.clock.now(),
    };
    server.insert(trainer.into_active_model()).await;
    let trains = course_trainer::Model {
        course_id: step.course_id,
        trainer_id,
    };
    server.insert(trains.into_active_model()).await;

    assert!(stranger.text(&path(step, "")).await.contains("Question 1?"));
    assert!(stranger.text(&module).await.contains("Question 1?"));
}

fn part(xlsx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

#[tokio::test]
async fn the_workbook_has_questions_answers_objectives_and_every_learner() {
    let server = TestServer::start().await;
    let (step, _) = class(&server).await;
    let coordinator = server.person(Role::Coordinator).await;

    let response = coordinator.get(&path(step, "/file")).await;
    assert_eq!(response.status(), 200);
    let file = response.bytes().await.unwrap();

    let workbook = part(&file, "xl/workbook.xml");
    for name in [
        "Questions",
        "Answers",
        "Objectives",
        "Learners’ answers",
        "Notes",
    ] {
        assert!(workbook.contains(&format!("name=\"{name}\"")), "{workbook}");
    }
    let questions = part(&file, "xl/worksheets/sheet1.xml");
    assert!(questions.contains("Question 3?") && questions.contains("<v>0.6</v>"));
    assert!(questions.contains("<v>0.3227</v>"), "{questions}");
    let learners = part(&file, "xl/worksheets/sheet4.xml");
    assert_eq!(learners.matches("<row ").count(), 31);
    assert!(learners.contains("Đorđević Ada") && learners.contains("wrong, one"));
}

#[tokio::test]
async fn a_scorm_12_module_reports_answers_and_objectives_too() {
    let server = TestServer::start().await;
    let (step, _, mut player) = server
        .playing(&Module::scorm_12(&["Quiz"], None, "<!doctype html>"))
        .await;
    player
        .initialize()
        .set("cmi.interactions.0.id", "k1")
        .set("cmi.interactions.0.type", "matching")
        .set("cmi.interactions.0.student_response", "a.1,b.2")
        .set("cmi.interactions.0.result", "wrong")
        .set("cmi.interactions.0.latency", "00:00:02.5")
        .set("cmi.objectives.0.id", "c1")
        .set("cmi.objectives.0.status", "passed")
        .set("cmi.objectives.0.score.raw", "90");
    player.commit().await;

    let found = interactions(&server, step, "").await;

    let item = &found["items"][0];
    assert_eq!(item["answers"][0]["answer"], "a → 1, b → 2");
    assert_eq!(
        (&item["incorrect"], &item["difficulty"]),
        (&json!(1), &json!(0.0))
    );
    assert_eq!(item["discrimination_missing"], "too_few");
    let coordinator = server.person(Role::Coordinator).await;
    let page = coordinator.text(&path(step, "")).await;
    assert!(
        page.contains("too few learners") && page.contains("c1"),
        "{page}"
    );
}
