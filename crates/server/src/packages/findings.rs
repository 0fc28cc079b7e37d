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

/// How many of the stored findings are of this severity.
pub(super) fn count_of(stored: &[u8], severity: Severity) -> usize {
    let findings: Vec<Finding> = serde_json::from_slice(stored).unwrap_or_default();
    findings.iter().filter(|it| it.severity == severity).count()
}

/// The findings in the words and the script of `face`, in their order.
pub(crate) fn findings_in_words(face: Face, findings: &[Finding]) -> Vec<FindingWords> {
    findings.iter().map(|it| in_words(face, it)).collect()
}

fn in_words(face: Face, finding: &Finding) -> FindingWords {
    let said = Said::of(face, finding);
    FindingWords {
        check: said.check,
        severity: said.severity,
        message: in_backticks(&said.message),
        cure: in_backticks(&said.cure),
        place: said.place,
    }
}

fn in_backticks(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        let around = if part.is_code { "`" } else { "" };
        text.extend([around, part.text.as_str(), around]);
    }
    text
}

/// A finding as a page shows it: names of files and the like set apart.
#[derive(Debug, serde::Serialize)]
pub(super) struct Said {
    pub(super) check: &'static str,
    pub(super) severity: &'static str,
    pub(super) place: String,
    pub(super) message: Vec<Part>,
    pub(super) cure: Vec<Part>,
    /// The strict profile would refuse it.
    pub(super) tolerated: bool,
}

#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) is_code: bool,
}

impl Said {
    pub(super) fn of(face: Face, finding: &Finding) -> Self {
        let id = format!("finding-{}", finding.check.id());
        let mut cure = say(face, &format!("{id}-cure"), finding);
        cure.extend(in_words_of_tool(face, finding));
        Self {
            check: finding.check.id(),
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            place: place(face, finding),
            message: say(face, &id, finding),
            cure,
            tolerated: finding.check.definition().is_tolerated(),
        }
    }
}

/// How it is done in the tool that made the package.
fn in_words_of_tool(face: Face, finding: &Finding) -> Vec<Part> {
    let (Some(tool), Some(topic)) = (finding.tool, finding.check.definition().topic) else {
        return Vec::new();
    };
    let mut said = vec![Part {
        text: " ".into(),
        is_code: false,
    }];
    let id = format!("finding-tool-{}-{}", topic.id(), tool.id());
    said.extend(say(face, &id, finding));
    said
}

/// Foreign names are put in after the script was chosen: the name of a file is
/// what it is in both scripts. What the message has in backticks is code; what
/// a foreign name has in backticks is not.
fn say(face: Face, id: &str, finding: &Finding) -> Vec<Part> {
    let mut arguments = FluentArgs::new();
    let mut foreign = Vec::new();
    for (name, value) in &finding.arguments {
        let value = match value {
            Argument::Count(number) => plain_number(*number),
            Argument::Bytes(size) => FluentValue::from(size_words(face, *size)),
            text => {
                foreign.push(in_face(face, name, text.to_string()));
                FluentValue::from(mark(foreign.len() - 1))
            }
        };
        arguments.set(name.clone(), value);
    }
    let whole = |text: &str| {
        let mut text = text.to_owned();
        for (at, foreign) in foreign.iter().enumerate() {
            text = text.replace(&mark(at), foreign);
        }
        text
    };
    i18n::text(face, id, &arguments)
        .split('`')
        .enumerate()
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| Part {
            text: whole(text),
            is_code: at % 2 == 1,
        })
        .collect()
}

/// Titles are the package's own words: Serbian ones in the script of `face`, as
/// titles are shown everywhere; those of other languages, and all names, as they are.
fn in_face(face: Face, argument: &str, text: String) -> String {
    if argument == "title" {
        i18n::in_script(face, &text).into_owned()
    } else {
        text
    }
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

#[cfg(test)]
mod tests {
    use package_import::CheckId;

    use super::*;

    #[test]
    fn a_foreign_name_keeps_its_script_and_its_backticks() {
        let finding = Finding::new(CheckId::LaunchFileMissing).with_text("name", "увод`x`.html");

        let latin = in_words(Face::SrLatn, &finding);

        assert!(latin.message.contains("`увод`x`.html`"), "{latin:?}");
        let is_cyrillic = |it: char| matches!(it, '\u{0400}'..='\u{04FF}');
        assert!(!latin.cure.contains(is_cyrillic), "{latin:?}");
        let parts = say(Face::SrLatn, "finding-launch-file-missing", &finding);
        let code: Vec<_> = parts.iter().filter(|it| it.is_code).collect();
        assert_eq!(code.len(), 1, "{parts:?}");
        assert_eq!(code[0].text, "увод`x`.html");
    }

    #[test]
    fn every_check_has_words_in_every_face() {
        for check in CheckId::ALL {
            for face in i18n::FACES {
                let words = in_words(face, &Finding::new(*check));
                assert!(!words.message.contains('⟦'), "{check}: {}", words.message);
                assert!(!words.cure.contains('⟦'), "{check}: {}", words.cure);
            }
        }
    }

    #[test]
    fn the_cure_ends_in_the_words_of_the_tool() {
        let mut finding = Finding::new(CheckId::LaunchFileMissing).with_text("name", "a.html");
        let plain = in_words(Face::En, &finding).cure;

        finding.tool = Some(package_import::Tool::Storyline);

        let cure = in_words(Face::En, &finding).cure;
        assert!(
            cure.starts_with(&format!("{plain} In Storyline: ")),
            "{cure}"
        );
        for tool in package_import::Tool::ALL {
            finding.tool = Some(*tool);
            for face in i18n::FACES {
                let spoken = in_words(face, &finding).cure;
                let speaks = tool.speaks_of(package_import::Topic::Publish);
                assert_eq!(spoken.contains('⟦'), !speaks, "{spoken}");
            }
        }
    }

    #[test]
    fn sizes_are_written_in_a_unit_that_fits() {
        assert_eq!(size_words(Face::En, 999), "999 B");
        assert_eq!(size_words(Face::En, 1536), "1.5 KB");
        assert_eq!(size_words(Face::SrCyrl, 1_258_291), "1,2 MB");
        assert_eq!(size_words(Face::SrLatn, 48 << 20), "48 MB");
        assert_eq!(size_words(Face::En, 1536 << 20), "1.5 GB");
    }
}
