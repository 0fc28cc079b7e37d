//! The invariants of `docs/architecture.md` that the compiler does not hold.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PURE: [&str; 5] = [
    "course-runtime",
    "package-import",
    "grading",
    "certificates",
    "serbian-text",
];
const LONGEST_FILE: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below `folder` with this ending, and their text.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && name != "node_modules" {
                walk(&path, ending, found);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no {ending} files below {folder}");
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn domain_crates_know_no_runtime_database_http_clock_or_chance() {
    let forbidden_crates = [
        "tokio", "sea-orm", "sqlx", "axum", "hyper", "reqwest", "rand",
    ];
    let forbidden_words = [
        "SystemTime::now",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "rand::",
    ];
    for name in PURE {
        let manifest =
            fs::read_to_string(root().join(format!("crates/{name}/Cargo.toml"))).unwrap();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap();
        for forbidden in forbidden_crates {
            let named = dependencies
                .lines()
                .any(|line| line.split(['.', ' ', '=']).next() == Some(forbidden));
            assert!(!named, "{name} depends on {forbidden}");
        }
        for (file, text) in files(&format!("crates/{name}/src"), ".rs") {
            for forbidden in forbidden_words {
                assert!(!text.contains(forbidden), "{file} uses {forbidden}");
            }
        }
    }
}

#[test]
fn the_statement_store_speaks_sql_only_in_its_store() {
    for (file, text) in files("crates/statement-store/src", ".rs") {
        let is_store = file.contains("/src/store");
        assert!(
            is_store || !text.contains("sea_orm"),
            "{file} imports sea_orm"
        );
    }
}

#[test]
fn handlers_speak_http_and_queries_speak_sql() {
    for (file, text) in files("crates/server/src", ".rs") {
        let name = file.rsplit('/').next().unwrap();
        if matches!(name, "handlers.rs" | "views.rs" | "rules.rs") {
            assert!(
                !text.contains("use sea_orm"),
                "{file}: SQL belongs to queries.rs"
            );
        }
        if matches!(name, "service.rs" | "queries.rs" | "rules.rs" | "views.rs") {
            assert!(
                !text.contains("use axum"),
                "{file}: HTTP belongs to handlers.rs"
            );
        }
        assert!(
            !text.contains("pub(crate) mod queries") && !text.contains("pub mod queries"),
            "{file}: other features call the service"
        );
    }
}

#[test]
fn every_template_has_a_view_or_a_page_that_includes_it() {
    let sources = files("crates/server/src", ".rs");
    let templates = files("crates/server/templates", ".html");
    for (file, _) in &templates {
        let name = file.strip_prefix("crates/server/templates/").unwrap();
        // A mail's templates bear its view's name, with two endings.
        let mail = name
            .strip_prefix("mail/")
            .and_then(|it| it.strip_suffix(".html"));
        let is_used = [Some(name), mail].into_iter().flatten().any(|name| {
            let quoted = format!("\"{name}\"");
            let mut texts = sources.iter().chain(&templates);
            texts.any(|(_, text)| text.contains(&quoted))
        });
        assert!(is_used, "{file} is used by no view and no template");
    }
}

#[test]
fn every_message_that_the_source_names_exists_in_both_languages() {
    let ids = |language: &str| -> BTreeSet<String> {
        files(&format!("crates/server/locales/{language}"), ".ftl")
            .iter()
            .flat_map(|(_, text)| text.lines())
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id.to_owned()))
            .collect()
    };
    let (serbian, english) = (ids("sr"), ids("en"));
    for (file, text) in files("crates/server/src", ".rs") {
        for call in ["Message::new(\"", "AppError::refused(\""] {
            for (at, _) in text.match_indices(call) {
                let id = text[at + call.len()..].split('"').next().unwrap();
                assert!(
                    serbian.contains(id) && english.contains(id),
                    "{file}: no message `{id}`"
                );
            }
        }
    }
}

/// Serbian dates end with a full stop of their own, and a Latin letter that
/// looks like a Cyrillic one is found by no search.
#[test]
fn messages_keep_to_the_typography_of_their_language() {
    let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    for (file, text) in files("crates/server/locales/sr", ".ftl") {
        for line in text.lines() {
            assert!(!line.contains('”'), "{file}: „…“ is closed so: {line}");
            assert!(!line.contains("date }."), "{file}: two full stops: {line}");
            for word in line.split(|c: char| !c.is_alphabetic()) {
                let is_mixed = word.contains(cyrillic) && !word.chars().all(cyrillic);
                assert!(!is_mixed, "{file}: two scripts in `{word}`");
            }
        }
    }
    for (file, text) in files("crates/server/locales/en", ".ftl") {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains('\''), "{file}: the apostrophe is ’: {line}");
            assert!(!line.contains("} %"), "{file}: a space before %: {line}");
        }
    }
}

#[test]
fn the_tests_that_the_architecture_names_exist() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let sources: Vec<String> = files("crates", ".rs")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let mut named = 0;
    for row in page.lines().filter(|it| it.starts_with("| ")) {
        let tests = row.rsplit(" | ").next().unwrap();
        for test in tests
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|it| it.contains('_'))
        {
            named += 1;
            let declared = format!("fn {test}(");
            let exists = sources.iter().any(|it| it.contains(&declared));
            assert!(
                exists,
                "docs/architecture.md names the test {test}, which is gone"
            );
        }
    }
    assert!(18 <= named, "only {named} tests are named");
    assert!(page.lines().count() <= 300);
}

#[test]
fn no_source_file_is_longer_than_a_reader_bears() {
    for ending in [".rs", ".js", ".css", ".html"] {
        for (file, text) in files("crates", ending) {
            let lines = text.lines().count();
            assert!(lines <= LONGEST_FILE, "{file} has {lines} lines");
        }
    }
}

/// `cargo deny check licenses` in small, for machines without cargo-deny.
#[test]
fn licences_of_everything_linked_are_allowed() {
    let deny = fs::read_to_string(root().join("deny.toml")).unwrap();
    let allowed: BTreeSet<&str> = deny
        .split("allow = [")
        .nth(1)
        .unwrap()
        .split(']')
        .next()
        .unwrap()
        .split('"')
        .skip(1)
        .step_by(2)
        .collect();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(100 < packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(
            is_allowed(licence, &allowed),
            "{} is licensed under {licence}",
            package["name"]
        );
    }
}

/// SPDX: every part of an AND, one of an OR; old crates write `/` for OR.
fn is_allowed(licence: &str, allowed: &BTreeSet<&str>) -> bool {
    let licence = licence.replace('/', " OR ");
    let mut depth = 0;
    let mut parts = vec![String::new()];
    let mut operators = Vec::new();
    for word in licence
        .replace('(', " ( ")
        .replace(')', " ) ")
        .split_whitespace()
    {
        match word {
            "(" => depth += 1,
            ")" => depth -= 1,
            "AND" | "OR" if depth == 0 => {
                operators.push(word.to_owned());
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        let part = parts.last_mut().unwrap();
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(word);
    }
    if operators.is_empty() {
        let inner = licence.trim();
        return match inner.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
            Some(inner) => is_allowed(inner, allowed),
            None => allowed.contains(inner),
        };
    }
    let mut verdicts = parts.iter().map(|part| is_allowed(part, allowed));
    if operators.iter().all(|it| it == "AND") {
        verdicts.all(|it| it)
    } else {
        verdicts.any(|it| it)
    }
}

#[test]
fn a_licence_expression_is_read_as_spdx_means_it() {
    let allowed = BTreeSet::from(["MIT", "ISC"]);
    assert!(is_allowed("MIT OR GPL-2.0-only", &allowed));
    assert!(is_allowed("MIT/GPL-2.0-only", &allowed));
    assert!(is_allowed("ISC AND (GPL-3.0 OR MIT)", &allowed));
    assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
    assert!(!is_allowed("GPL-3.0", &allowed));
}

/// A18: what is uploaded is never handed to another program, because none is ever started.
#[test]
fn a18_no_source_starts_a_program() {
    for (file, text) in files("crates", ".rs") {
        let is_source = file.contains("/src/");
        let starts = [
            "process::Command",
            "tokio::process",
            "std::process::{",
            "libc::system",
        ]
        .iter()
        .any(|it| text.contains(it));
        assert!(!is_source || !starts, "{file} starts a program");
    }
}
