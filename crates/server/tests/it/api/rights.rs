//! Whose token opens what.

use entity::values::{PersonStatus, Role};
use serde_json::json;

use super::{body_of, id, problem, ready, trainer};
use crate::support::TestServer;

#[tokio::test]
async fn a_cookie_alone_opens_nothing_and_a_cut_person_s_token_neither() {
    let server = TestServer::start().await;
    let browser = server.person(Role::Administrator).await;
    let refused = browser.get("/api/v1/me").await;
    assert_eq!(
        refused.headers()["www-authenticate"],
        "Bearer realm=\"obuka\""
    );
    problem(refused, 401).await;

    let (api, person_id) = trainer(&server).await;
    let me = body_of(api.get("/api/v1/me").await, 200).await;
    assert_eq!(me["role"], "trainer");
    assert_eq!(me["person_id"], json!(person_id));
    server
        .change_person(person_id, |it| it.status = PersonStatus::Suspended)
        .await;
    problem(api.get("/api/v1/me").await, 401).await;
    server
        .change_person(person_id, |it| {
            it.status = PersonStatus::Active;
            it.role = Role::Trainee;
        })
        .await;
    problem(api.get("/api/v1/me").await, 403).await;
}

#[tokio::test]
async fn e2_a_trainer_s_token_reaches_no_course_of_another() {
    let server = TestServer::start().await;
    let administrator = server.api(Role::Administrator).await;
    let (course, _, enrolment) = ready(&administrator, &json!("passed")).await;
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = json!({ "step_id": course["steps"][0]["id"] });
    let launched = body_of(administrator.post(&launch, &asked).await, 201).await;
    let (mine, _) = trainer(&server).await;
    let nobodys = server.api(Role::Trainer).await;
    let own = json!({ "title": "Mine", "language": "en", "steps": [] });
    let own = body_of(mine.post("/api/v1/courses", &own).await, 201).await;

    for api in [&mine, &nobodys] {
        for path in [
            format!("/api/v1/courses/{}", id(&course["id"])),
            format!("/api/v1/enrolments/{enrolment}"),
            format!("/api/v1/attempts/{}", id(&launched["attempt_id"])),
            "/api/v1/people".to_owned(),
        ] {
            problem(api.get(&path).await, 403).await;
        }
        problem(api.post(&launch, &asked).await, 403).await;
    }
    let listed = body_of(mine.get("/api/v1/courses").await, 200).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["id"], own["id"]);
    let listed = body_of(nobodys.get("/api/v1/courses").await, 200).await;
    assert_eq!(listed["items"], json!([]));
}
