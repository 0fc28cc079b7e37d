//! The set-up guide: once, by whoever can read the server's log.

use crate::support::{Surfer, TestServer, location};

const HERE: [u8; 4] = [127, 0, 0, 1];

/// Sends the guide's form with a picture.
async fn finish(
    surfer: &Surfer,
    to: &str,
    code: &str,
    email: &str,
    logo: &[u8],
) -> reqwest::Response {
    let mut form = reqwest::multipart::Form::new()
        .text("code", code.to_owned())
        .text("name_sr", "Centar za obuku")
        .text("name_en", "Training Centre")
        .text("given_name", "Đorđe")
        .text("family_name", "Njegoš")
        .text("email", email.to_owned())
        .text("password", "четири обичне речи");
    if !logo.is_empty() {
        let part = reqwest::multipart::Part::bytes(logo.to_vec()).file_name("logo.png");
        form = form.part("logo", part);
    }
    surfer
        .client
        .post(format!("{}{to}", surfer.base))
        .header("origin", &surfer.base)
        .multipart(form)
        .send()
        .await
        .unwrap()
}

fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    bytes.extend([0, 0, 1, 0, 0, 0, 0, 64, 8, 2, 0, 0, 0]);
    bytes
}

#[tokio::test]
async fn an_empty_site_leads_to_the_guide_and_the_guide_opens_it() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    let surfer = Surfer::new(&server, HERE, "test");

    for path in ["/", "/sign-in", "/home", "/no-such-page"] {
        assert_eq!(location(&surfer.get(path).await), "/set-up", "{path}");
    }
    assert!(surfer.text("/set-up").await.contains(&server.content));

    let tested = finish(
        &surfer,
        "/set-up/mail-test",
        &code,
        "admin@example.org",
        &[],
    )
    .await;
    assert_eq!(tested.status(), 200);
    assert!(tested.text().await.unwrap().contains("kept in the folder"));

    let done = finish(&surfer, "/set-up", &code, "admin@example.org", &png()).await;
    assert_eq!(location(&done), "/home");
    let account = surfer.text("/account").await;
    assert!(account.contains("Ђорђе Његош") && account.contains("Training Centre"));
    let logo = format!(
        "/site/logo/{}",
        crate::support::between(&account, "/site/logo/", "\"")
    );
    let logo = surfer.get(&logo).await;
    assert_eq!(logo.headers()["content-type"], "image/png");
    assert_eq!(logo.headers()["x-content-type-options"], "nosniff");
    assert_eq!(logo.bytes().await.unwrap(), png());
    surfer.get("/face/sr-Latn?back=/").await;
    assert!(surfer.text("/account").await.contains("Centar za obuku"));
    surfer.get("/face/sr-Cyrl?back=/").await;
    assert!(surfer.text("/account").await.contains("Центар за обуку"));
}

#[tokio::test]
async fn f10_the_guide_is_closed_for_ever_once_used() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    let surfer = Surfer::new(&server, HERE, "test");
    finish(&surfer, "/set-up", &code, "admin@example.org", &[]).await;

    let stranger = Surfer::new(&server, [127, 0, 0, 66], "stranger");
    assert_eq!(stranger.get("/set-up").await.status(), 404);
    for to in ["/set-up", "/set-up/mail-test"] {
        let again = finish(&stranger, to, &code, "stranger@example.org", &[]).await;
        assert_eq!(again.status(), 404, "{to}");
    }
    assert_eq!(
        server::first_run::announce(&server.state).await.unwrap(),
        None
    );
    assert_eq!(stranger.get("/").await.status(), 200);
}

#[tokio::test]
async fn f10_of_many_who_finish_at_once_one_wins() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    let surfers: Vec<Surfer> = (1..=6)
        .map(|it| Surfer::new(&server, [127, 0, 2, it], "test"))
        .collect();

    let finishing = surfers.iter().enumerate().map(|(number, surfer)| {
        let (code, email) = (code.clone(), format!("admin{number}@example.org"));
        async move {
            finish(surfer, "/set-up", &code, &email, &[])
                .await
                .status()
                .as_u16()
        }
    });
    let mut statuses = futures::future::join_all(finishing).await;

    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404, 404, 404, 404, 404]);
}

#[tokio::test]
async fn f10_the_guide_asks_for_the_code_of_the_log_and_cannot_be_guessed() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    assert!(14 <= code.len(), "60 random bits");
    let stranger = Surfer::new(&server, [127, 0, 0, 66], "stranger");

    let mut statuses = Vec::new();
    for _ in 0..8 {
        let answer = finish(&stranger, "/set-up", "AAAA-BBBB-CCCC", "x@example.org", &[]).await;
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses[..6], [422; 6]);
    assert_eq!(statuses[6..], [429; 2]);
    let owner = Surfer::new(&server, HERE, "owner");
    let spaced = code.to_lowercase().replace('-', " ");
    let done = finish(&owner, "/set-up", &spaced, "admin@example.org", &[]).await;
    assert_eq!(done.status(), 303);
}

#[tokio::test]
async fn f10_a_site_with_an_administrator_and_the_demo_have_no_guide() {
    let server = TestServer::start_empty(|_| {}, false).await;
    server.new_person(entity::values::Role::Administrator).await;
    assert_eq!(server.visitor().get("/set-up").await.status(), 404);

    let demo = TestServer::start_empty(|_| {}, true).await;
    assert_eq!(demo.visitor().get("/set-up").await.status(), 404);
    assert_eq!(demo.visitor().get("/").await.status(), 200);
}

#[tokio::test]
async fn a17_a_logo_that_is_no_picture_is_refused_with_the_cure() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    let surfer = Surfer::new(&server, HERE, "test");
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";

    let refused = finish(&surfer, "/set-up", &code, "admin@example.org", svg).await;

    assert_eq!(refused.status(), 422);
    let page = refused.text().await.unwrap();
    assert!(page.contains("not a PNG or JPEG picture"));
    assert!(
        page.contains("value=\"Centar za obuku\""),
        "what was typed stays"
    );
}

#[tokio::test]
async fn an_administrator_changes_the_name_later() {
    let server = TestServer::start().await;
    let administrator = server.person(entity::values::Role::Administrator).await;
    let form = reqwest::multipart::Form::new()
        .text("csrf", administrator.csrf().to_owned())
        .text("name_sr", "Нови назив")
        .text("name_en", "New name");

    // As a plain form sends it: the token stands in a part, not in a header.
    let response = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
        .post(format!("{}/site", server.app))
        .header(
            "cookie",
            format!("obuka_session={}", administrator.session_token()),
        )
        .header("origin", &server.app)
        .multipart(form)
        .send()
        .await
        .unwrap();

    assert_eq!(response.status(), 303);
    assert!(server.visitor().text("/").await.contains("New name"));
}
