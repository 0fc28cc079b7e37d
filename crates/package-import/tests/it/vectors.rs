//! The manifests of the LMS conformance test, where they are at hand.

use std::path::{Path, PathBuf};

use package_import::Severity;
use package_import::package::{Edition, PackageKind};

use crate::import;
use crate::zip_builder::Entry;

/// From the environment, else beside the repository.
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("OBUKA_VECTORS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let folder = named.unwrap_or(beside).join("sequencing");
    folder.is_dir().then_some(folder)
}

fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .file_name()
                .is_some_and(|name| name == "imsmanifest.xml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_manifest_of_the_conformance_test_is_understood() {
    let Some(folder) = folder() else {
        eprintln!("0 manifests: set OBUKA_VECTORS");
        return;
    };
    let manifests = manifests(&folder);
    assert!(!manifests.is_empty());

    for path in &manifests {
        let manifest = std::fs::read(path).unwrap();
        // Only manifests are there: put a file wherever one is named.
        let bare = import(&[Entry::new("imsmanifest.xml", &manifest)]);
        let draft = bare
            .package
            .unwrap_or_else(|| panic!("{path:?}: {:#?}", bare.findings));
        let mut entries = vec![Entry::new("imsmanifest.xml", &manifest)];
        let mut named: Vec<String> = draft
            .resources
            .iter()
            .filter_map(|resource| resource.href.as_deref())
            .map(|href| href.split(['?', '#']).next().unwrap().to_owned())
            .collect();
        named.sort();
        named.dedup();
        entries.extend(named.iter().map(|name| Entry::new(name, "<p>")));

        let report = import(&entries);

        let errors: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{path:?}: {errors:#?}");
        let package = report.package.unwrap();
        let edition = Edition::Fourth;
        assert_eq!(package.kind, PackageKind::Scorm2004 { edition }, "{path:?}");
        assert!(package.launchable_items() > 0, "{path:?}");
    }
    eprintln!("{} manifests from {}", manifests.len(), folder.display());
}
