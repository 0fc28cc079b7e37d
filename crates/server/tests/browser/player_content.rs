//! What packages do beside calling the API, as real ones do it.

use std::path::Path;

use sea_orm::EntityTrait as _;
use serde_json::json;

use crate::{
    driver::Chromium,
    playing::Module,
    player::start,
};

/// Finds the API and offers `go`, like the SCO of the other tests.
const API: &str = "const api = parent.API; window.init = api.LMSInitialize('');
window.go = (page) => [api.LMSSetValue('cmi.core.lesson_location', page), api.LMSCommit('')].join();";

fn page(script: &str) -> String {
    format!("<!doctype html><title>SCO</title><p>Text</p><script>{script}\n{API}</script>")
}

async fn plays(script: &str) -> Chromium {
    let module = Module::scorm_12(&["Lesson"], None, &page(script));
    let (server, chromium, _, learner) = start(&module).await;
    assert_eq!(chromium.script("return go('3')").await, json!("true,true"));
    let row = entity::attempt::Entity::find()
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.enrolment_id, Some(learner.enrolment_id));
    assert_eq!(row.location.as_deref(), Some("3"));
    // The server lives as long as its test needs it.
    std::mem::forget(server);
    chromium
}
