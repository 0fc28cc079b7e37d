//! Packages built in code, each with its own fault, and what is said of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod attacks;
mod catalogue;
mod difference;
mod fixtures;
mod formats;
mod manifests;
mod messages;
mod random;
mod sequencing;
mod streaming;
mod vectors;
mod zip_builder;

use package_import::{CheckId, CoursePackage, Finding, ImportReport, Limits, Severity};

use zip_builder::{Entry, zip};

pub(crate) const PAGE: &str =
    r#"<!doctype html><html lang="sr"><title>Увод</title><script>API.LMSInitialize("")</script>"#;

/// A SCORM 1.2 manifest around these items and resources.
pub(crate) fn manifest_12(items: &str, resources: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xml:lang="sr">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Курс</title>{items}</organization></organizations>
  <resources>{resources}</resources>
</manifest>"#
    )
}

/// A SCORM 2004 4th Edition manifest.
pub(crate) fn manifest_2004(items: &str, resources: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
    xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xml:lang="sr">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Курс</title>{items}</organization></organizations>
  <resources>{resources}</resources>
</manifest>"#
    )
}

pub(crate) const ITEM: &str =
    r#"<item identifier="I" identifierref="R"><title>Увод</title></item>"#;
pub(crate) const RESOURCE: &str = r#"<resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource>"#;

pub(crate) fn good_manifest() -> String {
    manifest_12(ITEM, RESOURCE)
}

/// A package that nothing is wrong with.
pub(crate) fn good_entries() -> Vec<Entry> {
    vec![
        Entry::new("imsmanifest.xml", good_manifest()),
        Entry::new("index.html", PAGE),
    ]
}

pub(crate) fn import(entries: &[Entry]) -> ImportReport {
    import_within(entries, &Limits::default())
}

pub(crate) fn import_within(entries: &[Entry], limits: &Limits) -> ImportReport {
    package_import::import(zip(entries), limits).unwrap()
}

/// The good package with one more entry.
pub(crate) fn import_with_entry(entry: Entry) -> ImportReport {
    let mut entries = good_entries();
    entries.push(entry);
    import(&entries)
}

/// A package of this manifest and a page.
pub(crate) fn import_manifest(manifest: impl AsRef<[u8]>) -> ImportReport {
    import(&[
        Entry::new("imsmanifest.xml", manifest),
        Entry::new("index.html", PAGE),
    ])
}

/// The package, which must have nothing wrong with it.
pub(crate) fn accepted(report: ImportReport) -> CoursePackage {
    assert!(report.is_publishable(), "{:#?}", report.findings);
    report.package.unwrap()
}

/// Ids of all findings but notes.
pub(crate) fn faults(report: &ImportReport) -> Vec<&'static str> {
    let grave = report
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note);
    grave.map(|finding| finding.check.id()).collect()
}

pub(crate) fn finding(report: &ImportReport, check: CheckId) -> &Finding {
    report
        .findings
        .iter()
        .find(|finding| finding.check == check)
        .unwrap_or_else(|| panic!("no `{check}` in {:#?}", report.findings))
}

pub(crate) fn argument(report: &ImportReport, check: CheckId, name: &str) -> String {
    let found = &finding(report, check).arguments;
    let value = found.iter().find(|(it, _)| it == name);
    value.unwrap_or_else(|| panic!("no `{name}`")).1.to_string()
}
