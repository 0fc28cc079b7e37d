//! The catalogue of checks is whole: each check has a package that it alone
//! finds something in, a line in the documentation, and its weight in either
//! profile.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use package_import::{Area, CheckId, Profile, Severity, Tool, Topic};

use crate::messages;
use crate::{fixtures, good_entries, import};

#[test]
fn every_check_finds_its_own_package_and_no_other_does() {
    for check in CheckId::ALL {
        let fixture = fixtures::of(*check);

        let report = fixture.import();

        let found: BTreeSet<CheckId> = report.findings.iter().map(|it| it.check).collect();
        let mut expected: BTreeSet<CheckId> = fixture.beside.iter().copied().collect();
        expected.insert(*check);
        assert_eq!(found, expected, "{check}: {:#?}", report.findings);
        for finding in &report.findings {
            assert_eq!(finding.severity, finding.check.severity(), "{check}");
            let given: Vec<&str> = finding.arguments.iter().map(|it| it.0.as_str()).collect();
            assert_eq!(given, finding.check.arguments(), "{check}: {finding:?}");
        }
        let is_refused = check.severity() == Severity::Error;
        assert_eq!(report.is_publishable(), !is_refused, "{check}");
    }
}

#[test]
fn the_strict_profile_refuses_what_the_lenient_one_mends() {
    for check in CheckId::ALL {
        let definition = check.definition();
        assert!(definition.severity <= definition.strict, "{check}");
        if !definition.is_tolerated() {
            continue;
        }
        let report = fixtures::of(*check).import();
        assert!(report.is_publishable(), "{check}");
        let lenient = report.clone().in_profile(Profile::Lenient);
        assert_eq!(lenient, report);

        let strict = report.in_profile(Profile::Strict);

        assert!(!strict.is_publishable(), "{check}");
        assert!(strict.findings[0].blocks(), "{check}");
    }
    let good = import(&good_entries()).in_profile(Profile::Strict);
    assert!(good.is_publishable());
}

#[test]
fn ids_are_unique_and_in_the_order_of_their_areas() {
    let ids: BTreeSet<&str> = CheckId::ALL.iter().map(|it| it.id()).collect();
    assert_eq!(ids.len(), CheckId::ALL.len());
    let areas: Vec<Area> = CheckId::ALL.iter().map(|it| it.definition().area).collect();
    assert!(areas.is_sorted());
    for check in CheckId::ALL {
        let json = serde_json::to_string(check).unwrap();
        assert_eq!(json, format!("\"{check}\""));
        assert_eq!(serde_json::from_str::<CheckId>(&json).unwrap(), *check);
    }
}

/// The file that holds a check is called after it.
#[test]
fn each_check_has_a_file_of_its_own() {
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
    for check in CheckId::ALL {
        let area = format!("{:?}", check.definition().area).to_lowercase();
        let file = checks.join(area).join(check.id().replace('-', "_") + ".rs");
        assert!(file.is_file(), "{}", file.display());
    }
}

/// `docs/checks.md` is made from the catalogue: `UPDATE=1` writes it.
#[test]
fn the_documentation_lists_every_check() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checks.md");
    let expected = documentation();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &expected).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(
        written == expected,
        "docs/checks.md is not what the catalogue says: run this test with UPDATE=1",
    );
}

fn documentation() -> String {
    let bundle = messages::bundle("en");
    let mut text = String::from(
        "# The check report\n\n\
        What the check of an uploaded package can find, made from the catalogue below\n\
        `crates/package-import/src/checks/` and its English messages by the test\n\
        `the_documentation_lists_every_check` (`UPDATE=1` writes it). In words the three\n\
        faces have their own catalogue: `crates/server/locales/*/findings.ftl`.\n\n\
        An *error* refuses the package, a *warning* says that something in it will\n\
        disappoint, a *note* is good to know. The lenient profile, the default, mends\n\
        while reading what is marked *strict: error*, and the report says so. Each check\n\
        has a package that triggers it alone: `tests/it/fixtures.rs`.\n",
    );
    let mut area = None;
    for check in CheckId::ALL {
        let definition = check.definition();
        if area != Some(definition.area) {
            area = Some(definition.area);
            let title = match definition.area {
                Area::Archive => "The archive",
                Area::Kind => "Kind of package",
                Area::Document => "The manifest as a document",
                Area::Manifest => "What the manifest says",
                Area::Sequencing => "Sequencing",
                Area::Files => "Files",
                Area::Pages => "Pages",
            };
            write!(
                text,
                "\n## {title}\n\n| Check | Severity | Finding | Cure |\n|---|---|---|---|\n"
            )
            .unwrap();
        }
        let severity = match (definition.severity, definition.is_tolerated()) {
            (Severity::Error, _) => "error",
            (Severity::Warning, false) => "warning",
            (Severity::Warning, true) => "warning; strict: error",
            (Severity::Note, false) => "note",
            (Severity::Note, true) => "note; strict: error",
        };
        let said = |id: &str| {
            let text = messages::render(&bundle, id, *check, 5);
            text.replace('|', "\\|")
                .replace(['<', '>'], "*")
                .replace("`*", "*")
                .replace("*`", "*")
        };
        let what = said(&format!("finding-{check}"));
        let mut cure = said(&format!("finding-{check}-cure"));
        if let Some(topic) = definition.topic {
            write!(cure, " (Ends in the words of the tool: {}.)", topic.id()).unwrap();
        }
        writeln!(text, "| `{check}` | {severity} | {what} | {cure} |").unwrap();
    }
    text.push_str("\n## Authoring tools\n\nRecognised, with the version where the tool writes one; beside it what the cures say\nin the tool's own words.\n\n| Tool | Words on |\n|---|---|\n");
    for tool in Tool::ALL {
        let topics = Topic::ALL.iter().filter(|topic| tool.speaks_of(**topic));
        let topics: Vec<&str> = topics.map(|topic| topic.id()).collect();
        writeln!(text, "| {} | {} |", tool.name(), topics.join(", ")).unwrap();
    }
    text
}
