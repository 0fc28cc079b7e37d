//! The administrator gives another program a token, and takes it away again.

use entity::values::Role;

use crate::{axe, driver::Chromium, support::TestServer};

/// What `GET /api/v1/me` answers to the token.
async fn status_of(server: &TestServer, token: &str) -> u16 {
    let request = reqwest::Client::new()
        .get(format!("{}/api/v1/me", server.app))
        .bearer_auth(token);
    request.send().await.unwrap().status().as_u16()
}

/// No page scrolls sideways, and all keep the rules of accessibility, on a desk and on a phone.
async fn fits(chromium: &Chromium, page: &str) {
    for (scheme, width) in [
        ("light", 1280),
        ("dark", 1280),
        ("light", 390),
        ("dark", 390),
    ] {
        chromium.width(width).await;
        chromium.emulate("prefers-color-scheme", scheme).await;
        chromium
            .until(&format!(
                "matchMedia('(prefers-color-scheme: {scheme})').matches && innerWidth === {width}"
            ))
            .await;
        chromium
            .until("document.documentElement.scrollWidth <= innerWidth")
            .await;
        axe::check(chromium, &format!("{page}, {scheme}, {width} px")).await;
    }
}

#[tokio::test]
async fn a_token_is_made_shown_once_used_and_revoked() {
    let server = TestServer::start().await;
    let administrator = server.person(Role::Administrator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&administrator).await;

    // From where an administrator looks.
    chromium.open(&format!("{}/health", server.app)).await;
    fits(&chromium, "health").await;
    chromium.click("main .tabs a[href='/access-tokens']").await;
    chromium.element("#name").await;
    fits(&chromium, "no tokens").await;

    // The form says what is missing, then makes the token.
    chromium.click("main form button.primary").await;
    chromium.element("#name-error").await;
    fits(&chromium, "a form with an error").await;
    let name = chromium.element("#name").await;
    name.send_keys("Personnel system").await.unwrap();
    chromium.click("#role option[value=coordinator]").await;
    chromium.click("main form button.primary").await;
    let token = chromium.text("#token").await;
    fits(&chromium, "the token").await;
    assert_eq!(status_of(&server, &token).await, 200);

    // It stands in the list without itself, and is revoked after a question.
    chromium.click("main a.button[href='/access-tokens']").await;
    chromium.element("main .rows").await;
    let list = chromium.text("main").await;
    assert!(list.contains("Personnel system"), "{list}");
    assert!(!list.contains(&token), "{list}");
    fits(&chromium, "tokens").await;
    chromium.click("main .rows a.button").await;
    chromium
        .until("location.pathname.endsWith('/revoke')")
        .await;
    fits(&chromium, "the question").await;
    chromium.click("main form button.primary").await;
    chromium.element("main details").await;
    assert_eq!(status_of(&server, &token).await, 401);
    chromium.click("main details summary").await;
    fits(&chromium, "a revoked token").await;
}
