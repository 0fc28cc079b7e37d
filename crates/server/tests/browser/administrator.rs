//! The administrator's first minutes: the demo's one click, the set-up guide; and what
//! a hostile page on the content's host can do to the session (nothing but end it).

use entity::values::Role;
use fantoccini::Locator;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::{
    driver::Chromium,
    support::{Surfer, TestServer, between},
};

#[tokio::test]
async fn the_demo_signs_a_visitor_in_as_each_role_with_one_click() {
    let server = TestServer::start_with(|_| {}, true).await;
    let chromium = Chromium::start().await;
    for (role, value) in [
        (Role::Trainee, "trainee"),
        (Role::Trainer, "trainer"),
        (Role::Coordinator, "coordinator"),
        (Role::Administrator, "administrator"),
    ] {
        let id = server.new_person(role).await;
        let email = server.person_row(id).await.email;
        chromium
            .open(&format!("{}/sign-in?return=/account", server.app))
            .await;
        chromium
            .click(&format!("button[name=role][value={value}]"))
            .await;
        chromium.until("location.pathname === '/account'").await;
        assert!(chromium.text("main").await.contains(&email), "{value}");
    }
}

#[tokio::test]
async fn the_first_run_guide_makes_the_first_administrator_and_closes() {
    let server = TestServer::start_empty(|_| {}, false).await;
    let code = server::first_run::announce(&server.state)
        .await
        .unwrap()
        .unwrap();
    let chromium = Chromium::start().await;

    chromium.open(&server.app).await;
    chromium.until("location.pathname === '/set-up'").await;
    for (field, value) in [
        ("code", code.as_str()),
        ("name_sr", "Центар за обуку"),
        ("name_en", "Training Centre"),
        ("given_name", "Ада"),
        ("family_name", "Ђорђевић"),
        ("email", "admin@example.org"),
        ("password", "четири обичне речи"),
    ] {
        let element = chromium.element(&format!("#{field}")).await;
        element.send_keys(value).await.unwrap();
    }
    chromium.click("#finish").await;
    chromium.until("location.pathname === '/home'").await;

    chromium.open(&format!("{}/account", server.app)).await;
    let account = chromium.text("main").await;
    assert!(account.contains("Ada Đorđević") && account.contains("admin@example.org"));
    assert!(chromium.text(".mark").await.len() > 5);
    chromium.open(&format!("{}/set-up", server.app)).await;
    assert!(
        chromium.tab.find(Locator::Css("#code")).await.is_err(),
        "the guide is closed"
    );
}

/// A page of the same host and another port, as an uploaded package is.
async fn hostile_page(script: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let body =
                format!("<!doctype html><title>x</title><script>{script}</script><p id=done>x");
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let mut request = vec![0; 65536];
            drop(stream.read(&mut request).await);
            drop(stream.write_all(answer.as_bytes()).await);
        }
    });
    format!("http://localhost:{port}/")
}

#[tokio::test]
async fn b5_a_hostile_page_on_the_contents_host_signs_nobody_in_as_somebody_else() {
    let server = TestServer::start_with(|_| {}, true).await;
    let attacker = server.new_person(Role::Trainee).await;
    let attacker = server.person_row(attacker).await.email;
    let victim = server.new_person(Role::Coordinator).await;
    let victim = server.person_row(victim).await.email;
    let chromium = Chromium::start().await;
    chromium.open(&server.app).await;
    let device = chromium.script("return navigator.userAgent").await;
    // The attacker signs in elsewhere, claiming to be the victim's very browser.
    let elsewhere = Surfer::new(&server, [127, 0, 0, 66], device.as_str().unwrap());
    let signed_in = elsewhere
        .submit("/sign-in", "/demo/sign-in", &[("role", "trainee")])
        .await;
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
    let token = between(cookie, "obuka_session=", ";").to_owned();
    assert!(elsewhere.text("/account").await.contains(&attacker));

    let plant = format!(
        "for (const path of ['/', '/account', '/account/'])\
           document.cookie = 'obuka_session={token}; path=' + path;"
    );
    let hostile = hostile_page(plant.clone()).await;
    let crowd = hostile_page(format!(
        "for (let i = 0; i < 400; i++) document.cookie = 'junk' + i + '=x; path=/';{plant}"
    ))
    .await;
    let account = format!("{}/account", server.app);

    // Nobody signed in: the planted session is good elsewhere, and refused here.
    chromium.open(&hostile).await;
    chromium.element("#done").await;
    assert!(
        chromium
            .script("return document.cookie.includes('obuka_session')")
            .await
            .as_bool()
            .unwrap(),
        "the page could plant its cookie"
    );
    chromium.open(&account).await;
    chromium.until("location.pathname === '/sign-in'").await;

    // The victim signs in beside the planted cookies, and stays the victim or is signed out.
    chromium
        .open(&format!("{}/sign-in?return=/account", server.app))
        .await;
    chromium.click("button[name=role][value=coordinator]").await;
    chromium.until("document.readyState === 'complete'").await;
    for page in [&hostile, &crowd, &hostile] {
        chromium.open(page).await;
        chromium.element("#done").await;
        chromium.open(&account).await;
        let shown = chromium.text("body").await;
        assert!(!shown.contains(&attacker), "signed in as the attacker");
        let path = chromium.script("return location.pathname").await;
        assert!(
            shown.contains(&victim) || path == "/sign-in",
            "{path}: {shown}"
        );
    }
}
