//! From a launch to what is recorded of it.

use entity::values::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{body_of, commands::obuka, course_of, id, problem, ready, send_zip};
use crate::{
    packages::Upload,
    playing::{Module, TestPlayer},
    support::{Api, TestServer},
};

#[tokio::test]
async fn a_package_becomes_a_played_and_recorded_attempt() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    let (course, person, enrolment) = ready(&api, &json!("passed")).await;
    let step_id = &course["steps"][0]["id"];
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");

    let asked = json!({ "step_id": step_id, "mode": "normal" });
    let launched = body_of(api.post(&launch, &asked).await, 201).await;

    let url = id(&launched["url"]);
    assert!(url.starts_with(&server.content), "{url}");
    for _ in ["opened", "reloaded"] {
        let page = reqwest::get(&url).await.unwrap();
        assert_eq!(page.status(), 200);
        let page = page.text().await.unwrap();
        for mark in ["data-session=", "data-save=", "data-nav=\"continue\""] {
            assert!(page.contains(mark), "{mark} is not in {page}");
        }
    }
    let mut player = TestPlayer::begin(&url).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "passed")
        .set("cmi.core.score.raw", "85")
        .set("cmi.core.session_time", "00:01:30")
        .set("cmi.interactions.0.id", "q1")
        .terminate();
    player.commit().await;

    let path = format!("/api/v1/attempts/{}", id(&launched["attempt_id"]));
    let attempt = body_of(api.get(&path).await, 200).await;
    assert_eq!(attempt["person_id"], person["id"]);
    assert_eq!(attempt["mode"], "normal");
    assert_eq!(attempt["status"]["session"], "ended");
    assert_eq!(attempt["status"]["completion"], "completed");
    assert_eq!(attempt["status"]["success"], "passed");
    assert_eq!(attempt["score"]["raw"], 85.0);
    assert_eq!(attempt["time"]["seconds"], 90.0);
    assert_eq!(
        attempt["verdict"],
        "completed yes, passed yes: score 85, needs 70"
    );
    let doubt = attempt["doubts"][0].as_str().unwrap();
    assert!(doubt.contains("s after the start"), "{doubt}");
    sessions_and_tree(&attempt);
    let item = &attempt["items"][0];
    assert_eq!(item["identifier"], "I0");
    assert_eq!(item["data_model"]["cmi"]["core"]["lesson_status"], "passed");
    assert_eq!(item["data_model"]["cmi"]["interactions"][0]["id"], "q1");
    assert_eq!(item["values"]["cmi.core.score.raw"], "85");
    let calls: Vec<&str> = attempt["journal"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["call"].as_str().unwrap())
        .collect();
    assert_eq!(calls.first(), Some(&"LMSInitialize"));
    assert!(calls.contains(&"LMSFinish"), "{calls:?}");

    let read = api.get(&format!("/api/v1/enrolments/{enrolment}")).await;
    let read = body_of(read, 200).await;
    let statements = attempt["statements"].as_array().unwrap();
    let verbs: Vec<&str> = statements
        .iter()
        .map(|it| {
            it["verb"]["id"]
                .as_str()
                .unwrap()
                .rsplit('/')
                .next()
                .unwrap()
        })
        .collect();
    assert_eq!(verbs, ["completed", "passed"]);
    assert_eq!(statements[1]["actor"]["account"]["name"], person["id"]);
    assert_eq!(statements[1]["result"]["duration"], "PT90.00S");
    assert_eq!(
        statements[1]["context"]["registration"],
        read["registration"]
    );
    assert!(read["completed_at"].is_string(), "{read}");
    let certificate = &read["certificates"][0];
    assert!(id(&certificate["serial"]).starts_with("U-2"), "{read}");
    assert_eq!(certificate["kind"], "uverenje");
    let check = reqwest::get(id(&certificate["check_url"])).await.unwrap();
    let check = check.text().await.unwrap();
    assert!(check.contains(&id(&certificate["serial"])), "{check}");
    the_record_holds(&server, &api, &person).await;
    assert_eq!(
        read["steps"][0]["attempts"][0]["id"],
        launched["attempt_id"]
    );
}

/// One opening of the player, and the tree of the only item.
fn sessions_and_tree(attempt: &Value) {
    let session = &attempt["sessions"][0];
    assert_eq!(session["ended"], "by_module", "{session}");
    assert_eq!(session["words"], "the module said that it was finished");
    assert_eq!(session["items"], json!(["I0"]));
    assert_eq!(session["calls"], 6);
    assert_eq!(attempt["sessions"].as_array().unwrap().len(), 1);
    let activities = attempt["activities"].as_array().unwrap();
    assert_eq!(activities.len(), 2, "the organization and its item");
    assert_eq!(activities[0]["depth"], 0);
    assert_eq!(activities[1]["item"], "I0");
    assert_eq!(activities[1]["launchable"], true);
    assert_eq!(activities[1]["completion"], "completed");
    assert_eq!(activities[1]["success"], "passed");
    assert_eq!(activities[1]["attempts"], 1);
}

/// The completion record has one row, this person's, in every format and as a file.
async fn the_record_holds(server: &TestServer, api: &Api, person: &Value) {
    let record = body_of(api.get("/api/v1/completion-record").await, 200).await;
    assert_eq!(record.as_array().unwrap().len(), 1);
    assert_eq!(record[0]["person_id"], person["id"]);
    for (format, media_type, begins) in [
        ("csv", "text/csv; charset=utf-8", &b"\xEF\xBB\xBF"[..]),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK",
        ),
    ] {
        let file = api
            .get(&format!("/api/v1/completion-record?format={format}"))
            .await;
        assert_eq!(file.headers()["content-type"], media_type);
        let file = file.bytes().await.unwrap();
        assert!(file.starts_with(begins), "{format}: {:?}", &file[..8]);
    }
    let none = api
        .get("/api/v1/completion-record?from=2020-01-01&to=2020-12-31")
        .await;
    assert_eq!(body_of(none, 200).await, json!([]));
    let out = server.state.config.settings.data.join("record.json");
    let arguments = [
        "export-record",
        "--format",
        "json",
        "--out",
        out.to_str().unwrap(),
        "--language",
        "en",
    ];
    let (made, output) = obuka(server, &arguments, "").await;
    assert!(made && output.contains("1 rows"), "{output}");
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(written, record);
}

#[tokio::test]
async fn the_other_modes_open_attempts_that_do_not_count() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let (course, _, enrolment) = ready(&api, &json!("passed")).await;
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = |mode: &str| json!({ "step_id": course["steps"][0]["id"], "mode": mode });

    for mode in ["browse", "trial"] {
        let launched = body_of(api.post(&launch, &asked(mode)).await, 201).await;
        let path = format!("/api/v1/attempts/{}", id(&launched["attempt_id"]));
        let attempt = body_of(api.get(&path).await, 200).await;
        assert_eq!(attempt["mode"], mode);
        assert!(attempt["number"].as_i64().unwrap() < 1);
    }
    let early = problem(api.post(&launch, &asked("review")).await, 409).await;
    assert_eq!(
        early["type"],
        "urn:obuka:problem:attempts-nothing-to-review"
    );
    let read = body_of(
        api.get(&format!("/api/v1/enrolments/{enrolment}")).await,
        200,
    )
    .await;
    assert_eq!(read["steps"][0]["attempts"], json!([]));

    let place = format!("/api/v1/enrolments/{enrolment}");
    let back = json!({ "person_id": read["person_id"], "course_id": read["course_id"] });
    for delete in [false, true] {
        let response = if delete {
            let request = api.request(Method::DELETE, &place);
            request.send().await.unwrap()
        } else {
            api.post(&format!("{place}/withdraw"), &json!({})).await
        };
        assert_eq!(response.status(), 204);
        let gone = problem(api.post(&launch, &asked("normal")).await, 409).await;
        assert_eq!(gone["type"], "urn:obuka:problem:attempts-withdrawn");
        let read = body_of(api.get(&place).await, 200).await;
        assert_eq!(read["status"], "withdrawn");
        let again = body_of(api.post("/api/v1/enrolments", &back).await, 201).await;
        assert_eq!(again["id"], enrolment.as_str(), "the old place");
    }
}

#[tokio::test]
async fn another_attempt_begins_where_the_step_allows_it_and_the_last_one_is_ended() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let zip = Module::scorm_12(&["Lesson"], Some(70), "<!doctype html><p>Lesson").zip();
    let package = body_of(send_zip(&api, "?publish=true", zip).await, 201).await;
    let step = json!({ "version_id": package["version_id"], "rule": "passed",
        "attempts_allowed": 2, "counts": "last" });
    let (course, enrolment) = course_of(&api, &json!([step])).await;
    assert_eq!(course["steps"][0]["attempts_allowed"], 2);
    assert_eq!(course["steps"][0]["counts"], "last");
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = |new: bool| json!({ "step_id": course["steps"][0]["id"], "new_attempt": new });

    let first = body_of(api.post(&launch, &asked(true)).await, 201).await;
    let unbegun = body_of(api.post(&launch, &asked(true)).await, 201).await;
    assert_eq!(
        unbegun["attempt_id"], first["attempt_id"],
        "nobody has begun it"
    );
    let mut player = TestPlayer::begin(&id(&first["url"])).await;
    player
        .initialize()
        .set("cmi.core.lesson_status", "incomplete")
        .set("cmi.core.score.raw", "40");
    player.commit().await;
    let goes_on = body_of(api.post(&launch, &asked(false)).await, 201).await;
    assert_eq!(goes_on["attempt_id"], first["attempt_id"]);

    let second = body_of(api.post(&launch, &asked(true)).await, 201).await;

    assert_ne!(second["attempt_id"], first["attempt_id"]);
    let attempt = |of: &Value| format!("/api/v1/attempts/{}", id(&of["attempt_id"]));
    let ended = body_of(api.get(&attempt(&first)).await, 200).await;
    assert_eq!(ended["status"]["session"], "ended");
    assert_eq!(ended["score"]["raw"], 40.0);
    assert_eq!(ended["statements"].as_array().unwrap().len(), 1, "{ended}");
    let late = player.set("cmi.core.score.raw", "100").pending.clone();
    assert_eq!(
        player.send(&late).await.status(),
        403,
        "it does not change again"
    );
    let begun = body_of(api.get(&attempt(&second)).await, 200).await;
    assert_eq!(begun["number"], 2);
    assert_eq!(begun["statements"], json!([]));
    TestPlayer::begin(&id(&second["url"])).await.initialize();

    let refused = problem(api.post(&launch, &asked(true)).await, 409).await;
    assert_eq!(refused["type"], "urn:obuka:problem:attempts-none-left");
    let still = body_of(api.get(&attempt(&second)).await, 200).await;
    assert_eq!(
        still["status"]["session"], "open",
        "the refusal ends nothing"
    );
    let mut review = asked(true);
    review["mode"] = "review".into();
    let refused = problem(api.post(&launch, &review).await, 422).await;
    assert_eq!(refused["field"], "new_attempt");
}

#[tokio::test]
async fn the_profile_of_a_version_decides_what_the_run_time_takes() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    for (query, profile, is_taken) in [
        ("", "lenient", true),
        ("&profile=lenient", "lenient", true),
        ("&profile=strict", "strict", false),
    ] {
        let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
        let sent = send_zip(&api, &format!("?publish=true{query}"), zip).await;
        let package = body_of(sent, 201).await;
        assert_eq!(package["profile"], profile);
        let read = format!("/api/v1/packages/{}", id(&package["package_id"]));
        let read = body_of(api.get(&read).await, 200).await;
        assert_eq!(read["versions"][0]["profile"], profile);
        let (course, enrolment) =
            course_of(&api, &json!([{ "version_id": package["version_id"] }])).await;
        let launch = format!("/api/v1/enrolments/{enrolment}/launch");
        let asked = json!({ "step_id": course["steps"][0]["id"] });
        let launched = body_of(api.post(&launch, &asked).await, 201).await;

        // A score beyond 100, as authoring tools send it.
        let mut player = TestPlayer::begin(&id(&launched["url"])).await;
        player.initialize().set("cmi.core.score.raw", "250");
        let status = player.send(&player.pending).await.status();

        assert_eq!(status == 200, is_taken, "{profile}: {status}");
        let trainer = server.person(Role::Trainer).await;
        let report = format!("/modules/{}/versions/1", id(&package["package_id"]));
        let page = trainer.text(&report).await;
        assert_eq!(page.contains("lenient: common"), is_taken, "{profile}");
        assert_eq!(page.contains("strict: only"), !is_taken, "{profile}");
    }
    let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
    let wrong = problem(send_zip(&api, "?profile=loose", zip).await, 422).await;
    let detail = wrong["detail"].as_str().unwrap();
    assert!(detail.contains("`strict`"), "{detail}");
}

/// Plays so much suspend data and more; what the trace says of it.
async fn words_of_trace(api: &Api, version: &Value, more: &[&str], length: usize) -> String {
    let (course, enrolment) = course_of(api, &json!([{ "version_id": version }])).await;
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = json!({ "step_id": course["steps"][0]["id"] });
    let launched = body_of(api.post(&launch, &asked).await, 201).await;
    let long = "x".repeat(length);
    let mut player = TestPlayer::begin(&id(&launched["url"])).await;
    player.initialize().set("cmi.suspend_data", &long);
    for pair in more {
        let (element, value) = pair.split_once('=').unwrap();
        player.set(element, value);
    }
    player.commit().await;
    let attempt = format!("/api/v1/attempts/{}", id(&launched["attempt_id"]));
    let attempt = body_of(api.get(&attempt).await, 200).await;
    assert!(
        attempt["items"].to_string().contains(&long),
        "it was cut: {attempt}"
    );
    let journal = attempt["journal"].as_array().unwrap().iter();
    let words: Vec<&str> = journal.map(|it| it["words"].as_str().unwrap()).collect();
    words.join("\n")
}

/// A manifest under another name, and data longer than SCORM 1.2 promises to keep.
#[tokio::test]
async fn what_was_tolerated_is_noted_in_the_report_and_in_the_trace() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let module = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson");
    let zip = || module.zip_with_manifest_called("IMSMANIFEST.XML");

    let sent = send_zip(&api, "?publish=true", zip()).await;
    let package = body_of(sent, 201).await;
    let checks: Vec<&str> = package["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["check"].as_str().unwrap())
        .collect();
    assert!(checks.contains(&"manifest-name-case"), "{checks:?}");
    let row = &package["version_id"];
    let words = words_of_trace(&api, row, &["cmi.core.score.raw=250"], 5000).await;
    for said in [
        "although the standard does not allow it: The manifest is called `IMSMANIFEST.XML`",
        "cmi.core.score.raw: accepted although the standard does not allow it",
        "cmi.suspend_data: accepted although the standard does not allow it",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let newer = Module::scorm_2004(&["Lesson"], "<!doctype html><p>Lesson").zip();
    let sent = body_of(send_zip(&api, "?publish=true", newer).await, 201).await;
    let words = words_of_trace(&api, &sent["version_id"], &[], 64_001).await;
    let long = "cmi.suspend_data: longer than the standard promises to keep; kept whole";
    assert!(words.contains(long), "{words}");
    assert!(!words.contains("although"), "{words}");

    let refused = problem(send_zip(&api, "?profile=strict", zip()).await, 422).await;
    let finding = &refused["findings"][0];
    assert_eq!(finding["check"], "manifest-name-case");
    assert_eq!(finding["severity"], "error");
}

#[tokio::test]
async fn a_centre_that_is_set_to_strict_refuses_what_uploads_do_not_ask_to_tolerate() {
    let strict = |settings: &mut server::config::Settings| {
        settings.package_profile = entity::values::Profile::Strict;
    };
    let server = TestServer::start_with(strict, false).await;
    let api = server.api(Role::Coordinator).await;
    let module = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson");

    let sent = send_zip(&api, "", module.zip()).await;
    assert_eq!(body_of(sent, 201).await["profile"], "strict");
    let other = || module.zip_with_manifest_called("IMSMANIFEST.XML");
    let refused = problem(send_zip(&api, "", other()).await, 422).await;
    assert_eq!(refused["findings"][0]["check"], "manifest-name-case");
    let taken = send_zip(&api, "?profile=lenient", other()).await;
    assert_eq!(body_of(taken, 201).await["profile"], "lenient");

    let trainer = server.person(Role::Trainer).await;
    let upload = Upload::begin(&trainer, "a.zip", other()).await;
    let (_, url) = upload.complete(&trainer).await;
    let page = trainer.text(&url).await;
    assert!(page.contains("this centre checks strictly"), "{page}");
    let upload = Upload::begin(&trainer, "b.zip", module.zip()).await;
    let (_, url) = upload.complete(&trainer).await;
    let page = trainer.text(&url).await;
    assert!(page.contains("strict: only"), "{page}");
}
