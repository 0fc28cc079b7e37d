//! Names of archive entries: which alphabet their bytes are in, and whether
//! they are paths that may be stored.

use encoding_rs::{Encoding, IBM866, WINDOWS_1250, WINDOWS_1251};
use unicode_normalization::UnicodeNormalization as _;

use super::directory::Record;
use super::{Entry, FLAG_UTF8};
use crate::finding::{Argument, CheckId, Finding};
use crate::findings::Findings;
use crate::limits::Limits;

/// A name that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CleanName {
    /// NFC, parts separated by single `/`, no `.` parts.
    pub(crate) text: String,
    /// The same before Unicode normalisation.
    pub(crate) as_written: String,
    pub(crate) is_folder: bool,
    pub(crate) had_back_slashes: bool,
}

/// Makes a path of a name, or says which rule it breaks.
pub(crate) fn clean(name: &str, limits: &Limits) -> Result<CleanName, Box<Finding>> {
    let fault = |check| Box::new(Finding::new(check).with_text("name", name).in_file(name));
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(fault(CheckId::PathControlCharacter));
    }
    let had_back_slashes = name.contains('\\');
    let slashed = name.replace('\\', "/");
    let has_drive =
        slashed.as_bytes().get(1) == Some(&b':') && slashed.as_bytes()[0].is_ascii_alphabetic();
    if slashed.starts_with('/') || has_drive {
        return Err(fault(CheckId::PathAbsolute));
    }
    let mut parts = Vec::new();
    for part in slashed.split('/') {
        match part {
            "" | "." => {}
            // Windows takes `.. ` and `...` for ways up, too.
            dots if dots.starts_with("..") && dots.trim_matches(['.', ' ']).is_empty() => {
                return Err(fault(CheckId::PathEscapes));
            }
            part => parts.push(part),
        }
    }
    let as_written = parts.join("/");
    let text: String = as_written.nfc().collect();
    if text.len() > limits.path_bytes {
        let limit = limits.path_bytes as u64;
        return Err(Box::new(
            fault(CheckId::PathTooLong).with_count("limit", limit),
        ));
    }
    if parts.len() > limits.path_depth {
        let limit = limits.path_depth as u64;
        return Err(Box::new(
            fault(CheckId::PathTooDeep).with_count("limit", limit),
        ));
    }
    Ok(CleanName {
        is_folder: slashed.ends_with('/') || text.is_empty(),
        text,
        as_written,
        had_back_slashes,
    })
}

/// Files that operating systems leave in archives; nobody misses them.
pub(crate) fn is_system_file(path: &str) -> bool {
    path.split('/').any(|part| {
        matches!(
            part,
            "__MACOSX" | ".DS_Store" | ".git" | ".svn" | ".Spotlight-V100"
        ) || part.eq_ignore_ascii_case("thumbs.db")
            || part.eq_ignore_ascii_case("desktop.ini")
            || part.starts_with("._")
    })
}

/// Names of all entries as text.
pub(crate) struct Names {
    pub(super) decoded: Vec<String>,
}

impl Names {
    /// Names are UTF-8 when flagged so, or when they are valid UTF-8. The
    /// others are in one code page that the archive does not name: all of them
    /// together decide which.
    pub(super) fn decode(records: &[Record], findings: &mut Findings) -> Self {
        let mut unclear = Vec::new();
        let mut decoded = Vec::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            if let Some(name) = &record.unicode_name {
                decoded.push(name.clone());
            } else if let Ok(name) = std::str::from_utf8(&record.raw_name) {
                decoded.push(name.to_owned());
            } else {
                unclear.push(index);
                decoded.push(String::new());
            }
        }
        if unclear.is_empty() {
            return Self { decoded };
        }
        let all: Vec<&[u8]> = unclear
            .iter()
            .map(|&index| records[index].raw_name.as_slice())
            .collect();
        let encoding = guess(&all);
        let mut names = Vec::new();
        for index in unclear {
            let record = &records[index];
            // The flag lied: replace what is no UTF-8 rather than guess.
            let name = if record.flags & FLAG_UTF8 == 0 {
                encoding
                    .decode_without_bom_handling(&record.raw_name)
                    .0
                    .into_owned()
            } else {
                String::from_utf8_lossy(&record.raw_name).into_owned()
            };
            names.push(name.clone());
            decoded[index] = name;
        }
        findings.push(
            Finding::new(CheckId::NameEncodingGuessed)
                .with_count("count", names.len() as u64)
                .with("names", Argument::names(&names))
                .with_text("encoding", encoding.name()),
        );
        Self { decoded }
    }
}

/// The code page in which the names look most like words.
fn guess(names: &[&[u8]]) -> &'static Encoding {
    [IBM866, WINDOWS_1251, WINDOWS_1250]
        .into_iter()
        .max_by_key(|encoding| {
            let total: i64 = names.iter().map(|name| likeness(encoding, name)).sum();
            // The first wins a tie: `max_by_key` takes the last.
            (total, encoding.name() == IBM866.name())
        })
        .unwrap_or(IBM866)
}

/// Letters of Serbian that lie outside the plain ranges.
const SERBIAN: &str = "ђјљњћџЂЈЉЊЋЏčćšžđČĆŠŽĐ";

/// How much a name looks like words: letters beside letters of their own
/// script and case count for it, signs and mixtures against it.
fn likeness(encoding: &'static Encoding, name: &[u8]) -> i64 {
    let text = encoding.decode_without_bom_handling(name).0;
    let mut score = 0;
    let mut before: Option<char> = None;
    for character in text.chars() {
        let is_cyrillic = |it: char| matches!(it, '\u{0400}'..='\u{04FF}');
        if !character.is_ascii() {
            score += match character {
                it if SERBIAN.contains(it) || matches!(it, 'а'..='я' | 'А'..='Я') => 2,
                it if it.is_alphabetic() => 0,
                _ => -4,
            };
        }
        if let Some(before) = before.filter(|it| it.is_alphabetic())
            && character.is_alphabetic()
        {
            let capital_inside = before.is_lowercase() && character.is_uppercase();
            let mixed = is_cyrillic(before) != is_cyrillic(character);
            score -= 3 * i64::from(capital_inside) + 3 * i64::from(mixed);
        }
        before = Some(character);
    }
    score
}

/// What is worth a note about the names of an archive.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) system: Vec<String>,
    back_slashes: Vec<String>,
}

impl Notes {
    pub(super) fn look_at(&mut self, name: &CleanName) {
        if name.had_back_slashes {
            self.back_slashes.push(name.text.clone());
        }
    }

    pub(super) fn report(&self, entries: &[Entry], findings: &mut Findings) {
        let matching = |matches: fn(&str) -> bool| -> Vec<String> {
            let paths = entries.iter().map(|entry| &entry.path);
            paths.filter(|path| matches(path)).cloned().collect()
        };
        findings.push_names(CheckId::SystemFiles, &self.system);
        findings.push_names(CheckId::BackSlashNames, &self.back_slashes);
        findings.push_names(CheckId::ReservedName, &matching(is_reserved));
        findings.push_names(CheckId::NestedArchive, &matching(is_archive));
        findings.push_names(CheckId::ServerScripts, &matching(is_server_script));
    }
}

/// Names that another system or a shell would trip over. They do no harm here,
/// where files are stored by their hash.
fn is_reserved(path: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    path.split('/').any(|part| {
        let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
        let is_device = DEVICES.iter().any(|device| {
            stem.strip_prefix(device).is_some_and(|rest| {
                if matches!(*device, "com" | "lpt") {
                    rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit()
                } else {
                    rest.is_empty()
                }
            })
        });
        is_device
            || part.ends_with(['.', ' '])
            || part.starts_with('-')
            || part.contains(['<', '>', ':', '"', '|', '?', '*', '`', ';'])
            || part.contains("$(")
    })
}

fn is_archive(path: &str) -> bool {
    has_extension(path, &["zip", "7z", "rar", "gz", "tar", "tgz", "bz2", "xz"])
}

fn is_server_script(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.eq_ignore_ascii_case(".htaccess")
        || name.eq_ignore_ascii_case("web.config")
        || has_extension(
            path,
            &[
                "php", "phtml", "phar", "php5", "jsp", "jspx", "asp", "aspx", "cgi", "pl",
            ],
        )
}

pub(crate) fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        extensions
            .iter()
            .any(|it| extension.eq_ignore_ascii_case(it))
    })
}
