//! Launches, commits, navigation, and what is refused.

use entity::{
    attempt, audit_event, course, course_step, enrolment, person,
    values::{
        Completion, CourseStatus, EnrolmentStatus, LaunchMode, PersonStatus, Role, SessionState,
        Success,
    },
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    playing::{Module, TestPlayer},
    support::TestServer,
};

pub(crate) fn single() -> Module {
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

pub(crate) async fn attempt(server: &TestServer, enrolment_id: Uuid) -> attempt::Model {
    attempt::Entity::find()
        .filter(attempt::COLUMN.enrolment_id.eq(enrolment_id))
        .order_by_desc(attempt::Column::Number)
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap()
}

pub(crate) async fn error_of(response: reqwest::Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (
        status,
        response.json::<Value>().await.unwrap()["error"].clone(),
    )
}

#[tokio::test]
async fn c2_what_ends_a_launch_ends_it_at_the_next_request() {
    for reason in ["withdrawn", "suspended", "closed"] {
        let server = TestServer::start().await;
        let (step, learner, mut player) = server.playing(&single()).await;
        player.initialize();
        player.commit().await;
        let before = attempt(&server, learner.enrolment_id).await;
        match reason {
            "withdrawn" => {
                server
                    .change(enrolment::ActiveModel {
                        id: Set(learner.enrolment_id),
                        status: Set(EnrolmentStatus::Withdrawn),
                        ..Default::default()
                    })
                    .await;
            }
            "suspended" => {
                server
                    .change(person::ActiveModel {
                        id: Set(learner.browser.person_id()),
                        status: Set(PersonStatus::Suspended),
                        ..Default::default()
                    })
                    .await;
            }
            _ => {
                server
                    .change(course::ActiveModel {
                        id: Set(step.course_id),
                        status: Set(CourseStatus::Closed),
                        ..Default::default()
                    })
                    .await;
            }
        }
        player.set("cmi.core.lesson_status", "passed");

        let refused = error_of(player.send(&player.pending).await).await;
        let again = error_of(player.send(&player.pending).await).await;

        assert_eq!(refused, (403, json!(reason)));
        assert_eq!(again, (403, json!("revoked")));
        let after = attempt(&server, learner.enrolment_id).await;
        assert_eq!(after.state, before.state);
        let audited = audit_event::Entity::find()
            .filter(audit_event::COLUMN.action.eq("attempt.launch_denied"))
            .all(server.state.db.read())
            .await
            .unwrap();
        assert_eq!(audited.len(), 1, "{reason}");
    }
}

#[tokio::test]
async fn c2_a_finished_attempt_takes_no_more() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;
    player.set("cmi.core.lesson_status", "failed");

    let refused = error_of(player.send(&player.pending).await).await;

    assert_eq!(refused, (422, json!("nothing_runs")));
    let row = attempt(&server, learner.enrolment_id).await;
    assert_eq!(
        (row.success, row.session),
        (Success::Passed, SessionState::Ended)
    );
}

#[tokio::test]
async fn c8_of_two_openings_the_newer_one_wins() {
    let server = TestServer::start().await;
    let (step, learner, mut older) = server.playing(&single()).await;
    older.initialize().set("cmi.core.lesson_location", "old");
    older.commit().await;
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut newer = TestPlayer::begin(&launched.url).await;
    older.set("cmi.core.lesson_location", "too late");
    newer.initialize().set("cmi.core.lesson_location", "new");

    let refused = error_of(older.send(&older.pending).await).await;
    newer.commit().await;
    let reopened = TestPlayer::begin(&older.url).await;

    assert_eq!(refused, (409, json!("superseded")));
    assert_eq!(reopened.value("cmi.core.lesson_location").unwrap(), "new");
    newer.set("cmi.core.lesson_location", "newer still");
    let overtaken = error_of(newer.send(&newer.pending).await).await;
    assert_eq!(overtaken, (409, json!("superseded")));
}

fn queue(player: &TestPlayer) -> Value {
    json!([{
        "launch": player.scene["launch"],
        "generation": player.scene["generation"],
        "delivery": player.scene["delivery"],
        "entries": player.pending,
        "kept": "app",
    }])
}

#[tokio::test]
async fn a_queue_is_replayed_when_nothing_was_stored_since() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    player.initialize().set("cmi.core.lesson_location", "3");
    player.commit().await;
    player.set("cmi.core.lesson_location", "9");
    // Another device only looks.
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut other = TestPlayer::begin(&launched.url).await;
    other.initialize();
    other.commit().await;

    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let back = TestPlayer::begin_with(&launched.url, &queue(&player)).await;

    assert_eq!(back.scene["queues"], json!(["stored"]));
    assert_eq!(back.value("cmi.core.lesson_location").unwrap(), "9");
    let again = TestPlayer::begin_with(&launched.url, &queue(&player)).await;
    assert_eq!(again.scene["queues"], json!(["stored"]));
}

#[tokio::test]
async fn a_queue_that_comes_after_newer_work_is_kept_and_shown() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    player.initialize().set("cmi.core.lesson_location", "3");
    player.commit().await;
    player.set("cmi.core.lesson_location", "late<script>");
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut other = TestPlayer::begin(&launched.url).await;
    other.initialize().set("cmi.core.lesson_location", "5");
    other.commit().await;

    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let back = TestPlayer::begin_with(&launched.url, &queue(&player)).await;

    assert_eq!(back.scene["queues"], json!(["not_applied"]));
    assert_eq!(back.value("cmi.core.lesson_location").unwrap(), "5");
    let page = learner
        .browser
        .text(&format!("/attempts/{}", launched.attempt_id))
        .await;
    assert!(page.contains("Not applied") && page.contains("late&lt;script&gt;"));
}

#[tokio::test]
async fn the_server_decides_where_a_learner_goes() {
    let server = TestServer::start().await;
    let module = Module::scorm_2004(&["One", "Two", "Three"], "<p>SCO");
    let (step, learner, mut player) = server.playing(&module).await;
    assert_eq!(player.scene["item"]["identifier"], "I0");
    assert_eq!(player.scene["controls"]["continue"], true);
    assert_eq!(player.scene["controls"]["previous"], false);
    player
        .initialize()
        .set("cmi.completion_status", "completed")
        .set("adl.nav.request", "continue")
        .terminate();
    let answer = player.commit().await;
    assert_eq!(answer["wish"], "continue");

    let before = player.place();
    player.navigate(None).await;
    assert_eq!(player.scene["item"]["identifier"], "I1");

    // The answer was lost; the same question again.
    let mut repeated = before;
    repeated["request"] = "continue".into();
    let response = player
        .client
        .post(format!("{}navigate", player.url))
        .json(&repeated)
        .send()
        .await
        .unwrap();
    let same: Value = response.json().await.unwrap();
    assert_eq!(same["item"]["identifier"], "I1");
    assert_eq!(same["delivery"], player.scene["delivery"]);
    assert_eq!(same["item"]["document"], player.scene["item"]["document"]);

    player.initialize().set("cmi.location", "middle");
    player.navigate(Some("{target=I2}choice")).await;
    assert_eq!(player.scene["item"]["identifier"], "I2");
    let completed = player.scene["toc"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["item"] == "I0")
        .unwrap()["completion"]
        .clone();
    assert_eq!(completed, "completed");
    player.navigate(Some("suspendAll")).await;
    assert_eq!(player.scene["session"], "ended");
    let row = attempt(&server, learner.enrolment_id).await;
    assert_eq!(row.session, SessionState::Suspended);

    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    assert_eq!(launched.attempt_id, row.id);
    let mut back = TestPlayer::begin(&launched.url).await;
    assert_eq!(back.scene["item"]["identifier"], "I2");
    let (status, answer) = back.navigate(Some("fly")).await;
    assert_eq!(
        (status.as_u16(), answer["error"].clone()),
        (400, json!("malformed"))
    );
}

#[tokio::test]
async fn a_lapsed_learner_session_ends_as_suspended_and_its_learner_may_come_back() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.lesson_location", "4")
        .set("cmi.core.session_time", "00:05:00");
    player.commit().await;
    server.state.clock.shift(11 * 60);

    let now = server.state.clock.now();
    let ended = server::player::end_lapsed(&server.state, now)
        .await
        .unwrap();
    let again = server::player::end_lapsed(&server.state, now)
        .await
        .unwrap();

    assert_eq!((ended, again), (1, 0));
    let lapsed = attempt(&server, learner.enrolment_id).await;
    assert_eq!(lapsed.session, SessionState::Suspended);
    assert_eq!(lapsed.time_hundredths, 30_000);
    player
        .set("cmi.core.lesson_location", "5")
        .set("cmi.core.session_time", "00:17:00");
    player.commit().await;
    let back = attempt(&server, learner.enrolment_id).await;
    assert_eq!(back.session, SessionState::Open);
    assert_eq!(back.time_hundredths, 102_000);
    assert_eq!(back.location.as_deref(), Some("5"));
}

#[tokio::test]
async fn passed_at_a_commit_is_provisional_until_mastery_judges_at_the_end() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.score.raw", "60")
        .set("cmi.core.lesson_status", "passed");
    player.commit().await;
    assert_eq!(
        attempt(&server, learner.enrolment_id).await.success,
        Success::Passed
    );
    player.terminate();

    player.commit().await;

    let row = attempt(&server, learner.enrolment_id).await;
    assert_eq!(row.success, Success::Failed);
    let result = learner
        .browser
        .text(&format!("/attempts/{}/result", row.id))
        .await;
    assert!(
        result.contains("completed yes, passed no: score 60, needs 70"),
        "{result}"
    );
    let certificates = entity::certificate::Entity::find()
        .count(server.state.db.read())
        .await
        .unwrap();
    assert_eq!(certificates, 0);
}

#[tokio::test]
async fn looking_again_changes_nothing_and_starting_again_is_a_new_attempt() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.score.raw", "90")
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;
    let done = attempt(&server, learner.enrolment_id).await;
    let play = format!("/courses/{}/steps/{}/play", step.course_id, step.step_id);
    let choice = learner.browser.text(&play).await;
    assert!(choice.contains("Look again") && choice.contains("Start again"));

    let review = server
        .launched_as(learner.enrolment_id, step.step_id, LaunchMode::Review)
        .await;
    let mut looking = TestPlayer::begin(&review.url).await;
    assert_eq!(looking.value("cmi.core.lesson_mode").unwrap(), "review");
    assert_eq!(looking.value("cmi.core.credit").unwrap(), "no-credit");
    assert_eq!(looking.value("cmi.core.score.raw").unwrap(), "90");
    looking
        .initialize()
        .set("cmi.core.score.raw", "5")
        .set("cmi.core.lesson_status", "failed")
        .terminate();
    looking.commit().await;
    let after = attempt(&server, learner.enrolment_id).await;
    assert_eq!((after.id, &after.state), (done.id, &done.state));

    let again = format!("/courses/{}/steps/{}/again", step.course_id, step.step_id);
    assert_eq!(learner.browser.post(&again, &[]).await.status(), 303);
    let fresh = attempt(&server, learner.enrolment_id).await;
    assert_eq!((fresh.number, fresh.session), (2, SessionState::None));
}

#[tokio::test]
async fn an_attempt_shows_itself_to_its_learner_and_those_who_train_and_coordinate() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.comments", "<img src=x onerror=alert(1)>\u{202e}");
    player.commit().await;
    let path = format!(
        "/attempts/{}",
        attempt(&server, learner.enrolment_id).await.id
    );

    let page = learner.browser.text(&path).await;
    assert!(page.contains("LMSSetValue") && !page.contains("<img src=x"));
    for (role, status) in [
        (Role::Trainee, 403),
        (Role::Trainer, 403),
        (Role::Coordinator, 200),
        (Role::Administrator, 200),
    ] {
        let other = server.person(role).await;
        assert_eq!(other.get(&path).await.status(), status, "{role:?}");
    }
}

#[tokio::test]
async fn a_trial_counts_for_nobody() {
    let server = TestServer::start().await;
    let step = server.one_step(&single()).await;
    let trainer = server.person(Role::Trainer).await;
    let path = format!("/modules/{}/versions/1/try", step.package_id);

    let page = trainer.text(&path).await.replace("&#x2f;", "/");

    let url = page.split("src=\"").find(|it| it.contains("/p/")).unwrap();
    let mut player = TestPlayer::begin(url.split('"').next().unwrap()).await;
    player
        .initialize()
        .set("cmi.core.score.raw", "85")
        .set("cmi.core.lesson_status", "completed")
        .terminate();
    player.commit().await;
    let attempt = player.scene["attempt"].as_str().unwrap();
    let verdict = trainer.text(&format!("/attempts/{attempt}/result")).await;
    assert!(
        verdict.contains("completed yes, passed yes: score 85, needs 70"),
        "{verdict}"
    );
    let stranger = server.person(Role::Trainee).await;
    assert_eq!(stranger.get(&path).await.status(), 403);
}

#[tokio::test]
async fn several_scos_of_scorm_12_are_chosen_and_all_of_them_count() {
    let server = TestServer::start().await;
    let module = Module::scorm_12(&["One", "Two"], None, "<p>SCO");
    let (_, learner, mut player) = server.playing(&module).await;
    assert_eq!(player.scene["item"]["identifier"], "I0");
    player
        .initialize()
        .set("cmi.core.lesson_status", "completed")
        .terminate();
    player.commit().await;
    let half = attempt(&server, learner.enrolment_id).await;
    assert_ne!(half.session, SessionState::Ended);
    assert_eq!(half.progress, Some(0.5));

    player.navigate(Some("{target=I1}choice")).await;

    assert_eq!(player.scene["item"]["identifier"], "I1");
    assert_eq!(player.value("cmi.core.entry").unwrap(), "ab-initio");
    player
        .initialize()
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;
    player.navigate(Some("exitAll")).await;
    let done = attempt(&server, learner.enrolment_id).await;
    assert_eq!(done.completion, Completion::Completed);
    assert_eq!(done.session, SessionState::Ended);
}

#[tokio::test]
async fn who_is_logged_out_by_a_sco_of_scorm_12_comes_back_to_it() {
    let server = TestServer::start().await;
    let module = Module::scorm_12(&["One", "Two"], None, "<p>SCO");
    let (step, learner, mut player) = server.playing(&module).await;
    player.navigate(Some("{target=I1}choice")).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "incomplete")
        .set("cmi.core.exit", "logout")
        .terminate();
    player.commit().await;

    player.navigate(None).await;

    assert_ne!(player.scene["session"], "delivering");
    let left = attempt(&server, learner.enrolment_id).await;
    assert_eq!(left.session, SessionState::Suspended);
    let launched = server.launched(learner.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    assert_eq!(player.scene["item"]["identifier"], "I1");

    // When nothing is left to do, it is the end after all.
    player
        .initialize()
        .set("cmi.core.lesson_status", "completed")
        .terminate();
    player.commit().await;
    player.navigate(Some("{target=I0}choice")).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "completed")
        .set("cmi.core.exit", "logout")
        .terminate();
    player.commit().await;
    player.navigate(None).await;
    let done = attempt(&server, learner.enrolment_id).await;
    assert_eq!(done.session, SessionState::Ended);
}

#[tokio::test]
async fn an_asset_that_calls_the_api_is_heard_and_a_silent_one_leaves_no_data() {
    let server = TestServer::start().await;
    let module = Module::scorm_2004(&["Says", "Silent"], "<p>Page").with_assets();
    let (_, learner, mut player) = server.playing(&module).await;
    player
        .initialize()
        .set("cmi.score.scaled", "0.5")
        .set("cmi.completion_status", "incomplete")
        .terminate();
    player.commit().await;
    player.navigate(Some("{target=I1}choice")).await;
    player.navigate(Some("exitAll")).await;

    let row = attempt(&server, learner.enrolment_id).await;
    assert_eq!(row.completion, Completion::Incomplete);
    let api = server.api(Role::Administrator).await;
    let report: Value = api
        .get(&format!("/api/v1/attempts/{}", row.id))
        .await
        .json()
        .await
        .unwrap();
    let items = report["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{report}");
    assert_eq!(items[0]["identifier"], "I0");
    assert_eq!(items[0]["values"]["cmi.score.scaled"], "0.5");
}

#[tokio::test]
async fn without_an_attempt_left_it_is_refused_in_words() {
    let server = TestServer::start().await;
    let (step, learner, mut player) = server.playing(&single()).await;
    server
        .change(course_step::ActiveModel {
            id: Set(step.step_id),
            rules: Set(
                br#"{"rules":[{"rule":"completed"}],"attempts":{"attempts_allowed":1}}"#.to_vec(),
            ),
            ..Default::default()
        })
        .await;
    player.initialize().set("cmi.core.lesson_status", "failed");
    player.terminate();
    player.commit().await;

    let again = format!("/courses/{}/steps/{}/again", step.course_id, step.step_id);
    let refused = learner.browser.post(&again, &[]).await;

    assert_eq!(refused.status(), 409);
    let words = refused.text().await.unwrap();
    assert!(
        words.contains("Your one attempt at this step has been used"),
        "{words}"
    );
    assert_eq!(attempt(&server, learner.enrolment_id).await.number, 1);
}

#[tokio::test]
async fn c15_what_a_console_makes_up_is_stored_and_doubted() {
    let server = TestServer::start().await;
    let (_, learner, mut player) = server.playing(&single()).await;
    player
        .initialize()
        .set("cmi.core.score.raw", "100")
        .set("cmi.core.session_time", "00:45:00")
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;

    let row = attempt(&server, learner.enrolment_id).await;

    assert_eq!(row.success, Success::Passed);
    let trainer = server.person(Role::Coordinator).await;
    let page = trainer.text(&format!("/attempts/{}", row.id)).await;
    assert!(page.contains("s after the start"), "{page}");
    assert!(page.contains("45 min of work are reported"), "{page}");

    let (_, honest, mut player) = server.playing(&single()).await;
    player.initialize();
    player.commit().await;
    server.state.clock.shift(46 * 60);
    player
        .set("cmi.core.score.raw", "100")
        .set("cmi.core.session_time", "00:45:00")
        .set("cmi.core.lesson_status", "passed")
        .terminate();
    player.commit().await;
    let row = attempt(&server, honest.enrolment_id).await;
    let page = trainer.text(&format!("/attempts/{}", row.id)).await;
    assert!(!page.contains("Improbable"), "{page}");
}

#[tokio::test]
async fn what_is_global_to_the_system_is_known_in_the_learners_next_package() {
    let server = TestServer::start().await;
    let sequencing = "<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID=\"P\">\
        <imsss:mapInfo targetObjectiveID=\"urn:centre:asylum\" readSatisfiedStatus=\"true\" writeSatisfiedStatus=\"true\"/>\
        </imsss:primaryObjective></imsss:objectives></imsss:sequencing>";
    let module = || Module::scorm_2004(&["One", "Two"], "<p>SCO").with_sequencing(sequencing);
    let (_, learner, mut player) = server.playing(&module()).await;
    assert_eq!(player.value("cmi.objectives.0.success_status"), None);
    player
        .initialize()
        .set("cmi.success_status", "passed")
        .terminate();
    player.commit().await;

    let next = server.one_step(&module()).await;
    let enrolment_id = server
        .enrolled_as(learner.browser.person_id(), next.course_id)
        .await;
    let launched = server.launched(enrolment_id, next.step_id).await;
    let player = TestPlayer::begin(&launched.url).await;

    let known = player.value("cmi.objectives.0.success_status");
    assert_eq!(known.as_deref(), Some("passed"));
    let (_, _, stranger) = server.playing(&module()).await;
    assert_eq!(stranger.value("cmi.objectives.0.success_status"), None);
}
