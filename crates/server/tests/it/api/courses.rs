//! Courses: steps and their rules.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use entity::values::Role;
use serde_json::{Value, json};

use super::{body_of, course_of, id, problem, send_zip, trainer};
use crate::{playing::Module, support::TestServer};

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
async fn steps_are_packages_pages_and_documents() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
    let package = body_of(send_zip(&api, "?publish=true", zip).await, 201).await;
    let pdf = b"%PDF-1.7 guide";
    let steps = json!([
        { "page": { "title": "Read first", "body": "# Hello\n\nIt is **short**." } },
        { "version_id": package["version_id"], "rule": "completed" },
        { "document": { "title": "Guide", "file_name": "C:\\docs\\guide.pdf",
            "content": format!("{}\n", BASE64_STANDARD.encode(pdf)) }, "rule": [] },
        { "document": { "file_name": "notes.txt", "content": "YQ==" }, "rule": "viewed" },
    ]);

    let (course, enrolment) = course_of(&api, &steps).await;

    let made = course["steps"].as_array().unwrap();
    let all = |field: &str| made.iter().map(|it| it[field].clone()).collect::<Value>();
    assert_eq!(
        all("kind"),
        json!(["page", "package", "document", "document"])
    );
    assert_eq!(
        all("title"),
        json!(["Read first", "Module", "Guide", "notes.txt"])
    );
    assert_eq!(made[0]["body"], "# Hello\n\nIt is **short**.");
    assert_eq!(made[0]["rules"], json!([{ "rule": "viewed" }]));
    assert_eq!(made[2]["rules"], json!([]));
    assert_eq!(
        all("file_name"),
        json!([null, null, "guide.pdf", "notes.txt"])
    );
    assert_eq!(made[2]["media_type"], "application/pdf");

    let place = format!("/api/v1/enrolments/{enrolment}");
    let place = body_of(api.get(&place).await, 200).await;
    let learner = server
        .sign_in(place["person_id"].as_str().unwrap().parse().unwrap())
        .await;
    let step = |at: usize| {
        format!(
            "/courses/{}/steps/{}",
            id(&course["id"]),
            id(&made[at]["id"])
        )
    };
    let page = learner.text(&step(0)).await;
    assert!(page.contains("It is <strong>short</strong>."), "{page}");
    let document = learner.get(&format!("{}/document", step(2))).await;
    assert_eq!(document.headers()["content-type"], "application/pdf");
    assert_eq!(&document.bytes().await.unwrap()[..], pdf);
    server.sweep().await;
    let document = learner.get(&format!("{}/document", step(3))).await;
    assert_eq!(&document.bytes().await.unwrap()[..], b"a");

    let launch = format!("/api/v1/enrolments/{enrolment}/launch");
    let asked = json!({ "step_id": made[0]["id"] });
    let refused = problem(api.post(&launch, &asked).await, 409).await;
    assert_eq!(refused["type"], "urn:obuka:problem:attempts-not-a-package");
}

#[tokio::test]
async fn a_step_that_is_wrong_is_refused_with_its_place_and_nothing_is_made() {
    let server = TestServer::start().await;
    let api = server.api(Role::Coordinator).await;
    let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
    let package = body_of(send_zip(&api, "?publish=true", zip).await, 201).await;
    let version = &package["version_id"];
    let page = json!({ "title": "P", "body": "" });
    let document = |name: &str, content: &str| json!({ "file_name": name, "content": content });
    for (step, place) in [
        (json!({}), "steps[1]"),
        (json!({ "rule": "viewed" }), "steps[1]"),
        (json!({ "version_id": version, "page": page }), "steps[1]"),
        (
            json!({ "page": page, "document": document("a.txt", "YQ==") }),
            "steps[1]",
        ),
        (json!({ "page": page, "rule": "passed" }), "steps[1].rule"),
        (
            json!({ "document": document("a.txt", "YQ=="),
                "rule": ["viewed", { "rule": "time_at_least", "minutes": 5 }] }),
            "steps[1].rule",
        ),
        (json!({ "page": page, "title": "T" }), "steps[1].title"),
        (
            json!({ "page": page, "attempts_allowed": 2 }),
            "steps[1].attempts_allowed",
        ),
        (json!({ "page": page, "counts": "last" }), "steps[1].counts"),
        (
            json!({ "version_id": version, "attempts_allowed": 0 }),
            "steps[1].attempts_allowed",
        ),
        (
            json!({ "page": { "title": " ", "body": "" } }),
            "steps[1].page.title",
        ),
        (
            json!({ "page": { "title": "P", "body": "x".repeat(500_001) } }),
            "steps[1].page.body",
        ),
        (
            json!({ "document": document("/", "YQ==") }),
            "steps[1].document.file_name",
        ),
        (
            json!({ "document": document("a.txt", "not base64!") }),
            "steps[1].document.content",
        ),
        (
            json!({ "document": document("a.txt", "") }),
            "steps[1].document.content",
        ),
        (
            json!({ "document": document("a.txt", &"AAAA".repeat(3_500_000)) }),
            "steps[1].document.content",
        ),
        (
            json!({ "version_id": version, "rule": "seen" }),
            "steps[1].rule",
        ),
        (
            json!({ "version_id": package["package_id"] }),
            "steps[1].version_id",
        ),
        // What is no field at all is found before the rest is looked at.
        (json!({ "page": { "title": "P" } }), "steps[1].page"),
        (
            json!({ "page": { "titel": "P", "body": "" } }),
            "steps[1].page",
        ),
        (json!({ "pages": page }), "steps[1]"),
        (
            json!({ "version_id": version, "counts": "worst" }),
            "steps[1].counts",
        ),
    ] {
        let course = json!({ "title": "Course", "language": "en",
            "steps": [{ "version_id": version }, step] });
        let refused = problem(api.post("/api/v1/courses", &course).await, 422).await;
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.contains(place), "{place}: {detail}");
        if let Some(field) = refused["field"].as_str() {
            assert_eq!(field, place);
        }
    }
    let large = json!({ "title": "C", "language": "en", "steps": [],
        "summary": "x".repeat(17 << 20) });
    problem(api.post("/api/v1/courses", &large).await, 413).await;
    let courses = body_of(api.get("/api/v1/courses").await, 200).await;
    assert_eq!(courses["items"], json!([]));
}

#[tokio::test]
async fn a_draft_is_published_by_those_whose_it_is() {
    let server = TestServer::start().await;
    let (mine, _) = trainer(&server).await;
    let (other, _) = trainer(&server).await;
    let step = json!({ "page": { "title": "P", "body": "b" } });
    let course = json!({ "title": "Course", "language": "en", "steps": [step] });
    let course = body_of(mine.post("/api/v1/courses", &course).await, 201).await;
    let path = format!("/api/v1/courses/{}", id(&course["id"]));
    let publish = format!("{path}/publish");

    problem(other.post(&publish, &json!({})).await, 403).await;
    let read = body_of(mine.get(&path).await, 200).await;
    assert_eq!(read["status"], "draft");
    for _ in ["first", "again"] {
        assert_eq!(mine.post(&publish, &json!({})).await.status(), 204);
        let read = body_of(mine.get(&path).await, 200).await;
        assert_eq!(read["status"], "published");
    }
    let empty = json!({ "title": "Empty", "language": "en", "steps": [] });
    let empty = body_of(mine.post("/api/v1/courses", &empty).await, 201).await;
    let publish = format!("/api/v1/courses/{}/publish", id(&empty["id"]));
    let refused = problem(mine.post(&publish, &json!({})).await, 409).await;
    assert_eq!(
        refused["type"],
        "urn:obuka:problem:course-not-ready-no-steps"
    );
}
