//! What the product's own import says about the packages.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::io::Cursor;

use package_import::package::Edition;
use package_import::{ImportReport, Limits, PackageKind, Severity, import};

fn imported(name: &str) -> ImportReport {
    let bytes = content_packages::zip(name).unwrap();
    import(Cursor::new(bytes), &Limits::default()).unwrap()
}

/// Ids of the checks that found more than a note, the gravest first.
fn complaints(report: &ImportReport) -> Vec<&'static str> {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note)
        .map(|finding| finding.check.id())
        .collect()
}

#[test]
fn a_whole_module_is_imported_without_a_complaint() {
    for name in content_packages::names() {
        let report = imported(name);
        assert!(complaints(&report).is_empty(), "{name}: {report:?}");
        assert!(report.is_publishable(), "{name}");
    }
}

#[test]
fn each_module_is_of_its_kind_and_has_its_parts() {
    let expected = [
        ("asylum-basics-12", PackageKind::Scorm12, 1),
        (
            "legal-migration-2004",
            PackageKind::Scorm2004 {
                edition: Edition::Fourth,
            },
            5,
        ),
        ("data-confidentiality-12", PackageKind::Scorm12, 2),
        (
            "data-confidentiality-2004",
            PackageKind::Scorm2004 {
                edition: Edition::Third,
            },
            3,
        ),
    ];
    assert_eq!(expected.map(|(name, _, _)| name), content_packages::names());
    for (name, kind, parts) in expected {
        let package = imported(name).package.unwrap();
        assert_eq!(package.kind, kind, "{name}");
        assert_eq!(package.launchable_items(), parts, "{name}");
    }
}

#[test]
fn a_broken_sister_gets_the_complaint_for_its_own_fault_first() {
    for sister in content_packages::broken().unwrap() {
        let report = imported(&sister.name);
        let complaints = complaints(&report);
        assert_eq!(complaints[0], sister.expected_check, "{}", sister.name);
        for consequence in &complaints[1..] {
            assert!(
                sister.consequences.iter().any(|it| it == consequence),
                "{}: {consequence}",
                sister.name
            );
        }

        let severity = match sister.severity {
            content_packages::Severity::Error => Severity::Error,
            content_packages::Severity::Warning => Severity::Warning,
        };
        assert_eq!(report.findings[0].severity, severity, "{}", sister.name);
        let may_be_published = severity != Severity::Error;
        assert_eq!(report.is_publishable(), may_be_published, "{}", sister.name);
    }
}
