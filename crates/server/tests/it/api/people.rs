//! People: one by one, and in lists.

use entity::values::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{body_of, id, problem};
use crate::support::TestServer;

#[tokio::test]
async fn an_address_belongs_to_one_person_and_the_refusal_says_to_whom() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let person = json!({
        "given_name": "Душан", "family_name": "Ђорђевић", "email": "Dusan@Example.org",
        "organisation": "Komesarijat", "post": "savetnik", "language": "sr-Latn",
    });
    let made = body_of(api.post("/api/v1/people", &person).await, 201).await;

    let mut again = person.clone();
    again["email"] = "dusan@example.ORG".into();
    let refused = problem(api.post("/api/v1/people", &again).await, 409).await;

    assert_eq!(refused["person_id"], made["id"]);
    let read = api
        .get(&format!("/api/v1/people/{}", id(&made["id"])))
        .await;
    let read = body_of(read, 200).await;
    assert_eq!(read["given_name"], "Dušan");
    assert_eq!(read["organisation"], "Комесаријат");
    assert_eq!(read["role"], "trainee");
}

#[tokio::test]
async fn a_list_of_people_is_stored_whole_or_not_at_all() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let csv = |query: &str, text: &str| {
        let path = format!("/api/v1/people/import{query}");
        let request = api
            .request(Method::POST, &path)
            .header("content-type", "text/csv; charset=utf-8");
        request.body(text.to_owned()).send()
    };
    let count = async || {
        let people = body_of(api.get("/api/v1/people?limit=200").await, 200).await;
        people["items"].as_array().unwrap().len()
    };
    let good = "\u{FEFF}given_name;family_name;email;organisation\n\
                Ана;Анић;ana@example.org;Град Ниш\n\"Marko\";Marić;marko@example.org;Grad Niš\n";
    let before = count().await;

    let tried = body_of(csv("?dry_run=true", good).await.unwrap(), 200).await;
    assert_eq!(tried["created"], 2);
    assert_eq!(tried["rows"][0]["id"], Value::Null);
    assert_eq!(count().await, before);

    let made = body_of(csv("", good).await.unwrap(), 201).await;
    assert_eq!(
        (&made["created"], &made["existing"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(made["rows"][1]["row"], 3);
    let again = body_of(csv("", good).await.unwrap(), 201).await;
    assert_eq!(
        (&again["created"], &again["existing"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(again["rows"][0]["id"], made["rows"][0]["id"]);

    let bad = "given_name,family_name,email\nNew,Person,new@example.org\nNo,Address,nowhere\n\
               ,Name,name@example.org\nNew,Again,NEW@example.org\n";
    let refused = problem(csv("", bad).await.unwrap(), 422).await;
    let errors = refused["errors"].as_array().unwrap();
    let rows: Vec<i64> = errors
        .iter()
        .map(|it| it["row"].as_i64().unwrap())
        .collect();
    assert_eq!(rows, [3, 4, 5]);
    assert_eq!(errors[0]["field"], "email");
    assert_eq!(count().await, before + 2);

    for (text, says) in [
        ("given_name,surname,email\nA,B,a@b.rs\n", "`surname`"),
        ("given_name,family_name,email\n", "at least one"),
        ("given_name,family_name,email\nA,B\n", "CSV"),
    ] {
        let refused = problem(csv("", text).await.unwrap(), 422).await;
        assert!(
            refused["detail"].as_str().unwrap().contains(says),
            "{refused}"
        );
    }
    let people =
        json!([{ "given_name": "Iva", "family_name": "Ivić", "email": "iva@example.org" }]);
    let made = body_of(api.post("/api/v1/people/import", &people).await, 201).await;
    assert_eq!(made["created"], 1);
}
