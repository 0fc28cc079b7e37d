//! Attempts after a switch of their module: what their page tells, what is
//! recomputed, what is saved as a test, and pages that were open meanwhile.

use entity::{
    course_step, enrolment, step_result,
    values::{Role, SessionState},
};
use sea_orm::{ActiveValue::Set, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use server::player::end_lapsed;

use crate::{
    attempt_page::run,
    playing::{Enrolled, Module, TestPlayer},
    recording,
    support::{Browser, between},
    versions::{Ground, lessons},
};

/// Plays on, says this, and leaves.
async fn play_on(ground: &Ground, learner: &Enrolled, sets: &[(&str, &str)]) {
    let mut player = ground.open(learner).await;
    player.initialize();
    for (element, value) in sets {
        player.set(element, value);
    }
    player.terminate();
    player.commit().await;
    assert_eq!(player.navigate(Some("suspendAll")).await.0, 200);
}

async fn page(ground: &Ground, staff: &Browser, learner: &Enrolled) -> String {
    let id = ground.last_attempt(learner).await.unwrap().id;
    staff.text(&format!("/attempts/{id}")).await
}

async fn recomputed(ground: &Ground, staff: &Browser, learner: &Enrolled) -> String {
    let id = ground.last_attempt(learner).await.unwrap().id;
    let path = format!("/attempts/{id}/recompute");
    staff.post(&path, &[]).await.text().await.unwrap()
}

async fn vector_file(ground: &Ground, staff: &Browser, learner: &Enrolled) -> Value {
    let id = ground.last_attempt(learner).await.unwrap().id;
    let path = format!("/attempts/{id}/vectors");
    staff.get(&path).await.json().await.unwrap()
}

#[tokio::test]
async fn the_time_line_tells_the_move_between_the_sessions_before_and_after_it() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let half = ground.half_way().await;
    let silent = ground.learner().await;
    let mut player = ground.open(&silent).await;
    player.initialize().set("cmi.core.lesson_location", "p");
    player.commit().await;
    let clock = &ground.server.state.clock;
    clock.shift(700);
    assert_eq!(
        end_lapsed(&ground.server.state, clock.now()).await.unwrap(),
        1
    );
    ground.switched(2, json!({ "in_progress": "move" })).await;
    clock.shift(60);
    play_on(&ground, &half, &[("cmi.core.lesson_location", "page-8")]).await;
    let staff = ground.server.person(Role::Coordinator).await;

    let told = page(&ground, &staff, &half).await;
    let lapsed = page(&ground, &staff, &silent).await;

    let words = "the attempt went on in version 2 of the module instead of 1, at the same place";
    let before = told.find("the learner saved and left").unwrap();
    let moved = told.find("<tr data-moved>").unwrap();
    let after = told.rfind("the learner saved and left").unwrap();
    assert!(before < moved && moved < after, "{told}");
    assert!(between(&told[moved..], "<tr", "</tr>").contains(words));
    // In the time line and in the trace.
    assert_eq!(told.matches(words).count(), 2, "{told}");
    // The move has taken the right of the lost page; that is not how its session ended.
    assert!(lapsed.contains("nothing more was heard"), "{lapsed}");
    assert!(!lapsed.contains("the right to go on was taken away"));
}

#[tokio::test]
async fn what_is_done_of_the_whole_is_counted_anew_and_recompute_finds_nothing_else() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three", "Four"])).await;
    recording::rules(&ground.server, &ground.step, None).await;
    let learner = ground.learner().await;
    let mut player = ground.open(&learner).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "completed")
        .terminate();
    player.commit().await;
    assert_eq!(player.navigate(Some("suspendAll")).await.0, 200);
    assert_eq!(
        ground.last_attempt(&learner).await.unwrap().progress,
        Some(0.5)
    );

    let touched = ground.switched(2, json!({ "in_progress": "move" })).await;

    assert_eq!(touched["moved"], json!([learner.enrolment_id]));
    let moved = ground.last_attempt(&learner).await.unwrap();
    assert_eq!(
        (moved.session, moved.progress),
        (SessionState::Suspended, Some(0.25))
    );
    let staff = ground.server.person(Role::Coordinator).await;
    let again = recomputed(&ground, &staff, &learner).await;
    assert!(again.contains("everything is as it was"), "{again}");
    let after = ground.last_attempt(&learner).await.unwrap();
    assert_eq!(
        (after.session, after.progress, after.package_version_id),
        (moved.session, moved.progress, moved.package_version_id)
    );
    // And when it has gone on in the new version.
    play_on(&ground, &learner, &[("cmi.core.lesson_location", "9")]).await;
    let again = recomputed(&ground, &staff, &learner).await;
    assert!(again.contains("everything is as it was"), "{again}");
}

#[tokio::test]
async fn whoever_has_done_all_that_the_new_version_asks_for_is_done() {
    let ground = Ground::new(&lessons(&["One"])).await;
    recording::rules(&ground.server, &ground.step, None).await;
    let learner = ground.learner().await;
    let mut player = ground.open(&learner).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;
    assert_eq!(player.navigate(Some("suspendAll")).await.0, 200);
    let before = ground.last_attempt(&learner).await.unwrap();
    assert_eq!(before.session, SessionState::Suspended);

    ground.switched(2, json!({ "in_progress": "move" })).await;

    let moved = ground.last_attempt(&learner).await.unwrap();
    assert_eq!(
        (moved.package_version_id, moved.session),
        (ground.versions[1], SessionState::Ended)
    );
    assert!(moved.ended_at.is_some());
    let db = ground.server.state.db.read();
    let key = (learner.enrolment_id, ground.step.step_id);
    let result = step_result::Entity::find_by_id(key).one(db).await.unwrap();
    assert!(result.unwrap().met);
    let place = enrolment::Entity::find_by_id(learner.enrolment_id)
        .one(db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(place.progress_percent, 100);
    let staff = ground.server.person(Role::Coordinator).await;
    let again = recomputed(&ground, &staff, &learner).await;
    assert!(again.contains("everything is as it was"), "{again}");
}

#[tokio::test]
async fn calls_saved_as_a_test_stand_on_the_version_they_were_made_in_last() {
    let second = Module::scorm_12(&["One", "Two"], Some(80), "<p>new");
    let ground = Ground::new(&second).await;
    let learner = ground.learner().await;
    let says = |score, status| {
        let status = ("cmi.core.lesson_status", status);
        [
            ("cmi.core.score.raw", score),
            status,
            ("cmi.core.exit", "suspend"),
        ]
    };
    play_on(&ground, &learner, &says("60", "incomplete")).await;
    ground.switched(2, json!({ "in_progress": "move" })).await;
    let staff = ground.server.person(Role::Coordinator).await;

    let first = vector_file(&ground, &staff, &learner).await;
    play_on(&ground, &learner, &says("70", "completed")[..2]).await;
    let both = vector_file(&ground, &staff, &learner).await;

    let about = |file: &Value| file["rows"][0]["about"].as_str().unwrap().to_owned();
    let mastery = |file: &Value| file["rows"][0]["launch_data"]["mastery_score"] == "80";
    assert!(!mastery(&first) && mastery(&both), "{first}\n{both}");
    assert!(
        about(&first).contains("played in version 1, before the attempt was moved"),
        "{first}"
    );
    assert!(
        about(&both).contains("meanwhile the attempt was moved to another version"),
        "{both}"
    );
    // By the new version 70 is a failure, and that is what the row expects to find.
    let calls = both["rows"][0]["calls"].to_string();
    assert!(calls.contains("\"ret\":\"failed\""), "{calls}");
    assert!(!first["rows"][0]["calls"].to_string().contains("failed"));
    assert_eq!((run(&first), run(&both)), ((1, 0), (1, 0)));
}

#[tokio::test]
async fn starting_again_is_given_beyond_the_attempts_that_the_step_allows() {
    let ground = Ground::new(&lessons(&["One", "Two", "Three"])).await;
    let rules =
        json!({ "rules": [{ "rule": "completed" }], "attempts": { "attempts_allowed": 1 } });
    let step = course_step::ActiveModel {
        id: Set(ground.step.step_id),
        rules: Set(serde_json::to_vec(&rules).unwrap()),
        ..Default::default()
    };
    recording::update(&ground.server, step).await;
    let (half, done) = (ground.half_way().await, ground.finished().await);
    let play = format!(
        "/courses/{}/steps/{}",
        ground.step.course_id, ground.step.step_id
    );
    let refused = done.browser.post(&format!("{play}/again"), &[]).await;
    assert_eq!(refused.status(), 409, "no attempt is left");
    let ways = json!({ "in_progress": "start_again", "finished": "start_again" });

    ground.switched(2, ways).await;

    for learner in [&half, &done] {
        let shown = learner.browser.text(&format!("{play}/play")).await;
        let shown = shown.replace("&#x2f;", "/");
        let (_, frame) = shown.split_once("<iframe id=\"player\"").unwrap();
        let url = between(frame, "src=\"", "\"").to_owned();
        let mut player = TestPlayer::begin(&url).await;
        assert_eq!(player.scene["toc"].as_array().unwrap().len(), 4);
        for request in ["continue", "continue", "exitAll"] {
            player
                .initialize()
                .set("cmi.core.lesson_status", "completed")
                .terminate();
            player.commit().await;
            assert_eq!(player.navigate(Some(request)).await.0, 200);
        }
        let last = ground.last_attempt(learner).await.unwrap();
        assert_eq!((last.number, last.session), (2, SessionState::Ended));
        // That was one more, and not one as often as one likes.
        let refused = learner.browser.post(&format!("{play}/again"), &[]).await;
        assert_eq!(refused.status(), 409);
    }
}

#[tokio::test]
async fn a_player_page_that_was_made_before_a_switch_loads_the_files_of_the_version_it_plays() {
    let second = Module::scorm_12(&["One", "Two"], None, "<p>The new page");
    let ground = Ground::new(&second).await;
    let learner = ground.learner().await;
    let launched = ground
        .server
        .launched(learner.enrolment_id, ground.step.step_id)
        .await;
    let page = reqwest::get(&launched.url).await.unwrap();
    assert_eq!(page.status(), 200);
    let other = ground.learner().await;
    let playing_before = ground.open(&other).await;
    let made_with = playing_before.scene["files"].as_str().unwrap().to_owned();

    ground.switched(2, json!({})).await;
    let player = TestPlayer::begin(&launched.url).await;

    let files = player.scene["files"].as_str().unwrap();
    assert_ne!(files, made_with);
    let url = player.scene["item"]["url"].as_str().unwrap();
    let shown = format!("{}{files}{url}", ground.server.content);
    let shown = reqwest::get(&shown).await.unwrap();
    assert_eq!(shown.status(), 200);
    assert!(shown.text().await.unwrap().contains("The new page"));
    // A row that nobody has begun has no history of moves.
    let rows = entity::attempt_trace::Entity::find()
        .filter(
            entity::attempt_trace::COLUMN
                .attempt_id
                .eq(launched.attempt_id),
        )
        .all(ground.server.state.db.read())
        .await
        .unwrap();
    assert!(rows.iter().all(|it| it.launch_id == launched.launch_id));
}
