//! The demo's one click, a forgotten password, and the face that an account keeps.

use entity::values::{Face, Role};

use super::{HERE, account, sign_in};
use crate::support::{Surfer, TestServer, between, location};

#[tokio::test]
async fn the_demo_signs_in_as_each_role_with_one_click_and_nowhere_else() {
    let server = TestServer::start_with(|_| {}, true).await;
    for (role, people) in [
        (Role::Trainee, "trainee"),
        (Role::Trainer, "trainer"),
        (Role::Coordinator, "coordinator"),
        (Role::Administrator, "administrator"),
    ] {
        let id = server.new_person(role).await;
        let email = server.person_row(id).await.email;
        let surfer = Surfer::new(&server, HERE, "test");
        let response = surfer
            .submit(
                "/sign-in",
                "/demo/sign-in",
                &[("role", people), ("return", "/account")],
            )
            .await;
        assert_eq!(location(&response), "/account");
        assert!(surfer.text("/account").await.contains(&email));
    }

    let real = TestServer::start().await;
    real.new_person(Role::Administrator).await;
    let response = real
        .visitor()
        .post("/demo/sign-in", &[("role", "administrator")])
        .await;
    assert_eq!(response.status(), 404);
    assert!(!real.visitor().text("/sign-in").await.contains("/demo/"));
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_after_a_mailed_link() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainer).await;
    let surfer = Surfer::new(&server, HERE, "test");
    surfer
        .post("/sign-in/link", &[("email", &account.email)])
        .await;
    let mail = server.mail_to(&account.email).await;
    let link = between(&mail.text_body, &server.app, "\n").to_owned();
    surfer.submit(&link, &link, &[]).await;

    let set = surfer
        .submit(
            "/account",
            "/account/password",
            &[("new", "a brand new password")],
        )
        .await;
    assert_eq!(set.status(), 303);

    let again = Surfer::new(&server, HERE, "again");
    let signed_in = sign_in(&again, &account.email, "a brand new password").await;
    assert_eq!(signed_in.status(), 303);
    // Signed in by password, the current one is asked for.
    let refused = again
        .submit(
            "/account",
            "/account/password",
            &[("new", "yet another password")],
        )
        .await;
    assert_eq!(refused.status(), 422);
}

#[tokio::test]
async fn the_face_of_an_account_is_kept() {
    let server = TestServer::start().await;
    let browser = server.person(Role::Trainee).await;

    browser.post("/account/face", &[("face", "sr-Latn")]).await;

    let person = server.person_row(browser.person_id()).await;
    assert_eq!(person.face, Face::SrLatn);
}
