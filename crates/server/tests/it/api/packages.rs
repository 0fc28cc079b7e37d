//! Packages: taken in, refused, in versions.

use content_packages::Severity;
use entity::values::Role;
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{body_of, id, problem, send_zip};
use crate::{playing::Module, support::TestServer};

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
async fn a_zip_in_a_form_is_refused_with_how_to_send_it() {
    let server = TestServer::start().await;
    let api = server.api(Role::Trainer).await;
    let zip = Module::scorm_12(&["A"], None, "<!doctype html><p>x").zip();
    let part = reqwest::multipart::Part::bytes(zip).file_name("module.zip");
    let form = reqwest::multipart::Form::new().part("file", part);

    let request = api.request(Method::POST, "/api/v1/packages");
    let response = request.multipart(form).send().await.unwrap();

    let refused = problem(response, 415).await;
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("--data-binary"), "{detail}");
}
