//! The trainer's journey of replacing a module: who is affected, the choice for
//! each group, the confirmation, and back.

use entity::values::Role;

use crate::{
    axe,
    driver::Chromium,
    playing::{Module, TestPlayer},
    support::TestServer,
};

async fn check(chromium: &Chromium, name: &str) {
    for (width, scheme) in [(1280, "light"), (390, "dark")] {
        chromium.width(width).await;
        chromium.emulate("prefers-color-scheme", scheme).await;
        let sizes = chromium
            .script("return [document.documentElement.scrollWidth, innerWidth]")
            .await;
        assert!(
            sizes[0].as_u64() <= sizes[1].as_u64(),
            "{name}, {width}: {sizes}"
        );
        axe::check(chromium, &format!("{name}, {width} px, {scheme}")).await;
    }
    chromium.width(1280).await;
}

#[tokio::test]
async fn a_module_is_replaced_in_a_course_and_one_click_goes_back() {
    let server = TestServer::start().await;
    let page = "<!doctype html><p>Lesson";
    let step = server
        .one_step(&Module::scorm_12(&["One", "Two"], None, page))
        .await;
    let api = server.api(Role::Coordinator).await;
    let path = format!("/api/v1/packages?package_id={}", step.package_id);
    let second = Module::scorm_12(&["One", "Two", "Three"], Some(80), page).zip();
    let sent = api.request(reqwest::Method::POST, &path).body(second);
    assert_eq!(sent.send().await.unwrap().status(), 201);
    server.enrolled(step.course_id).await;
    let half = server.enrolled(step.course_id).await;
    let launched = server.launched(half.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player
        .initialize()
        .set("cmi.core.lesson_location", "page-7")
        .set("cmi.core.exit", "suspend")
        .terminate();
    player.commit().await;
    assert_eq!(player.navigate(Some("suspendAll")).await.0, 200);
    let staff = server.person(Role::Coordinator).await;
    let chromium = Chromium::start().await;
    chromium.sign_in(&staff).await;

    let report = format!("{}/modules/{}/versions/2", server.app, step.package_id);
    chromium.open(&report).await;
    chromium.click("[data-switch]").await;
    chromium.element("[data-group=in_progress]").await;
    check(&chromium, "switch").await;
    chromium.click("input[value=move]").await;
    chromium.click("[data-switch] .button.primary").await;
    chromium.element("[data-confirm]").await;
    check(&chromium, "confirmation").await;
    chromium.click("[data-confirm] .button.primary").await;
    chromium.element("[data-switch-state=done]").await;
    check(&chromium, "module").await;
    chromium.click("[data-switch-state=done] a").await;
    chromium.element("[data-back]").await;
    check(&chromium, "module in the course").await;

    let again = server.launched(half.enrolment_id, step.step_id).await;
    let moved = TestPlayer::begin(&again.url).await;
    assert_eq!(moved.scene["toc"].as_array().unwrap().len(), 4);
    assert_eq!(moved.value("cmi.core.lesson_location").unwrap(), "page-7");
    chromium.click("[data-back] button").await;
    chromium
        .until("document.body.textContent.includes('version 2 → 1')")
        .await;
}
