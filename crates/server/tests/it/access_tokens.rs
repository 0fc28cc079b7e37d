//! Tokens of the automation interface: when they were last used, and the
//! administrator's pages about them.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{
    api_token, audit_event,
    values::{PersonStatus, Role},
};
use reqwest::Method;
use sea_orm::{EntityTrait as _, QueryFilter as _};

use crate::support::{Api, Browser, TestServer, between, location, sha256};

async fn row(server: &TestServer, token: &str) -> api_token::Model {
    let found = api_token::Entity::find()
        .filter(api_token::COLUMN.token_hash.eq(sha256(token)))
        .one(server.state.db.read());
    found.await.unwrap().unwrap()
}

/// When the token was last used, as soon as that is other than `before`.
async fn used_after(
    server: &TestServer,
    token: &str,
    before: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    for _ in 0..400 {
        let used = row(server, token).await.last_used_at;
        if used != before {
            return used;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the use was not noted within ten seconds");
}

#[tokio::test]
async fn the_last_use_is_noted_at_most_once_a_minute() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    assert_eq!(row(&server, &api.token).await.last_used_at, None);

    assert_eq!(api.get("/api/v1/me").await.status(), 200);
    let first = used_after(&server, &api.token, None).await;
    assert!(first.is_some_and(|it| it <= server.state.clock.now()));

    // Again within the minute, and then another token, whose note comes after
    // whatever these have left behind.
    for _ in 0..5 {
        assert_eq!(api.get("/api/v1/me").await.status(), 200);
    }
    let other = server.api(Role::Coordinator).await;
    assert_eq!(other.get("/api/v1/me").await.status(), 200);
    used_after(&server, &other.token, None).await;
    assert_eq!(row(&server, &api.token).await.last_used_at, first);

    server.state.clock.shift(61);
    assert_eq!(api.get("/api/v1/me").await.status(), 200);
    let second = used_after(&server, &api.token, first).await;
    assert!(first < second);
}

/// Fills in the form and answers the page that comes of it.
async fn make(browser: &Browser, fields: &[(&str, &str)], status: u16) -> String {
    let response = browser.post("/access-tokens", fields).await;
    let (got, page) = (response.status(), response.text().await.unwrap());
    assert_eq!(got, status, "{page}");
    page
}

#[tokio::test]
async fn an_administrator_makes_a_token_sees_it_once_and_revokes_it() {
    let server = TestServer::start().await;
    let browser = server.person(Role::Administrator).await;
    let empty = browser.text("/access-tokens").await;
    assert!(empty.contains("No program has a token yet"), "{empty}");
    let health = browser.request(Method::GET, "/health");
    let health = health.header("accept", "text/html").send().await.unwrap();
    let health = health.text().await.unwrap().replace("&#x2f;", "/");
    assert!(health.contains("href=\"/access-tokens\""), "{health}");

    let fields = [("name", "Personnel <b>"), ("role", "coordinator")];
    let page = make(&browser, &fields, 200).await;

    let token = between(&page, "<code id=\"token\" translate=\"no\">", "</code>").to_owned();
    assert!(token.starts_with("obuka_"), "{token}");
    let api = Api {
        token: token.clone(),
        ..server.api(Role::Trainer).await
    };
    let me = api.get("/api/v1/me").await;
    assert_eq!(me.status(), 200);
    let me: serde_json::Value = me.json().await.unwrap();
    assert_eq!(me["role"], "coordinator");
    assert_eq!(me["token_name"], "Personnel <b>");
    used_after(&server, &token, None).await;

    let list = browser.text("/access-tokens").await;
    assert!(list.contains("Personnel &lt;b&gt;"), "{list}");
    assert!(list.contains("last used on"), "{list}");
    assert!(!list.contains(&token), "the token is shown once");
    let made = row(&server, &token).await;
    let path = format!("/access-tokens/{}/revoke", made.id);
    let asked = browser.text(&path).await;
    assert!(asked.contains("cannot be undone"), "{asked}");
    assert_eq!(
        api.get("/api/v1/me").await.status(),
        200,
        "asking is not doing"
    );

    let done = browser.post(&path, &[]).await;
    assert_eq!(location(&done), "/access-tokens?done=revoked");
    assert_eq!(api.get("/api/v1/me").await.status(), 401);
    let list = browser.text("/access-tokens?done=revoked").await;
    assert!(list.contains("1 revoked token"), "{list}");
    // Twice is once: the first time stands.
    let first = row(&server, &token).await.revoked_at;
    location(&browser.post(&path, &[]).await);
    assert_eq!(row(&server, &token).await.revoked_at, first);
    location(&browser.get(&path).await);

    let events = audit_event::Entity::find()
        .filter(audit_event::COLUMN.subject_id.eq(made.id))
        .all(server.state.db.read())
        .await
        .unwrap();
    let mut actions: Vec<&str> = events.iter().map(|it| it.action.as_str()).collect();
    actions.sort_unstable();
    assert_eq!(actions, ["api_token.created", "api_token.revoked"]);
    let by = Some(browser.person_id());
    assert!(events.iter().all(|it| it.actor_id == by), "{events:?}");
}

#[tokio::test]
async fn what_is_wrong_with_the_form_is_said_beside_its_field() {
    let server = TestServer::start().await;
    let browser = server.person(Role::Administrator).await;
    let trainer = server.new_person(Role::Trainer).await;
    let email = server.person_row(trainer).await.email;
    for (name, role, person, says) in [
        (" ", "coordinator", "", "Say what the token is for"),
        ("HR", "trainee", "", "Choose the role"),
        ("HR", "trainer", "", "give the trainer’s e-mail address"),
        ("HR", "coordinator", "nobody@example.org", "Nobody here has"),
        ("HR", "coordinator", email.as_str(), "fewer rights"),
    ] {
        let fields = [("name", name), ("role", role), ("person", person)];
        let page = make(&browser, &fields, 422).await;
        assert!(page.contains(says), "{name} {role} {person}: {page}");
        assert!(page.contains("field-error"));
    }
    let tokens = api_token::Entity::find().all(server.state.db.read()).await;
    assert!(tokens.unwrap().is_empty());

    let fields = [("name", "HR"), ("role", "trainer"), ("person", &email)];
    make(&browser, &fields, 200).await;
    server
        .change_person(trainer, |it| it.status = PersonStatus::Suspended)
        .await;
    let list = browser.text("/access-tokens").await;
    assert!(list.contains("the token opens nothing"), "{list}");
}
