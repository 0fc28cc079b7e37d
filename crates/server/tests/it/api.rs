//! The automation interface over HTTP: the contract of `docs/automation.md`.

use std::collections::BTreeSet;

use content_packages::Severity;
use entity::{
    api_token,
    values::{PersonStatus, Role},
};
use reqwest::{Method, Response};
use sea_orm::IntoActiveModel as _;
use serde_json::{Value, json};
use server::app::route_table;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use uuid::Uuid;

use crate::{
    playing::{Module, TestPlayer},
    support::{Api, TestServer, sha256},
};

mod commands;

use commands::obuka;

pub(crate) async fn body_of(response: Response, status: u16) -> Value {
    let got = response.status();
    let text = response.text().await.unwrap();
    assert_eq!(got, status, "{text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// Checks that the answer is a problem document, and answers it.
async fn problem(response: Response, status: u16) -> Value {
    let media_type = response.headers()["content-type"].clone();
    let document = body_of(response, status).await;
    assert_eq!(media_type, "application/problem+json", "{document}");
    assert_eq!(document["status"], status);
    let detail = document["detail"].as_str().unwrap();
    assert!(20 < detail.len() && !detail.contains('⟦'), "{document}");
    let kind = document["type"].as_str().unwrap();
    assert!(kind.starts_with("urn:obuka:problem:"), "{document}");
    document
}

pub(crate) async fn send_zip(api: &Api, query: &str, zip: Vec<u8>) -> Response {
    let request = api.request(Method::POST, &format!("/api/v1/packages{query}"));
    request.body(zip).send().await.unwrap()
}

fn id(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A published one-SCO module, a course of it, a person on the course.
async fn ready(api: &Api, rule: &Value) -> (Value, Value, String) {
    let zip = Module::scorm_12(&["Lesson"], Some(70), "<!doctype html><p>Lesson").zip();
    let package = body_of(send_zip(api, "?publish=true", zip).await, 201).await;
    let course = json!({
        "title": "Course", "language": "en", "published": true,
        "steps": [{ "version_id": package["version_id"], "rule": rule }],
    });
    let course = body_of(api.post("/api/v1/courses", &course).await, 201).await;
    let email = format!("{}@example.org", Uuid::now_v7().simple());
    let person = json!({ "given_name": "Mila", "family_name": "Ilić", "email": email });
    let person = body_of(api.post("/api/v1/people", &person).await, 201).await;
    let place = json!({ "person_id": person["id"], "course_id": course["id"] });
    let enrolment = body_of(api.post("/api/v1/enrolments", &place).await, 201).await;
    (course, person, id(&enrolment["id"]))
}

/// A trainer's token, and whose it is.
async fn trainer(server: &TestServer) -> (Api, Uuid) {
    let person_id = server.new_person(Role::Trainer).await;
    let api = server.api(Role::Trainer).await;
    let row = api_token::Model {
        id: Uuid::now_v7(),
        token_hash: sha256(&format!("t{}", api.token)),
        name: "a trainer's".into(),
        role: Role::Trainer,
        person_id: Some(person_id),
        created_at: server.state.clock.now(),
        last_used_at: None,
        revoked_at: None,
    };
    server.insert(row.into_active_model()).await;
    let token = format!("t{}", api.token);
    (Api { token, ..api }, person_id)
}

#[tokio::test]
async fn the_document_lists_the_routes_of_the_table_and_no_others() {
    let server = TestServer::start().await;

    let response = server.visitor().get("/api/v1/openapi.json").await;
    let document = body_of(response, 200).await;

    let mut described = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(operation["operationId"].is_string(), "{method} {path}");
            assert!(operation["summary"].is_string(), "{method} {path}");
            described.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let table: BTreeSet<String> = route_table()
        .iter()
        .filter(|it| it.path.starts_with("/api/"))
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    assert!(15 < table.len());
    assert_eq!(described, table);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for (_, reference) in text
        .match_indices("#/components/schemas/")
        .map(|(at, mark)| (at, text[at + mark.len()..].split('"').next().unwrap()))
    {
        assert!(schemas.contains_key(reference), "{reference} is not there");
    }
}

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
    assert!(read["completed_at"].is_string(), "{read}");
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
    let (made, output) = obuka(&server, &arguments, "").await;
    assert!(made && output.contains("1 rows"), "{output}");
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(written, record);
    assert_eq!(
        read["steps"][0]["attempts"][0]["id"],
        launched["attempt_id"]
    );
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

    let withdraw = format!("/api/v1/enrolments/{enrolment}/withdraw");
    let response = api.post(&withdraw, &json!({})).await;
    assert_eq!(response.status(), 204);
    let gone = problem(api.post(&launch, &asked("normal")).await, 409).await;
    assert_eq!(gone["type"], "urn:obuka:problem:attempts-withdrawn");
}

#[tokio::test]
async fn a_broken_package_is_refused_with_the_finding_of_its_fault() {
    let server = TestServer::start().await;
    let api = server.api(Role::Trainer).await;
    let sisters = content_packages::broken().unwrap();
    assert!(5 < sisters.len());
    for sister in sisters {
        let zip = content_packages::zip(&sister.name).unwrap();

        let response = send_zip(&api, "?publish=true", zip).await;

        let blocks = sister.severity == Severity::Error;
        let answer = if blocks {
            problem(response, 422).await
        } else {
            body_of(response, 201).await
        };
        let findings = answer["findings"].as_array().unwrap();
        let found = findings
            .iter()
            .find(|it| it["check"] == sister.expected_check.as_str());
        let found = found.unwrap_or_else(|| panic!("{}: {answer}", sister.name));
        let severity = if blocks { "error" } else { "warning" };
        assert_eq!(found["severity"], severity, "{}", sister.name);
        for words in ["message", "cure"] {
            assert!(
                10 < found[words].as_str().unwrap().len(),
                "{}: {found}",
                sister.name
            );
        }
    }
    let left = server.state.config.settings.data.join("incoming");
    assert_eq!(std::fs::read_dir(left).unwrap().count(), 0);
}

#[tokio::test]
async fn a_new_version_stands_beside_the_old_one_and_is_published_by_its_number() {
    let server = TestServer::start().await;
    let api = server.api(Role::Trainer).await;
    let zip = || Module::scorm_2004(&["A", "B"], "<!doctype html><p>x").zip();
    let first = body_of(send_zip(&api, "?publish=true", zip()).await, 201).await;
    assert_eq!(first["kind"], "scorm_2004_4th");
    assert_eq!(
        first["items"][1],
        json!({ "identifier": "I1", "title": "B", "launchable": true })
    );
    let package = id(&first["package_id"]);

    let query = format!("?package_id={package}&file_name=second.zip");
    let second = body_of(send_zip(&api, &query, zip()).await, 201).await;

    assert_eq!(second["package_id"], first["package_id"]);
    assert_eq!(second["number"], 2);
    let path = format!("/api/v1/packages/{package}");
    let read = body_of(api.get(&path).await, 200).await;
    assert_eq!(read["published_version_id"], first["version_id"]);
    let publish = api
        .post(&format!("{path}/publish"), &json!({ "number": 2 }))
        .await;
    assert_eq!(publish.status(), 204);
    let read = body_of(api.get(&path).await, 200).await;
    assert_eq!(read["published_version_id"], second["version_id"]);
    assert_eq!(read["versions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn rules_are_names_objects_or_lists() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    for (rule, stored) in [
        (json!(null), json!([{ "rule": "completed" }])),
        (json!("viewed"), json!([{ "rule": "viewed" }])),
        (json!([]), json!([])),
        (
            json!({ "rule": "score_at_least", "percent": 70 }),
            json!([{ "rule": "score_at_least", "percent": 70.0 }]),
        ),
        (
            json!(["completed", { "rule": "time_at_least", "minutes": 5 }]),
            json!([{ "rule": "completed" }, { "rule": "time_at_least", "minutes": 5 }]),
        ),
    ] {
        let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
        let package = body_of(send_zip(&api, "?publish=true", zip).await, 201).await;
        let course = json!({
            "title": "Course", "language": "sr-Latn",
            "steps": [{ "version_id": package["version_id"], "title": "Step", "rule": rule }],
        });
        let course = body_of(api.post("/api/v1/courses", &course).await, 201).await;
        let read = api
            .get(&format!("/api/v1/courses/{}", id(&course["id"])))
            .await;
        let read = body_of(read, 200).await;
        assert_eq!(read["status"], "draft");
        assert_eq!(read["language"], "sr");
        let rules = read["steps"][0]["rules"].to_string().replace("70.0", "70");
        assert_eq!(rules, stored.to_string().replace("70.0", "70"), "{rule}");
    }
}

#[tokio::test]
async fn every_wrong_request_is_a_problem_that_says_how_to_mend_it() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    let nobody = Uuid::now_v7();
    let course = |steps: Value| json!({ "title": "C", "language": "en", "steps": steps });
    for (path, body, status, says) in [
        ("/api/v1/people", json!({}), 422, "given_name"),
        (
            "/api/v1/people",
            json!({ "given_name": "A", "family_name": "B", "email": "x" }),
            422,
            "e-mail",
        ),
        (
            "/api/v1/people",
            json!({ "given_name": " ", "family_name": "B", "email": "a@b.rs" }),
            422,
            "name",
        ),
        ("/api/v1/people", json!([]), 422, "JSON"),
        (
            "/api/v1/courses",
            course(json!([{ "version_id": nobody }])),
            422,
            "steps[0].version_id",
        ),
        (
            "/api/v1/courses",
            course(json!([{ "version_id": "x" }])),
            422,
            "steps[0].version_id",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "C", "language": "de", "steps": [] }),
            422,
            "`sr` or `en`",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "", "language": "en", "steps": [] }),
            422,
            "title",
        ),
        (
            "/api/v1/courses",
            json!({ "title": "C", "language": "en", "steps": [], "published": true }),
            409,
            "step",
        ),
        (
            "/api/v1/enrolments",
            json!({ "person_id": nobody, "course_id": nobody }),
            422,
            "person_id",
        ),
        (
            "/api/v1/enrolments/no-uuid/launch",
            json!({ "step_id": nobody }),
            404,
            "UUID",
        ),
        ("/api/v1/no-such-thing", json!({}), 404, "openapi.json"),
        ("/api/v1/openapi.json", json!({}), 405, "`Allow`"),
    ] {
        let document = problem(api.post(path, &body).await, status).await;
        let detail = document["detail"].as_str().unwrap();
        assert!(detail.contains(says), "{path} {body}: {detail}");
    }
    for (path, status) in [
        ("/api/v1/completion-record?format=doc", 422),
        ("/api/v1/completion-record?from=yesterday", 422),
        ("/api/v1/completion-record?sort=email", 422),
        ("/api/v1/people?limit=0", 422),
        ("/api/v1/people?limit=1000", 422),
        ("/api/v1/people?after=x", 422),
        ("/api/v1/people?order=email", 422),
        ("/api/v1/people/x", 404),
        ("/api/v1/attempts/00000000-0000-0000-0000-000000000000", 404),
        ("/api/v1", 404),
        ("/api/v2/people", 404),
    ] {
        if path.starts_with("/api/v1/") {
            problem(api.get(path).await, status).await;
        } else {
            assert_eq!(api.get(path).await.status(), status, "{path}");
        }
    }
    let raw = |body: &str, media_type: &str| {
        let request = api.request(Method::POST, "/api/v1/people");
        let request = request.header("content-type", media_type);
        request.body(body.to_owned()).send()
    };
    problem(raw("{", "application/json").await.unwrap(), 400).await;
    problem(raw("{}", "text/plain").await.unwrap(), 415).await;
    let large = format!("{{\"given_name\": \"{}\"}}", "x".repeat(3 << 20));
    problem(raw(&large, "application/json").await.unwrap(), 413).await;
    let deep = "[".repeat(100_000);
    problem(raw(&deep, "application/json").await.unwrap(), 422).await;
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_before_it_comes() {
    let server = TestServer::start().await;
    let api = server.api(Role::Trainer).await;
    let address = server.app.strip_prefix("http://").unwrap();
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/v1/packages HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\ncontent-length: 5000000000\r\n\r\nPK",
        api.token
    );

    connection.write_all(head.as_bytes()).await.unwrap();

    let mut answer = [0; 12];
    connection.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn e3_fields_that_nobody_asked_for_are_refused_by_name() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let person = |more: (&str, &str)| {
        let mut person = json!({
            "given_name": "Eve", "family_name": "Evil", "email": "eve@example.org",
        });
        person[more.0] = more.1.into();
        person
    };
    for more in [
        ("role", "administrator"),
        ("status", "active"),
        ("id", "00000000-0000-0000-0000-000000000000"),
        ("password_hash", "x"),
        ("organisation_id", "00000000-0000-0000-0000-000000000000"),
    ] {
        let one = problem(api.post("/api/v1/people", &person(more)).await, 422).await;
        assert!(
            one["detail"]
                .as_str()
                .unwrap()
                .contains(&format!("`{}`", more.0)),
            "{one}"
        );
        let list = json!([person(more)]);
        let many = problem(api.post("/api/v1/people/import", &list).await, 422).await;
        let message = many["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(&format!("`{}`", more.0)), "{many}");
    }
    let course =
        json!({ "title": "C", "language": "en", "steps": [], "created_by": Uuid::now_v7() });
    let refused = problem(api.post("/api/v1/courses", &course).await, 422).await;
    assert!(refused["detail"].as_str().unwrap().contains("`created_by`"));
    let people = body_of(api.get("/api/v1/people?email=eve@example.org").await, 200).await;
    assert_eq!(people["items"], json!([]));
}

#[tokio::test]
async fn a_cookie_alone_opens_nothing_and_a_cut_person_s_token_neither() {
    let server = TestServer::start().await;
    let browser = server.person(Role::Administrator).await;
    let refused = browser.get("/api/v1/me").await;
    assert_eq!(
        refused.headers()["www-authenticate"],
        "Bearer realm=\"obuka\""
    );
    problem(refused, 401).await;

    let (api, person_id) = trainer(&server).await;
    let me = body_of(api.get("/api/v1/me").await, 200).await;
    assert_eq!(me["role"], "trainer");
    assert_eq!(me["person_id"], json!(person_id));
    server
        .change_person(person_id, |it| it.status = PersonStatus::Suspended)
        .await;
    problem(api.get("/api/v1/me").await, 401).await;
    server
        .change_person(person_id, |it| {
            it.status = PersonStatus::Active;
            it.role = Role::Trainee;
        })
        .await;
    problem(api.get("/api/v1/me").await, 403).await;
}

#[tokio::test]
async fn e2_a_trainer_s_token_reaches_no_course_of_another() {
    let server = TestServer::start().await;
    let administrator = server.api(Role::Administrator).await;
    let (course, _, enrolment) = ready(&administrator, &json!("passed")).await;
    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = json!({ "step_id": course["steps"][0]["id"] });
    let launched = body_of(administrator.post(&launch, &asked).await, 201).await;
    let (mine, _) = trainer(&server).await;
    let nobodys = server.api(Role::Trainer).await;
    let own = json!({ "title": "Mine", "language": "en", "steps": [] });
    let own = body_of(mine.post("/api/v1/courses", &own).await, 201).await;

    for api in [&mine, &nobodys] {
        for path in [
            format!("/api/v1/courses/{}", id(&course["id"])),
            format!("/api/v1/enrolments/{enrolment}"),
            format!("/api/v1/attempts/{}", id(&launched["attempt_id"])),
            "/api/v1/people".to_owned(),
        ] {
            problem(api.get(&path).await, 403).await;
        }
        problem(api.post(&launch, &asked).await, 403).await;
    }
    let listed = body_of(mine.get("/api/v1/courses").await, 200).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["id"], own["id"]);
    let listed = body_of(nobodys.get("/api/v1/courses").await, 200).await;
    assert_eq!(listed["items"], json!([]));
}

#[tokio::test]
async fn f1_what_looks_like_sql_is_looked_for_as_text() {
    let server = TestServer::start().await;
    let api = server.api(Role::Administrator).await;
    ready(&api, &json!("passed")).await;
    for evil in [
        "qqq' OR '1'='1",
        "rrr\" OR 1=1 --",
        "%",
        "_",
        "\\",
        "'; DROP TABLE person; --",
        "\u{0}",
    ] {
        for (list, parameter) in [
            ("people", "q"),
            ("people", "email"),
            ("courses", "q"),
            ("packages", "q"),
        ] {
            let request = api.request(Method::GET, &format!("/api/v1/{list}"));
            let response = request.query(&[(parameter, evil)]).send().await.unwrap();
            let status = response.status().as_u16();
            assert!(
                [200, 422].contains(&status),
                "{list} {parameter} {evil:?}: {status}"
            );
            if status == 200 && evil.contains(" OR ") {
                let found = body_of(response, 200).await;
                assert_eq!(found["items"], json!([]), "{list} {parameter} {evil}");
            }
        }
        let person = json!({ "given_name": format!("A{evil}"), "family_name": "B",
            "email": format!("{}@example.org", Uuid::now_v7().simple()), "organisation": evil });
        let status = api.post("/api/v1/people", &person).await.status().as_u16();
        assert!([201, 422].contains(&status), "{evil:?}: {status}");
    }
    let course = json!({ "title": "a\u{0}b", "summary": "\u{0}'", "language": "en", "steps": [] });
    let course = body_of(api.post("/api/v1/courses", &course).await, 201).await;
    assert_eq!(course["title"], "ab");
    let people = body_of(api.get("/api/v1/people?q=ilic").await, 200).await;
    assert_eq!(people["items"][0]["family_name_cyrl"], "Илић");
}

#[tokio::test]
async fn an_address_belongs_to_one_person_and_the_refusal_says_to_whom() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let person = json!({
        "given_name": "Душан", "family_name": "Ђорђевић", "email": "Dusan@Example.org",
        "organisation": "Komesarijat", "post": "savetnik", "language": "sr-Latn",
    });
    let made = body_of(api.post("/api/v1/people", &person).await, 201).await;

    let mut again = person.clone();
    again["email"] = "dusan@example.ORG".into();
    let refused = problem(api.post("/api/v1/people", &again).await, 409).await;

    assert_eq!(refused["person_id"], made["id"]);
    let read = api
        .get(&format!("/api/v1/people/{}", id(&made["id"])))
        .await;
    let read = body_of(read, 200).await;
    assert_eq!(read["given_name"], "Dušan");
    assert_eq!(read["organisation"], "Комесаријат");
    assert_eq!(read["role"], "trainee");
}

#[tokio::test]
async fn a_list_of_people_is_stored_whole_or_not_at_all() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let csv = |query: &str, text: &str| {
        let path = format!("/api/v1/people/import{query}");
        let request = api
            .request(Method::POST, &path)
            .header("content-type", "text/csv; charset=utf-8");
        request.body(text.to_owned()).send()
    };
    let count = async || {
        let people = body_of(api.get("/api/v1/people?limit=200").await, 200).await;
        people["items"].as_array().unwrap().len()
    };
    let good = "\u{FEFF}given_name;family_name;email;organisation\n\
                Ана;Анић;ana@example.org;Град Ниш\n\"Marko\";Marić;marko@example.org;Grad Niš\n";
    let before = count().await;

    let tried = body_of(csv("?dry_run=true", good).await.unwrap(), 200).await;
    assert_eq!(tried["created"], 2);
    assert_eq!(tried["rows"][0]["id"], Value::Null);
    assert_eq!(count().await, before);

    let made = body_of(csv("", good).await.unwrap(), 201).await;
    assert_eq!(
        (&made["created"], &made["existing"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(made["rows"][1]["row"], 3);
    let again = body_of(csv("", good).await.unwrap(), 201).await;
    assert_eq!(
        (&again["created"], &again["existing"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(again["rows"][0]["id"], made["rows"][0]["id"]);

    let bad = "given_name,family_name,email\nNew,Person,new@example.org\nNo,Address,nowhere\n\
               ,Name,name@example.org\nNew,Again,NEW@example.org\n";
    let refused = problem(csv("", bad).await.unwrap(), 422).await;
    let errors = refused["errors"].as_array().unwrap();
    let rows: Vec<i64> = errors
        .iter()
        .map(|it| it["row"].as_i64().unwrap())
        .collect();
    assert_eq!(rows, [3, 4, 5]);
    assert_eq!(errors[0]["field"], "email");
    assert_eq!(count().await, before + 2);

    for (text, says) in [
        ("given_name,surname,email\nA,B,a@b.rs\n", "`surname`"),
        ("given_name,family_name,email\n", "at least one"),
        ("given_name,family_name,email\nA,B\n", "CSV"),
    ] {
        let refused = problem(csv("", text).await.unwrap(), 422).await;
        assert!(
            refused["detail"].as_str().unwrap().contains(says),
            "{refused}"
        );
    }
    let people =
        json!([{ "given_name": "Iva", "family_name": "Ivić", "email": "iva@example.org" }]);
    let made = body_of(api.post("/api/v1/people/import", &people).await, 201).await;
    assert_eq!(made["created"], 1);
}

#[tokio::test]
async fn lists_come_in_parts_and_enrolling_twice_is_enrolling_once() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let (course, person, enrolment) = ready(&api, &json!("viewed")).await;
    let place = json!({ "person_id": person["id"], "course_id": course["id"] });
    let again = body_of(api.post("/api/v1/enrolments", &place).await, 200).await;
    assert_eq!(again["id"], enrolment.as_str());
    let path = format!("/api/v1/enrolments?course_id={}", id(&course["id"]));
    let found = body_of(api.get(&path).await, 200).await;
    assert_eq!(found["items"][0]["id"], enrolment.as_str());
    assert_eq!(found["items"].as_array().unwrap().len(), 1);

    for n in 0..5 {
        let person = json!({ "given_name": "P", "family_name": format!("N{n}"), "email": format!("p{n}@example.org") });
        body_of(api.post("/api/v1/people", &person).await, 201).await;
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let part = body_of(
            api.get(&format!("/api/v1/people?limit=2{after}")).await,
            200,
        )
        .await;
        seen.extend(
            part["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| id(&it["id"])),
        );
        match part["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 6);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 6);
}
