//! Links to a course for one person: what they open, and what they do not.

use entity::{
    course, invitation,
    values::{CourseStatus, Role},
};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

use super::{HERE, PASSWORD, csrf, is_in};
use crate::support::{Surfer, TestServer, between, location, sha256};

/// A course and an invitation to it, as rows.
async fn invitation(server: &TestServer, person_id: Uuid) -> (String, Uuid) {
    let now = server.state.clock.now();
    let course_id = Uuid::now_v7();
    let course = course::Model {
        id: course_id,
        title: "Заштита података".into(),
        summary: String::new(),
        language: "sr".into(),
        programme_id: None,
        duration_minutes: 45,
        due_on: None,
        status: CourseStatus::Published,
        rules: Vec::new(),
        rule_version_id: None,
        created_by: None,
        search_key: String::new(),
        created_at: now,
        published_at: Some(now),
        closed_at: None,
    };
    server.insert(course.into_active_model()).await;
    let token = Uuid::now_v7().simple().to_string();
    let row = invitation::Model {
        id: Uuid::now_v7(),
        token_hash: sha256(&token),
        person_id,
        course_id,
        invited_by: None,
        created_at: now,
        expires_at: now + chrono::Duration::days(14),
        accepted_at: None,
    };
    server.insert(row.into_active_model()).await;
    (format!("/invitation/{token}"), course_id)
}

/// Somebody who was invited and has set nothing yet.
async fn invited(server: &TestServer, role: Role) -> Uuid {
    let id = server.new_person(role).await;
    let as_new = |person: &mut entity::person::Model| {
        person.sign_in_set_at = None;
        person.details_checked_at = None;
    };
    server.change_person(id, as_new).await;
    id
}

#[tokio::test]
async fn d3_an_invitation_leads_to_the_course_by_one_button_as_often_as_needed() {
    let server = TestServer::start().await;
    let id = invited(&server, Role::Trainee).await;
    let (path, course_id) = invitation(&server, id).await;
    let gateway = Surfer::new(&server, [127, 0, 0, 7], "gateway");

    let url = format!("{}{path}", server.app);
    let head = gateway.client.head(&url).send().await.unwrap();
    assert_eq!(head.status(), 200);
    let page = gateway.text(&path).await;
    assert!(page.contains("Zaštita podataka"));
    assert!(
        !page.contains("Ђорђевић") && !page.contains("Đorđević") && !page.contains("example.org"),
        "nothing of the person"
    );
    assert!(!is_in(&gateway).await);

    let surfer = Surfer::new(&server, HERE, "person");
    let first = surfer.submit(&path, &path, &[]).await;
    let details = format!("/account/details?return=/courses/{course_id}");
    assert_eq!(location(&first), details);
    let form = surfer.text(&details).await;
    assert!(form.contains("value=\"Ђорђевић\""), "names in both scripts");
    let checked = surfer
        .submit(
            &details,
            "/account/details",
            &[
                ("given_name", "Ana"),
                ("family_name", "Đorđević"),
                ("organisation", "Opština Plandište"),
                ("post", "referent"),
                ("return", &format!("/courses/{course_id}")),
            ],
        )
        .await;
    assert_eq!(location(&checked), format!("/courses/{course_id}"));
    let person = server.person_row(id).await;
    assert_eq!(person.given_name_cyrl, "Ана");
    assert!(person.organisation_id.is_some());
    assert!(person.details_checked_at.is_some());

    let elsewhere = Surfer::new(&server, HERE, "another device");
    let second = elsewhere.submit(&path, &path, &[]).await;
    assert_eq!(location(&second), format!("/courses/{course_id}"));
}

#[tokio::test]
async fn d3_an_invitation_gives_trainee_rights_only_and_sets_no_password_for_more() {
    let server = TestServer::start().await;
    let id = invited(&server, Role::Administrator).await;
    let (path, _) = invitation(&server, id).await;
    let surfer = Surfer::new(&server, HERE, "thief");

    assert_eq!(surfer.submit(&path, &path, &[]).await.status(), 303);
    assert!(is_in(&surfer).await);
    assert_eq!(surfer.get("/people").await.status(), 403);
    let set = surfer
        .post(
            "/account/password",
            &[
                ("csrf", &csrf(&surfer).await),
                ("new", "a password of the thief"),
            ],
        )
        .await;
    assert_eq!(set.status(), 422);
    assert!(
        set.text()
            .await
            .unwrap()
            .contains("first ask for a sign-in link")
    );
    assert_eq!(server.person_row(id).await.password_hash, None);
}

#[tokio::test]
async fn d3_an_invitation_ends_with_a_sign_in_of_ones_own() {
    let server = TestServer::start().await;
    let id = invited(&server, Role::Trainee).await;
    let (path, _) = invitation(&server, id).await;
    let surfer = Surfer::new(&server, HERE, "person");
    surfer.submit(&path, &path, &[]).await;
    let set = surfer
        .submit("/account", "/account/password", &[("new", PASSWORD)])
        .await;
    assert_eq!(set.status(), 303);

    let thief = Surfer::new(&server, [127, 0, 0, 66], "thief");
    let page = thief.text(&path).await;
    assert!(page.contains("sign-in?return="), "{page}");
    assert!(page.contains("You have a password of your own"), "{page}");
    assert_eq!(thief.post(&path, &[]).await.status(), 200);
    assert!(!is_in(&thief).await);
}

#[tokio::test]
async fn an_expired_invitation_is_sent_again_to_the_same_address_only() {
    let server = TestServer::start().await;
    let id = invited(&server, Role::Trainee).await;
    let email = server.person_row(id).await.email;
    let (path, _) = invitation(&server, id).await;
    server.state.clock.shift(15 * 24 * 3600);
    let surfer = Surfer::new(&server, HERE, "person");

    assert_eq!(surfer.get(&path).await.status(), 410);
    assert_eq!(surfer.post(&path, &[]).await.status(), 410);
    assert!(!is_in(&surfer).await);
    let sent = surfer
        .submit(
            &path,
            &format!("{path}/again"),
            &[("email", "thief@example.org")],
        )
        .await;
    assert_eq!(sent.status(), 200);

    let mail = server.mail_to(&email).await;
    assert!(
        mail.subject.contains("Zaštita podataka"),
        "{}",
        mail.subject
    );
    let link = between(&mail.text_body, &server.app, "\n");
    assert_eq!(surfer.submit(link, link, &[]).await.status(), 303);
    assert!(is_in(&surfer).await);
}
