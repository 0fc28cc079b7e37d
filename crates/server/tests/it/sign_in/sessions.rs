//! How long a session lasts, who ends it, and what its cookie is worth.

use entity::values::Role;
use sea_orm::EntityTrait as _;

use super::{HERE, PASSWORD, account, is_in, session_cookie, sign_in};
use crate::support::{Surfer, TestServer, location};

#[tokio::test]
async fn d8_a_suspended_person_is_cut_at_the_next_request() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainer).await;
    let surfer = Surfer::new(&server, HERE, "test");
    sign_in(&surfer, &account.email, PASSWORD).await;
    assert!(is_in(&surfer).await);

    let suspend = |it: &mut entity::person::Model| {
        it.status = entity::values::PersonStatus::Suspended;
    };
    server.change_person(account.id, suspend).await;

    assert!(!is_in(&surfer).await);
    assert_eq!(
        sign_in(&surfer, &account.email, PASSWORD).await.status(),
        422
    );
}

#[tokio::test]
async fn d11_the_cookie_has_its_flags_and_pages_are_not_kept() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let surfer = Surfer::new(&server, HERE, "test");

    let response = sign_in(&surfer, &account.email, PASSWORD).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(
        surfer.get("/account").await.headers()["cache-control"],
        "no-store"
    );

    let https = |it: &mut server::config::Settings| {
        it.app_origin = "https://learn.example.org".into();
        it.content_origin = "https://content.example.net".into();
    };
    let https = TestServer::start_with(https, true).await;
    https.new_person(Role::Trainee).await;
    let response = https
        .over_http("/demo/sign-in", &[("role", "trainee")])
        .await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-obuka_session="), "{cookie}");
    assert!(cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test]
async fn d11_sessions_end_when_idle_when_old_and_everywhere_at_once() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let (one, two) = (
        Surfer::new(&server, HERE, "Firefox/1"),
        Surfer::new(&server, HERE, "Chrome/1"),
    );
    sign_in(&one, &account.email, PASSWORD).await;
    sign_in(&two, &account.email, PASSWORD).await;
    let page = one.text("/account").await;
    assert!(page.contains("Firefox") && page.contains("Chrome"));

    let out = one
        .submit("/account", "/account/sign-out-everywhere", &[])
        .await;
    assert_eq!(location(&out), "/sign-in");
    assert!(!is_in(&one).await && !is_in(&two).await);

    sign_in(&one, &account.email, PASSWORD).await;
    server.state.clock.shift(13 * 3600);
    assert!(!is_in(&one).await, "idle for thirteen hours");

    sign_in(&two, &account.email, PASSWORD).await;
    for _ in 0..28 {
        server.state.clock.shift(11 * 3600);
        is_in(&two).await;
    }
    assert!(is_in(&two).await, "used all along");
    for _ in 0..3 {
        server.state.clock.shift(11 * 3600);
        is_in(&two).await;
    }
    assert!(!is_in(&two).await, "fourteen days old");
}

#[tokio::test]
async fn d11_one_session_of_ones_own_can_be_ended_and_no_other() {
    let server = TestServer::start().await;
    let account = account(&server, Role::Trainee).await;
    let other = server.person(Role::Trainee).await;
    let surfer = Surfer::new(&server, HERE, "test");
    sign_in(&surfer, &account.email, PASSWORD).await;
    let session = entity::web_session::Entity::find()
        .all(server.state.db.read())
        .await
        .unwrap()
        .into_iter()
        .find(|it| it.person_id == account.id && it.device == "test")
        .unwrap();
    let path = format!("/account/sessions/{}/end", session.id);

    other.post(&path, &[]).await;
    assert!(is_in(&surfer).await);
    let second = Surfer::new(&server, HERE, "second");
    sign_in(&second, &account.email, PASSWORD).await;
    second.submit("/account", &path, &[]).await;
    assert!(!is_in(&surfer).await && is_in(&second).await);
}

#[tokio::test]
async fn b5_a_planted_cookie_signs_nobody_in_as_somebody_else() {
    let server = TestServer::start().await;
    let victim = account(&server, Role::Coordinator).await;
    let attacker = account(&server, Role::Trainee).await;
    let browser = Surfer::new(&server, HERE, "victim's browser");
    let real = session_cookie(&sign_in(&browser, &victim.email, PASSWORD).await);
    let elsewhere = Surfer::new(&server, [127, 0, 0, 66], "victim's browser");
    let planted = session_cookie(&sign_in(&elsewhere, &attacker.email, PASSWORD).await);
    let ask = |cookies: String| {
        let request = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("victim's browser")
            .build()
            .unwrap()
            .get(format!("{}/account", server.app))
            .header("cookie", cookies)
            .header("accept-language", "en");
        async move {
            let response = request.send().await.unwrap();
            (response.status().as_u16(), response.text().await.unwrap())
        }
    };

    // Alone, the attacker's own good session is refused in this browser.
    assert_eq!(ask(format!("obuka_session={planted}")).await.0, 303);
    // Beside the real one, in either order and many times, it changes nothing or signs out.
    for cookies in [
        format!("obuka_session={planted}; obuka_session={real}"),
        format!("obuka_session={real}; obuka_session={planted}"),
        format!("{}obuka_session={real}", "obuka_session=x; ".repeat(5)),
    ] {
        let (status, page) = ask(cookies).await;
        assert_eq!(status, 200);
        assert!(page.contains(&victim.email) && !page.contains(&attacker.email));
    }
    let crowd = (0..300)
        .map(|it| format!("planted{it}=x; "))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(ask(format!("{crowd}obuka_session={real}")).await.0, 200);
    let crowd = "obuka_session=x; ".repeat(300);
    assert_eq!(ask(format!("{crowd}obuka_session={real}")).await.0, 303);

    // Two good sessions of two people in this very browser: nobody.
    let same = Surfer::new(&server, HERE, "victim's browser");
    let second = session_cookie(&sign_in(&same, &attacker.email, PASSWORD).await);
    let both = format!("obuka_session={second}; obuka_session={real}");
    assert_eq!(ask(both).await.0, 303);
}
