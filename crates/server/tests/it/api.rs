//! The automation interface over HTTP: the contract of `docs/automation.md`.

use entity::{api_token, values::Role};
use reqwest::{Method, Response};
use sea_orm::IntoActiveModel as _;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    playing::Module,
    support::{Api, TestServer, sha256},
};

mod attempts;
mod commands;
mod courses;
mod enrolments;
mod packages;
mod people;
mod requests;
mod rights;

pub(crate) async fn body_of(response: Response, status: u16) -> Value {
    let got = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(got, status, "{text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Checks that the answer is a problem document, and answers it.
async fn problem(response: Response, status: u16) -> Value {
    let media_type = response.headers()["content-type"].clone();
    let document = body_of(response, status).await;
    assert_eq!(media_type, "application/problem+json", "{document}");
    assert_eq!(document["status"], status);
    let detail = document["detail"].as_str().unwrap();
    assert!(20 < detail.len() && !detail.contains('⟦'), "{document}");
    let kind = document["type"].as_str().unwrap();
    assert!(kind.starts_with("urn:obuka:problem:"), "{document}");
    document
}

pub(crate) async fn send_zip(api: &Api, query: &str, zip: Vec<u8>) -> Response {
    let request = api.request(Method::POST, &format!("/api/v1/packages{query}"));
    request.body(zip).send().await.unwrap()
}

fn id(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A published one-SCO module, a course of it, a person on the course.
async fn ready(api: &Api, rule: &Value) -> (Value, Value, String) {
    let zip = Module::scorm_12(&["Lesson"], Some(70), "<!doctype html><p>Lesson").zip();
    let package = body_of(send_zip(api, "?publish=true", zip).await, 201).await;
    let steps = json!([{ "version_id": package["version_id"], "rule": rule }]);
    let (course, enrolment) = course_of(api, &steps).await;
    let path = format!("/api/v1/enrolments/{enrolment}");
    let place = body_of(api.get(&path).await, 200).await;
    let path = format!("/api/v1/people/{}", id(&place["person_id"]));
    let person = body_of(api.get(&path).await, 200).await;
    (course, person, enrolment)
}

/// A published course of these steps, and the enrolment of somebody on it.
async fn course_of(api: &Api, steps: &Value) -> (Value, String) {
    let course = json!({ "title": "Course", "language": "en", "published": true, "steps": steps });
    let course = body_of(api.post("/api/v1/courses", &course).await, 201).await;
    let email = format!("{}@example.org", Uuid::now_v7().simple());
    let person = json!({ "given_name": "Mila", "family_name": "Ilić", "email": email });
    let person = body_of(api.post("/api/v1/people", &person).await, 201).await;
    let place = json!({ "person_id": person["id"], "course_id": course["id"] });
    let enrolment = body_of(api.post("/api/v1/enrolments", &place).await, 201).await;
    (course, id(&enrolment["id"]))
}

/// A trainer's token, and whose it is.
async fn trainer(server: &TestServer) -> (Api, Uuid) {
    let person_id = server.new_person(Role::Trainer).await;
    let api = server.api(Role::Trainer).await;
    let row = api_token::Model {
        id: Uuid::now_v7(),
        token_hash: sha256(&format!("t{}", api.token)),
        name: "a trainer's".into(),
        role: Role::Trainer,
        person_id: Some(person_id),
        created_at: server.state.clock.now(),
        last_used_at: None,
        revoked_at: None,
    };
    server.insert(row.into_active_model()).await;
    let token = format!("t{}", api.token);
    (Api { token, ..api }, person_id)
}
