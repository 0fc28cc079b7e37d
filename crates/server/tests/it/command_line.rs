//! The binary's commands, run as an administrator would.

use std::{
    os::unix::fs::PermissionsExt as _,
    process::{Command, Output},
};

use tempfile::TempDir;

fn obuka(data: &std::path::Path, words: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_obuka"));
    command
        .args(words)
        .current_dir(data)
        .env("OBUKA_DATA", data)
        .env("OBUKA_LOG", "warn");
    for (name, value) in settings {
        command.env(name, value);
    }
    command.output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn start_up_refuses_equal_origins_and_says_why() {
    let dir = TempDir::new().unwrap();
    let equal = [
        ("OBUKA_APP_ORIGIN", "http://localhost:9"),
        ("OBUKA_CONTENT_ORIGIN", "http://LOCALHOST:9/"),
    ];
    for command in ["serve", "demo", "check-config", "migrate"] {
        let output = obuka(dir.path(), &[command], &equal);
        assert!(!output.status.success(), "{command}");
        assert!(
            errors(&output).contains("OBUKA_CONTENT_ORIGIN"),
            "{command}: {}",
            errors(&output)
        );
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn check_config_says_what_the_settings_mean_and_keeps_secrets() {
    let dir = TempDir::new().unwrap();
    let settings = [
        (
            "OBUKA_DATABASE_URL",
            "postgres://obuka:hunter2@db.example.org/obuka",
        ),
        ("OBUKA_MAIL", "smtps://obuka:hunter2@mail.example.org"),
    ];
    let output = obuka(dir.path(), &["check-config"], &settings);
    assert!(output.status.success(), "{}", errors(&output));
    let said = words(&output);
    assert!(
        said.contains("db.example.org") && said.contains("mail.example.org"),
        "{said}"
    );
    assert!(!said.contains("hunter2"), "{said}");
    let wrong = obuka(
        dir.path(),
        &["check-config"],
        &[("OBUKA_METRICS", "everybody")],
    );
    assert!(!wrong.status.success() && errors(&wrong).contains("`loopback` or `off`"));
}

#[test]
fn a_site_is_made_backed_up_and_restored_by_commands() {
    let (site, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let file = elsewhere.path().join("backup.tar");
    let file = file.to_str().unwrap();
    let nothing = obuka(site.path(), &["backup", file], &[]);
    assert!(!nothing.status.success());
    assert!(!site.path().join("obuka.db").exists());

    let made = obuka(site.path(), &["migrate"], &[]);
    assert!(made.status.success(), "{}", errors(&made));
    let taken = obuka(site.path(), &["backup", file], &[]);
    assert!(taken.status.success(), "{}", errors(&taken));
    assert!(words(&taken).contains("objects   0"), "{}", words(&taken));
    let restored = obuka(&elsewhere.path().join("."), &["restore", file], &[]);

    assert!(restored.status.success(), "{}", errors(&restored));
    assert!(
        words(&restored).contains("on SQLite"),
        "{}",
        words(&restored)
    );
    // The files are for their owner only: they hold people's names and results.
    let permissions = std::fs::metadata(file).unwrap().permissions();
    assert_eq!(permissions.mode() & 0o077, 0);
}
