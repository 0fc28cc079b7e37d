//! Findings of the import in words: what, where, and how to mend it.

use entity::values::Face;
use fluent_bundle::{FluentArgs, FluentValue};
use package_import::{Argument, Finding, Severity};

use crate::i18n;

/// A finding as people read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct FindingWords {
    pub(crate) check: &'static str,
    /// `error`, `warning` or `note`.
    pub(crate) severity: &'static str,
    /// Where in the package; empty when it is about the whole.
    pub(crate) place: String,
    pub(crate) message: String,
    pub(crate) cure: String,
}

/// The findings in the words and the script of `face`, in their order.
pub(crate) fn findings_in_words(face: Face, findings: &[Finding]) -> Vec<FindingWords> {
    findings.iter().map(|it| in_words(face, it)).collect()
}

fn in_words(face: Face, finding: &Finding) -> FindingWords {
    let id = format!("finding-{}", finding.check.id());
    FindingWords {
        check: finding.check.id(),
        severity: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        place: place(face, finding),
        message: say(face, &id, finding),
        cure: say(face, &format!("{id}-cure"), finding),
    }
}

/// Foreign names are put in after the script was chosen: the name of a file is
/// what it is in both scripts.
fn say(face: Face, id: &str, finding: &Finding) -> String {
    let mut arguments = FluentArgs::new();
    let mut foreign = Vec::new();
    for (name, value) in &finding.arguments {
        let value = match value {
            Argument::Count(number) => plain_number(*number),
            Argument::Bytes(size) => FluentValue::from(size_words(face, *size)),
            text => {
                foreign.push(text.to_string());
                FluentValue::from(mark(foreign.len() - 1))
            }
        };
        arguments.set(name.clone(), value);
    }
    let mut said = i18n::text(face, id, &arguments);
    for (at, text) in foreign.iter().enumerate() {
        said = said.replace(&mark(at), text);
    }
    said
}

/// Stands for the foreign text number `at`; private characters that no message has.
fn mark(at: usize) -> String {
    format!("\u{E000}{at}\u{E001}")
}

fn plain_number(number: u64) -> FluentValue<'static> {
    i18n::argument(&number.to_string())
}

fn place(face: Face, finding: &Finding) -> String {
    let place = &finding.place;
    let mut parts = Vec::new();
    if let Some(file) = &place.file {
        parts.push(file.clone());
    }
    if let Some(line) = place.line {
        let mut arguments = FluentArgs::new();
        arguments.set("line", plain_number(line.into()));
        parts.push(i18n::text(face, "finding-place-line", &arguments));
    }
    for (id, value) in [
        ("finding-place-item", &place.item),
        ("finding-place-resource", &place.resource),
    ] {
        if let Some(value) = value {
            let name = i18n::text(face, id, &FluentArgs::new());
            parts.push(format!("{name} {value}"));
        }
    }
    parts.join(", ")
}

/// A size in a unit that fits, with the decimal sign of the language: `1,2 MB`.
pub(super) fn size_words(face: Face, size_bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [
        ("GB", 1024 * 1024 * 1024),
        ("MB", 1024 * 1024),
        ("KB", 1024),
    ];
    let Some((unit, bytes)) = UNITS.into_iter().find(|(_, bytes)| *bytes <= size_bytes) else {
        return format!("{size_bytes} B");
    };
    let tenths = (u128::from(size_bytes) * 10 + u128::from(bytes) / 2) / u128::from(bytes);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let sign = if face == Face::En { '.' } else { ',' };
    if tenth == 0 || 100 <= whole {
        format!("{whole} {unit}")
    } else {
        format!("{whole}{sign}{tenth} {unit}")
    }
}
