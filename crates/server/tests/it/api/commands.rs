//! The commands that integrators use, beside a server that runs.

use std::process::Stdio;

use entity::values::Role;
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use super::body_of;
use crate::{
    playing::Module,
    support::{Api, TestServer},
};

/// The command line as another process, on the same database.
pub(super) async fn obuka(server: &TestServer, arguments: &[&str], input: &str) -> (bool, String) {
    let settings = &server.state.config.settings;
    let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_obuka"))
        .args(arguments)
        .env("OBUKA_DATA", &settings.data)
        .env("OBUKA_DATABASE_URL", settings.database())
        .env("OBUKA_APP_ORIGIN", &settings.app_origin)
        .env("OBUKA_CONTENT_ORIGIN", &settings.content_origin)
        .env("OBUKA_LOG", "error")
        .current_dir(&settings.data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that reads nothing has closed it already.
    drop(stdin.write_all(input.as_bytes()).await);
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), format!("{errors}{text}"))
}

#[tokio::test]
async fn tokens_packages_and_administrators_are_made_while_the_server_runs() {
    let server = TestServer::start().await;
    let busy = server.api(Role::Coordinator).await;
    let writing = async {
        for n in 0..40 {
            let person = json!({ "given_name": "W", "family_name": "R", "email": format!("w{n}@example.org") });
            body_of(busy.post("/api/v1/people", &person).await, 201).await;
        }
    };
    let arguments = ["create-token", "--role", "administrator", "--name", "suite"];
    let ((), (made, output)) = tokio::join!(writing, obuka(&server, &arguments, ""));

    assert!(made, "{output}");
    let token = output.trim_end().lines().last().unwrap().to_owned();
    let api = Api { token, ..busy };
    let me = body_of(api.get("/api/v1/me").await, 200).await;
    assert_eq!(me["role"], "administrator");
    assert_eq!(me["token_name"], "suite");

    let file = server.state.config.settings.data.join("lesson.zip");
    let zip = Module::scorm_12(&["Lesson"], None, "<!doctype html><p>Lesson").zip();
    std::fs::write(&file, zip).unwrap();
    let arguments = ["import-package", file.to_str().unwrap(), "--publish"];
    let (made, output) = obuka(&server, &arguments, "").await;
    assert!(made, "{output}");
    let version = output.trim_end().lines().last().unwrap();
    let course = json!({ "title": "C", "language": "en", "published": true, "steps": [{ "version_id": version }] });
    body_of(api.post("/api/v1/courses", &course).await, 201).await;

    let arguments = [
        "create-admin",
        "--email",
        "root@example.org",
        "--given-name",
        "Rada",
        "--family-name",
        "Radić",
    ];
    let (made, output) = obuka(&server, &arguments, "correct horse battery\n").await;
    assert!(made, "{output}");
    let people = body_of(api.get("/api/v1/people?email=root@example.org").await, 200).await;
    assert_eq!(people["items"][0]["role"], "administrator");

    for (arguments, input, says) in [
        (&["create-token", "--role", "trainer"][..], "", "--person"),
        (
            &[
                "create-token",
                "--role",
                "coordinator",
                "--person",
                "x@example.org",
            ],
            "",
            "nobody",
        ),
        (
            &[
                "create-token",
                "--role",
                "administrator",
                "--person",
                "w1@example.org",
            ],
            "",
            "Trainee",
        ),
        (
            &["create-token", "--role", "trainee"],
            "",
            "possible values",
        ),
        (&["import-package", "no-such.zip"], "", "no file"),
        (
            &[
                "create-admin",
                "--email",
                "b@example.org",
                "--given-name",
                "B",
                "--family-name",
                "B",
            ],
            "short\n",
            "10",
        ),
    ] {
        let (made, output) = obuka(&server, arguments, input).await;
        assert!(!made && output.contains(says), "{arguments:?}: {output}");
    }
}
