//! Enrolments, and how lists come in parts.

use std::collections::BTreeSet;

use entity::values::Role;
use serde_json::json;

use super::{body_of, id, ready};
use crate::support::TestServer;

#[tokio::test]
async fn lists_come_in_parts_and_enrolling_twice_is_enrolling_once() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let (course, person, enrolment) = ready(&api, &json!("viewed")).await;
    let place = json!({ "person_id": person["id"], "course_id": course["id"] });
    let again = body_of(api.post("/api/v1/enrolments", &place).await, 200).await;
    assert_eq!(again["id"], enrolment.as_str());
    let path = format!("/api/v1/enrolments?course_id={}", id(&course["id"]));
    let found = body_of(api.get(&path).await, 200).await;
    assert_eq!(found["items"][0]["id"], enrolment.as_str());
    assert_eq!(found["items"].as_array().unwrap().len(), 1);

    for n in 0..5 {
        let person = json!({ "given_name": "P", "family_name": format!("N{n}"), "email": format!("p{n}@example.org") });
        body_of(api.post("/api/v1/people", &person).await, 201).await;
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let part = body_of(
            api.get(&format!("/api/v1/people?limit=2{after}")).await,
            200,
        )
        .await;
        seen.extend(
            part["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| id(&it["id"])),
        );
        match part["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 6);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 6);
}
