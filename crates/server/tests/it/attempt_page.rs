//! What trainers do on an attempt's page: see its sessions and its tree, recompute,
//! grant completion, save the calls as a vector file.

use entity::{
    attempt, audit_event, completion, enrolment, step_result,
    values::{Completion, CompletionOutcome, Face, Role, Success},
};
use sea_orm::{EntityTrait as _, QueryFilter as _, QueryOrder as _, Set};
use serde_json::Value;

use crate::{
    attempts::attempt as newest_attempt,
    playing::{Enrolled, Module, OneStep, TestPlayer},
    recording,
    support::TestServer,
    vector_runner::{data_model, sequencing_traces},
};

async fn course(server: &TestServer) -> OneStep {
    let module = Module::scorm_12(&["One"], Some(70), "<p>page</p>");
    let step = server.one_step(&module).await;
    recording::rules(server, &step, None).await;
    step
}

async fn row(server: &TestServer, learner: &Enrolled) -> attempt::Model {
    newest_attempt(server, learner.enrolment_id).await
}

async fn enrolment_row(server: &TestServer, learner: &Enrolled) -> enrolment::Model {
    enrolment::Entity::find_by_id(learner.enrolment_id)
        .one(server.state.db.read())
        .await
        .unwrap()
        .unwrap()
}

async fn audited(server: &TestServer, action: &str) -> Vec<audit_event::Model> {
    audit_event::Entity::find()
        .filter(audit_event::COLUMN.action.eq(action))
        .all(server.state.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_page_shows_the_sessions_and_what_ended_them() {
    let server = TestServer::start().await;
    let step = course(&server).await;
    let ada = server.enrolled(step.course_id).await;
    let launched = server.launched(ada.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player.initialize().set("cmi.core.lesson_location", "3");
    player.commit().await;
    let launched = server.launched(ada.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    player.initialize();
    player.commit().await;
    player.navigate(Some("suspendAll")).await;
    let id = row(&server, &ada).await.id;
    let coordinator = server.person(Role::Coordinator).await;

    let page = coordinator.text(&format!("/attempts/{id}")).await;

    assert!(page.contains("the module was opened again"), "{page}");
    assert!(page.contains("the learner saved and left"), "{page}");
    // The learner sees when, and no tools.
    let own = ada.browser.text(&format!("/attempts/{id}")).await;
    assert!(own.contains("the learner saved and left"), "{own}");
    assert!(!own.contains("/recompute"), "{own}");
}

#[tokio::test]
async fn the_tree_says_in_each_face_why_a_part_is_not_offered() {
    let server = TestServer::start().await;
    let limited =
        "<imsss:sequencing><imsss:limitConditions attemptLimit=\"1\"/></imsss:sequencing>";
    let module = Module::scorm_2004(&["Intro", "Test"], "<p>page</p>").with_sequencing(limited);
    let (_, ada, mut player) = server.playing(&module).await;
    player
        .initialize()
        .set("cmi.completion_status", "completed")
        .set("cmi.exit", "normal")
        .terminate();
    player.commit().await;
    let (status, _) = player.navigate(Some("{target=I1}choice")).await;
    assert_eq!(status, 200);
    let id = row(&server, &ada).await.id;
    let coordinator = server.person(Role::Coordinator).await;

    for (face, words) in [
        (Face::En, "may be tried once, and that is used up"),
        (Face::SrLatn, "dopušten je 1 pokušaj i iskorišćen je"),
        (Face::SrCyrl, "допуштен је 1 покушај и искоришћен је"),
    ] {
        let reader = coordinator.person_id();
        server.change_person(reader, |it| it.face = face).await;
        let page = coordinator.text(&format!("/attempts/{id}")).await;
        assert!(page.contains(words), "{face:?}: {page}");
    }
}

#[tokio::test]
async fn recomputing_mends_what_does_not_follow_from_what_is_stored_and_says_what() {
    let server = TestServer::start().await;
    let step = course(&server).await;
    let ada = server.enrolled(step.course_id).await;
    recording::play(&server, &step, ada.enrolment_id, "passed", "85").await;
    let before = row(&server, &ada).await;
    let coordinator = server.person(Role::Coordinator).await;
    let recompute = format!("/attempts/{}/recompute", before.id);

    let same = coordinator.post(&recompute, &[]).await;
    assert_eq!(same.status(), 200);
    let same = same.text().await.unwrap();
    assert!(same.contains("everything is as it was"), "{same}");

    server
        .change(attempt::ActiveModel {
            id: Set(before.id),
            completion: Set(Completion::Incomplete),
            success: Set(Success::Unknown),
            score_raw: Set(Some(12.0)),
            ..Default::default()
        })
        .await;
    server
        .change(step_result::ActiveModel {
            enrolment_id: Set(ada.enrolment_id),
            step_id: Set(step.step_id),
            status: Set(entity::values::StepStatus::InProgress),
            ..Default::default()
        })
        .await;
    let mended = coordinator
        .post(&recompute, &[])
        .await
        .text()
        .await
        .unwrap();

    assert!(mended.contains("This has changed"), "{mended}");
    assert!(
        mended.contains("completed yes, passed yes: score 85"),
        "{mended}"
    );
    assert!(mended.contains("in progress → <b>passed</b>"), "{mended}");
    let after = row(&server, &ada).await;
    assert_eq!(after, before);
    assert_eq!(recording::certificates(&server).await.len(), 1);
    let events = audited(&server, "attempt.recomputed").await;
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].actor_id, Some(coordinator.person_id()));
    // Neither the learner nor a trainer of another course may.
    let stranger = server.person(Role::Trainer).await;
    for browser in [&ada.browser, &stranger] {
        assert_eq!(browser.post(&recompute, &[]).await.status(), 403);
    }
}

#[tokio::test]
async fn recomputing_issues_what_rules_of_today_make_due() {
    let server = TestServer::start().await;
    let step = server
        .one_step(&Module::scorm_12(&["One"], Some(70), "<p>page</p>"))
        .await;
    let ada = server.enrolled(step.course_id).await;
    // There were no rules yet when it was passed.
    recording::play(&server, &step, ada.enrolment_id, "passed", "85").await;
    assert!(recording::certificates(&server).await.is_empty());
    recording::rules(&server, &step, None).await;
    let id = row(&server, &ada).await.id;
    let coordinator = server.person(Role::Coordinator).await;

    let page = coordinator
        .post(&format!("/attempts/{id}/recompute"), &[])
        .await;

    let page = page.text().await.unwrap();
    let certificates = recording::certificates(&server).await;
    assert_eq!(certificates.len(), 1);
    assert!(page.contains(&certificates[0].serial), "{page}");
    assert!(enrolment_row(&server, &ada).await.completed_at.is_some());
}

#[tokio::test]
async fn a_granted_completion_is_a_new_record_with_who_and_why_and_a_document_by_the_rules() {
    let server = TestServer::start().await;
    let step = course(&server).await;
    let ada = server.enrolled(step.course_id).await;
    recording::play(&server, &step, ada.enrolment_id, "failed", "40").await;
    let id = row(&server, &ada).await.id;
    let coordinator = server.person(Role::Coordinator).await;
    let path = format!("/attempts/{id}/grant");
    let today = server.state.config.date_of(server.state.clock.now());
    let on = today.to_string();
    let tomorrow = (today + chrono::Days::new(1)).to_string();

    for fields in [
        [("on", on.as_str()), ("reason", "  ")],
        [("on", tomorrow.as_str()), ("reason", "Seen")],
        [("on", "soon"), ("reason", "Seen")],
    ] {
        assert_eq!(
            coordinator.post(&path, &fields).await.status(),
            422,
            "{fields:?}"
        );
    }
    let fields = [("on", on.as_str()), ("reason", "Passed it on paper <here>")];
    let granted = coordinator.post(&path, &fields).await;
    assert_eq!(granted.status(), 200);
    let page = granted.text().await.unwrap();

    let certificates = recording::certificates(&server).await;
    assert_eq!(certificates.len(), 1);
    assert!(page.contains("The completion is granted") && page.contains(&certificates[0].serial));
    let rows = completion::Entity::find()
        .order_by_asc(completion::Column::RecordedAt)
        .all(server.state.db.read())
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].outcome, CompletionOutcome::Passed);
    assert_eq!(rows[0].completed_on, today);
    assert_eq!(rows[0].recorded_by, Some(coordinator.person_id()));
    let enrolment = enrolment_row(&server, &ada).await;
    assert_eq!(enrolment.progress_percent, 100);
    assert!(enrolment.completed_at.is_some());
    let source = coordinator
        .text(&format!("/records/completions/{}", rows[0].id))
        .await;
    assert!(source.contains("granted by a person"), "{source}");
    assert!(
        source.contains("Passed it on paper &lt;here&gt;"),
        "{source}"
    );
    assert_eq!(audited(&server, "completion.granted").await.len(), 1);
    assert_eq!(coordinator.post(&path, &fields).await.status(), 409);

    // What the learner does later takes nothing back, and issues nothing more.
    recording::play(&server, &step, ada.enrolment_id, "failed", "10").await;
    assert_eq!(enrolment_row(&server, &ada).await.progress_percent, 100);
    assert_eq!(recording::certificates(&server).await.len(), 1);
    let rows = completion::Entity::find()
        .all(server.state.db.read())
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn nobody_grants_to_themselves_and_strangers_grant_nothing() {
    let server = TestServer::start().await;
    let step = course(&server).await;
    let trainer = server.person(Role::Coordinator).await;
    let enrolment_id = server
        .enrolled_as(trainer.person_id(), step.course_id)
        .await;
    recording::play(&server, &step, enrolment_id, "failed", "40").await;
    let id = newest_attempt(&server, enrolment_id).await.id;
    let today = server.state.config.date_of(server.state.clock.now());
    let on = today.to_string();
    let fields = [("on", on.as_str()), ("reason", "I say so")];
    let stranger = server.person(Role::Trainer).await;

    for browser in [&trainer, &stranger] {
        let response = browser
            .post(&format!("/attempts/{id}/grant"), &fields)
            .await;
        assert_eq!(response.status(), 403);
    }

    assert!(recording::certificates(&server).await.is_empty());
}

/// Runs a downloaded file as the test runner does; answers how many rows passed and failed.
pub(crate) fn run(file: &Value) -> (usize, usize) {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path().join("data-model");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("attempt.json");
    std::fs::write(&path, file.to_string()).unwrap();
    assert!(data_model::is_vector_file(&path));
    let tally = data_model::run(&[path.as_path()]).unwrap();
    (tally.passed, tally.failed)
}

#[tokio::test]
async fn the_calls_of_an_attempt_are_a_vector_file_that_the_runner_runs() {
    let server = TestServer::start().await;
    for module in [
        Module::scorm_12(&["One"], Some(70), "<p>page</p>"),
        Module::scorm_2004(&["One"], "<p>page</p>"),
    ] {
        let (step, ada, mut player) = server.playing(&module).await;
        let is_12 = player.value("cmi.core.entry").is_some();
        let (location, exit) = if is_12 {
            ("cmi.core.lesson_location", "cmi.core.exit")
        } else {
            ("cmi.location", "cmi.exit")
        };
        player
            .initialize()
            .set(location, "page 3")
            .set("cmi.suspend_data", "б=1;\u{1}")
            .set(exit, "suspend")
            .terminate();
        player.commit().await;
        player.navigate(Some("suspendAll")).await;
        let launched = server.launched(ada.enrolment_id, step.step_id).await;
        let mut player = TestPlayer::begin(&launched.url).await;
        player
            .initialize()
            .set(location, "page 4")
            .set(exit, "suspend")
            .terminate();
        player.commit().await;
        player.navigate(Some("suspendAll")).await;
        let id = row(&server, &ada).await.id;
        let coordinator = server.person(Role::Coordinator).await;

        let response = coordinator.get(&format!("/attempts/{id}/vectors")).await;
        assert_eq!(response.status(), 200);
        let file: Value = response.json().await.unwrap();

        let text = file.to_string();
        assert!(
            !text.contains("Đorđević") && !text.contains("Ђорђевић"),
            "{text}"
        );
        let calls = file["rows"][0]["calls"].as_array().unwrap();
        let begun_again = calls.iter().filter(|it| it["call"] == "NewLaunch").count();
        assert_eq!(begun_again, 2, "{text}");
        assert_eq!(run(&file), (1, 0), "{text}");
        // A file that expects something else fails.
        let other = text.replace("\"ret\":\"page 4\"", "\"ret\":\"page 5\"");
        assert_ne!(other, text);
        assert_eq!(run(&serde_json::from_str(&other).unwrap()), (0, 1));
        let learner = ada.browser.get(&format!("/attempts/{id}/vectors")).await;
        assert_eq!(learner.status(), 403);
    }
}

/// Unpacks a downloaded archive as a person does, and plays it as the test runner
/// does; answers the trace, and how many cases passed and failed.
fn play(archive: Vec<u8>) -> (Value, (usize, usize)) {
    let folder = tempfile::TempDir::new().unwrap();
    let folder = folder.path().join("sequencing");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    archive.extract(&folder).unwrap();
    let case = std::fs::read_dir(&folder).unwrap().next().unwrap();
    let path = case.unwrap().path().join("trace.json");
    assert!(sequencing_traces::is_trace(&path));
    let tally = sequencing_traces::run(&[path.as_path()]).unwrap();
    let trace = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    (trace, (tally.passed, tally.failed))
}

/// `event item` or `deliver item` of each step.
fn outline(trace: &Value) -> Vec<String> {
    let steps = trace["steps"].as_array().unwrap().iter();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    steps
        .map(|it| {
            let words = [&it["step"], &it["event"], &it["item"], &it["refused"]].map(text);
            words
                .iter()
                .filter(|it| !it.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

#[tokio::test]
async fn the_way_through_a_module_is_a_sequencing_vector_that_the_runner_plays() {
    let server = TestServer::start().await;
    let limited =
        "<imsss:sequencing><imsss:limitConditions attemptLimit=\"1\"/></imsss:sequencing>";
    let module =
        Module::scorm_2004(&["One", "Two", "Three"], "<p>page</p>").with_sequencing(limited);
    let (step, ada, mut player) = server.playing(&module).await;
    player
        .initialize()
        .set("cmi.completion_status", "completed")
        .set("cmi.exit", "normal")
        .set("adl.nav.request", "continue")
        .terminate();
    player.commit().await;
    player.navigate(None).await;
    assert_eq!(player.scene["item"]["identifier"], "I1");
    // What does not exist is refused, and the item on screen comes back; what may
    // be tried once is refused when the item has been left.
    player
        .initialize()
        .set("cmi.suspend_data", "half")
        .set("cmi.exit", "suspend");
    player.commit().await;
    let (_, unknown) = player.navigate(Some("{target=I9}choice")).await;
    assert_eq!(player.scene["item"]["identifier"], "I1");
    player.initialize();
    player.commit().await;
    let (_, used_up) = player.navigate(Some("{target=I0}choice")).await;
    assert!(player.scene["item"].is_null(), "{used_up}");
    player.navigate(Some("{target=I2}jump")).await;
    // This page is lost; another day it goes on, and ends.
    player.initialize().set("cmi.location", "7");
    player.commit().await;
    let launched = server.launched(ada.enrolment_id, step.step_id).await;
    let mut player = TestPlayer::begin(&launched.url).await;
    assert_eq!(player.scene["item"]["identifier"], "I2");
    player
        .initialize()
        .set("cmi.success_status", "passed")
        .set("cmi.exit", "normal");
    player.commit().await;
    player.navigate(Some("exitAll")).await;
    let id = row(&server, &ada).await.id;
    let coordinator = server.person(Role::Coordinator).await;
    let page = coordinator.text(&format!("/attempts/{id}")).await;
    let page = page.replace("&#x2f;", "/");
    assert!(page.contains(&format!("/attempts/{id}/trace")), "{page}");

    let response = coordinator.get(&format!("/attempts/{id}/trace")).await;
    assert_eq!(response.status(), 200);
    let (trace, tally) = play(response.bytes().await.unwrap().to_vec());

    let code = |it: &Value| it["exception"]["code"].as_str().unwrap().to_owned();
    assert_eq!(
        outline(&trace),
        [
            "launch_course",
            "deliver I0",
            "sco_navigation continue",
            "deliver I1",
            &format!("learner choice I9 {}", code(&unknown)),
            "deliver I1",
            &format!("learner choice I0 {}", code(&used_up)),
            "learner jump I2",
            "deliver I2",
            "learner suspendAll",
            "launch_course",
            "deliver I2",
            "learner exitAll",
            "expect_session_ended",
        ]
    );
    let text = trace.to_string();
    assert!(!text.contains("Đorđević") && !text.contains("Ђорђевић"));
    assert_eq!(trace["profile"], "lenient");
    assert_eq!(tally, (1, 0));
    // A way that was not gone fails.
    let mut other = trace.clone();
    other["steps"][3]["item"] = "I2".into();
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("imsmanifest.xml"), module.manifest()).unwrap();
    let path = folder.path().join("trace.json");
    std::fs::write(&path, other.to_string()).unwrap();
    let tally = sequencing_traces::run(&[path.as_path()]).unwrap();
    assert_eq!((tally.passed, tally.failed), (0, 1));
    // Neither the learner nor a stranger saves it, and 1.2 has no sequencing.
    let stranger = server.person(Role::Trainer).await;
    for browser in [&ada.browser, &stranger] {
        let response = browser.get(&format!("/attempts/{id}/trace")).await;
        assert_eq!(response.status(), 403);
    }
    let (_, bob, _) = server
        .playing(&Module::scorm_12(&["One"], None, "<p>page</p>"))
        .await;
    let id = row(&server, &bob).await.id;
    let none = coordinator.get(&format!("/attempts/{id}/trace")).await;
    assert_eq!(none.status(), 404);
}

#[tokio::test]
async fn selections_and_assets_are_in_the_saved_way_too() {
    let server = TestServer::start().await;
    let drawn = "<imsss:randomizationControls selectionTiming=\"onceOnEachNewAttempt\" selectCount=\"2\" \
        randomizationTiming=\"onceOnEachNewAttempt\" reorderChildren=\"true\"/>";
    let titles = ["One", "Two", "Three", "Four", "Five", "Six"];
    let module = Module::scorm_2004(&titles, "<p>page</p>")
        .with_assets()
        .with_course_sequencing(drawn);
    for _ in 0..4 {
        let (_, ada, mut player) = server.playing(&module).await;
        assert_eq!(player.scene["session"], "delivering", "{}", player.scene);
        player.navigate(Some("continue")).await;
        player.navigate(Some("suspendAll")).await;
        let id = row(&server, &ada).await.id;
        let coordinator = server.person(Role::Coordinator).await;

        let response = coordinator.get(&format!("/attempts/{id}/trace")).await;
        let (trace, tally) = play(response.bytes().await.unwrap().to_vec());

        assert_eq!(tally, (1, 0), "{trace}");
        assert!(trace["seed"].is_u64());
    }
}
