//! Which standard a manifest follows: what it says, else what it uses.

use super::tree::{Element, Vocabulary};
use crate::finding::{CheckId, Finding};
use crate::findings::Findings;
use crate::package::{Edition, PackageKind};

/// None for kinds that are not imported; the finding says which it is.
pub(super) fn of(root: &Element, file: &str, findings: &mut Findings) -> Option<PackageKind> {
    let metadata = root.child("metadata");
    let schema = metadata.and_then(|it| it.child_text("schema"));
    let version = metadata.and_then(|it| it.child_text("schemaversion"));
    if let Some(refusal) = other_kind(root, schema, version) {
        findings.push(Finding::new(refusal).in_file(file));
        return None;
    }
    if let Some(kind) = version.and_then(|version| stated(root, version)) {
        return Some(kind);
    }
    let Some(kind) = used(root) else {
        findings.push(Finding::new(CheckId::KindContentPackage).in_file(file));
        return Some(PackageKind::Scorm12);
    };
    let finding = match version {
        None => Finding::new(CheckId::SchemaVersionMissing),
        Some(version) => Finding::new(CheckId::SchemaVersionUnknown).with_text("version", version),
    };
    findings.push(finding.with_text("kind", kind.name()).in_file(file));
    Some(kind)
}

fn other_kind(root: &Element, schema: Option<&str>, version: Option<&str>) -> Option<CheckId> {
    let schema = schema.unwrap_or_default().to_ascii_lowercase();
    if schema.contains("common cartridge") || root.namespace_hint.contains("/imscc/") {
        return Some(CheckId::KindCommonCartridge);
    }
    if schema.contains("scorm") && matches!(version, Some("1.0" | "1.1")) {
        return Some(CheckId::KindScorm11);
    }
    let has_sco = root.find(&|it| it.is("resource") && it.attribute("scormtype").is_some());
    let is_qti = |it: &Element| {
        it.is("resource")
            && it
                .attribute("type")
                .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("imsqti"))
    };
    (has_sco.is_none() && root.find(&is_qti).is_some()).then_some(CheckId::KindQti)
}

/// What `schemaversion` says.
fn stated(root: &Element, version: &str) -> Option<PackageKind> {
    let version = version.to_ascii_lowercase();
    if version == "1.2" {
        return Some(PackageKind::Scorm12);
    }
    let edition = if version == "cam 1.3" || version.contains("2nd") {
        Edition::Second
    } else if version.contains("3rd") {
        Edition::Third
    } else if version.contains("4th") {
        Edition::Fourth
    } else if version.contains("2004") {
        edition_used(root)
    } else {
        return None;
    };
    Some(PackageKind::Scorm2004 { edition })
}

/// What the elements and attributes belong to.
fn used(root: &Element) -> Option<PackageKind> {
    let is_2004 = |it: &Element| {
        matches!(
            it.vocabulary,
            Vocabulary::Imsss | Vocabulary::Adlseq | Vocabulary::Adlnav
        ) || it.namespace_hint.contains("adlcp_v1p3")
            || it.is("sequencing")
            || it.has_attribute_spelled("scormType")
    };
    if root.find(&is_2004).is_some() {
        let edition = edition_used(root);
        return Some(PackageKind::Scorm2004 { edition });
    }
    root.find(&|it| it.vocabulary == Vocabulary::Adlcp || it.attribute("scormtype").is_some())
        .map(|_| PackageKind::Scorm12)
}

/// The 4th edition shows by what only it has.
fn edition_used(root: &Element) -> Edition {
    let is_fourth = |it: &Element| {
        (it.is("completionThreshold") && it.attribute("completedByMeasure").is_some())
            || (it.is("map") && it.vocabulary == Vocabulary::Adlcp)
            || (it.is("mapInfo") && it.vocabulary == Vocabulary::Adlseq)
    };
    if root.find(&is_fourth).is_some() {
        Edition::Fourth
    } else {
        Edition::Third
    }
}
