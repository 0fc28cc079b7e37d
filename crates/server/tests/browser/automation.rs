//! What a launch of the automation interface opens, in a real browser.

use entity::values::Role;
use serde_json::json;

use crate::{driver::Chromium, player::SCO, playing::Module, support::TestServer};

#[tokio::test]
async fn a_launched_address_is_the_player_with_its_marks_and_survives_a_reload() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    let step = server.one_step(&Module::scorm_2004(&["A", "B"], SCO)).await;
    let learner = server.enrolled(step.course_id).await;
    let path = format!("/api/v1/enrolments/{}/launch", learner.enrolment_id);
    let asked = json!({ "step_id": step.step_id, "mode": "normal" });
    let launched: serde_json::Value = api.post(&path, &asked).await.json().await.unwrap();
    let url = launched["url"].as_str().unwrap();
    let chromium = Chromium::start().await;

    chromium.open(url).await;
    for _ in ["opened", "reloaded"] {
        chromium
            .until("document.querySelector('[data-session=delivering]')")
            .await;
        chromium
            .until("document.querySelector('[data-save=saved]')")
            .await;
        chromium
            .until("document.querySelector('[data-item=I1]')")
            .await;
        chromium.enter_frame("iframe[name=sco]").await;
        chromium
            .until("document.readyState === 'complete' && window.go")
            .await;
        let went = chromium.script("return go('page-2')").await;
        assert_eq!(went, json!("true,true"));
        chromium.leave_frames().await;
        chromium
            .until("document.querySelector('[data-save=saved]')")
            .await;
        chromium.open(url).await;
    }
    chromium
        .until("document.querySelector('[data-nav=continue]:not([disabled])')")
        .await;
    chromium.click("[data-nav=continue]").await;
    chromium
        .until("document.querySelector('[data-item=I1][aria-current]')")
        .await;
    chromium.click("[data-nav=suspendAll]").await;
    chromium
        .until("document.querySelector('[data-session=none], [data-session=ended]')")
        .await;
    let path = format!(
        "/api/v1/attempts/{}",
        launched["attempt_id"].as_str().unwrap()
    );
    let attempt: serde_json::Value = api.get(&path).await.json().await.unwrap();
    assert_eq!(attempt["status"]["session"], "suspended");
    assert_eq!(attempt["items"][0]["values"]["cmi.location"], "page-2");
}
