//! Launches, commits, navigation, and what is refused.

use serde_json::json;

use crate::{
    playing::{Module, TestPlayer},
    support::TestServer,
};

fn single() -> Module {
    Module::scorm_12(&["Lesson"], Some(70), "<!doctype html><p>Lesson")
}

#[tokio::test]
async fn what_was_committed_is_there_at_the_next_launch() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    assert_eq!(player.value("cmi.core.entry").unwrap(), "ab-initio");
    assert_eq!(
        player.value("cmi.core.student_name").unwrap(),
        "Đorđević, Ada"
    );
    player
        .initialize()
        .set("cmi.core.lesson_location", "page-7")
        .set("cmi.suspend_data", "a=1;б=\u{1}")
        .set("cmi.core.exit", "suspend");

    let answer = player.commit().await;

    assert_eq!(answer["mark"], 4);
    let again = server.launched(learner.enrolment_id, step.step_id).await;
    let resumed = TestPlayer::begin(&again.url).await;
    assert_eq!(resumed.value("cmi.core.entry").unwrap(), "resume");
    assert_eq!(resumed.value("cmi.core.lesson_location").unwrap(), "page-7");
    assert_eq!(resumed.value("cmi.suspend_data").unwrap(), "a=1;б=\u{1}");
}

#[tokio::test]
async fn c7_repeated_and_overlapping_commits_change_nothing_and_a_gap_is_refused() {
    let server = TestServer::start().await;
    let (_, _, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.lesson_location", "1")
        .set("cmi.core.lesson_location", "2");
    let first = player.pending.clone();
    player.commit().await;
    player.set("cmi.core.lesson_location", "3");
    let overlapping = [first.clone(), player.pending.clone()].concat();

    let newest = player.send(&overlapping).await;
    let repeated = player.send(&first).await;
    player.pending.clear();
    player.set("cmi.core.lesson_location", "4");
    player.pending.clear();
    player.set("cmi.core.lesson_location", "5");
    let gap = player.send(&player.pending).await;

    assert_eq!(newest.json::<serde_json::Value>().await.unwrap()["mark"], 4);
    assert_eq!(
        repeated.json::<serde_json::Value>().await.unwrap()["mark"],
        4
    );
    assert_eq!(gap.status(), 409);
    assert_eq!(
        gap.json::<serde_json::Value>().await.unwrap(),
        json!({ "error": "gap", "mark": 4 })
    );
}
