//! What holds for every request: the document of the routes, errors in words,
//! fields that nobody asked for, texts that look like something else.

use std::collections::BTreeSet;

use entity::values::Role;
use reqwest::Method;
use serde_json::{Value, json};
use server::app::route_table;
use uuid::Uuid;

use super::{body_of, problem, ready};
use crate::support::TestServer;

#[tokio::test]
async fn the_document_lists_the_routes_of_the_table_and_no_others() {
    let server = TestServer::start().await;

    let response = server.visitor().get("/api/v1/openapi.json").await;
    let document = body_of(response, 200).await;

    let mut described = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(operation["operationId"].is_string(), "{method} {path}");
            assert!(operation["summary"].is_string(), "{method} {path}");
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let table: BTreeSet<String> = route_table()
        .iter()
        .filter(|it| it.path.starts_with("/api/"))
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    assert!(15 < table.len());
    assert_eq!(described, table);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for (_, reference) in text
        .match_indices("#/components/schemas/")
        .map(|(at, mark)| (at, text[at + mark.len()..].split('"').next().unwrap()))
    {
        assert!(schemas.contains_key(reference), "{reference} is not there");
    }
}

#[tokio::test]
async fn every_wrong_request_is_a_problem_that_says_how_to_mend_it() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    let nobody = Uuid::now_v7();
    let course = |steps: Value| json!({ "title": "C", "language": "en", "steps": steps });
    for (path, body, status, says) in [
        ("/api/v1/people", json!({}), 422, "given_name"),
        (
            "/api/v1/people",
            json!({ "given_name": "A", "family_name": "B", "email": "x" }),
            422,
            "e-mail",
        ),
        (
            "/api/v1/people",
            json!({ "given_name": " ", "family_name": "B", "email": "a@b.rs" }),
            422,
            "name",
        ),
        ("/api/v1/people", json!([]), 422, "JSON"),
        (
            "/api/v1/courses",
            course(json!([{ "version_id": nobody }])),
            422,
            "steps[0].version_id",
        ),
        (
            "/api/v1/courses",
            course(json!([{ "version_id": "x" }])),
            422,
            "steps[0].version_id",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "C", "language": "de", "steps": [] }),
            422,
            "`sr` or `en`",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "", "language": "en", "steps": [] }),
            422,
            "title",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "C", "language": "en", "steps": [], "published": true }),
            409,
            "step",
        ),
        (
            "/api/v1/enrolments",
            json!({ "person_id": nobody, "course_id": nobody }),
            422,
            "person_id",
        ),
        (
            "/api/v1/enrolments/no-uuid/launch",
            json!({ "step_id": nobody }),
            404,
            "UUID",
        ),
        ("/api/v1/no-such-thing", json!({}), 404, "openapi.json"),
        ("/api/v1/openapi.json", json!({}), 405, "`Allow`"),
    ] {
        let document = problem(api.post(path, &body).await, status).await;
        let detail = document["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{path} {body}: {detail}");
    }
    for (path, status) in [
        ("/api/v1/completion-record?format=doc", 422),
        ("/api/v1/completion-record?from=yesterday", 422),
        ("/api/v1/completion-record?sort=email", 422),
        ("/api/v1/people?limit=0", 422),
        ("/api/v1/people?limit=1000", 422),
        ("/api/v1/people?after=x", 422),
        ("/api/v1/people?order=email", 422),
        ("/api/v1/people/x", 404),
        ("/api/v1/attempts/00000000-0000-0000-0000-000000000000", 404),
        ("/api/v1", 404),
        ("/api/v2/people", 404),
    ] {
        if path.starts_with("/api/v1/") {
            problem(api.get(path).await, status).await;
        } else {
            assert_eq!(api.get(path).await.status(), status, "{path}");
        }
    }
    let raw = |body: &str, media_type: &str| {
        let request = api.request(Method::POST, "/api/v1/people");
        let request = request.header("content-type", media_type);
        request.body(body.to_owned()).send()
    };
    problem(raw("{", "application/json").await.unwrap(), 400).await;
    problem(raw("{}", "text/plain").await.unwrap(), 415).await;
    let large = format!("{{\"given_name\": \"{}\"}}", "x".repeat(3 << 20));
    problem(raw(&large, "application/json").await.unwrap(), 413).await;
    let deep = "[".repeat(100_000);
    problem(raw(&deep, "application/json").await.unwrap(), 422).await;
}

#[tokio::test]
async fn e3_fields_that_nobody_asked_for_are_refused_by_name() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let person = |more: (&str, &str)| {
        let mut person = json!({
            "given_name": "Eve", "family_name": "Evil", "email": "eve@example.org",
        });
        person[more.0] = more.1.into();
        person
    };
    for more in [
        ("role", "administrator"),
        ("status", "active"),
        ("id", "00000000-0000-0000-0000-000000000000"),
        ("password_hash", "x"),
        ("organisation_id", "00000000-0000-0000-0000-000000000000"),
    ] {
        let one = problem(api.post("/api/v1/people", &person(more)).await, 422).await;
        assert!(
            one["detail"]
                .as_str()
                .unwrap()
                .contains(&format!("`{}`", more.0)),
            "{one}"
        );
        let list = json!([person(more)]);
        let many = problem(api.post("/api/v1/people/import", &list).await, 422).await;
        let message = many["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(&format!("`{}`", more.0)), "{many}");
    }
    let course =
        json!({ "title": "C", "language": "en", "steps": [], "created_by": Uuid::now_v7() });
    let refused = problem(api.post("/api/v1/courses", &course).await, 422).await;
    assert!(refused["detail"].as_str().unwrap().contains("`created_by`"));
    let people = body_of(api.get("/api/v1/people?email=eve@example.org").await, 200).await;
    assert_eq!(people["items"], json!([]));
}

#[tokio::test]
async fn f1_what_looks_like_sql_is_looked_for_as_text() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    ready(&api, &json!("passed")).await;
    for evil in [
        "qqq' OR '1'='1",
        "rrr\" OR 1=1 --",
        "%",
        "_",
        "\\",
        "'; DROP TABLE person; --",
        "\u{0}",
    ] {
        for (list, parameter) in [
            ("people", "q"),
            ("people", "email"),
            ("courses", "q"),
            ("packages", "q"),
        ] {
            let request = api.request(Method::GET, &format!("/api/v1/{list}"));
            let response = request.query(&[(parameter, evil)]).send().await.unwrap();
            let status = response.status().as_u16();
            assert!(
                [200, 422].contains(&status),
                "{list} {parameter} {evil:?}: {status}"
            );
            if status == 200 && evil.contains(" OR ") {
                let found = body_of(response, 200).await;
                assert_eq!(found["items"], json!([]), "{list} {parameter} {evil}");
            }
        }
        let person = json!({ "given_name": format!("A{evil}"), "family_name": "B",
            "email": format!("{}@example.org", Uuid::now_v7().simple()), "organisation": evil });
        let status = api.post("/api/v1/people", &person).await.status().as_u16();
        assert!([201, 422].contains(&status), "{evil:?}: {status}");
    }
    let course = json!({ "title": "a\u{0}b", "summary": "\u{0}'", "language": "en", "steps": [] });
    let course = body_of(api.post("/api/v1/courses", &course).await, 201).await;
    assert_eq!(course["title"], "ab");
    let people = body_of(api.get("/api/v1/people?q=ilic").await, 200).await;
    assert_eq!(people["items"][0]["family_name_cyrl"], "Илић");
}
