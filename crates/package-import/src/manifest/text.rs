//! Which alphabet a manifest is written in: byte order mark, declaration, and
//! what the bytes themselves say when those are wrong.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251};

use crate::finding::{CheckId, Finding};
use crate::findings::Findings;

/// The document as text, without a byte order mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], file: &str, findings: &mut Findings) -> Cow<'a, str> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        note_old(encoding, file, findings);
        return encoding.decode_without_bom_handling(&bytes[mark_bytes..]).0;
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        note_old(encoding, file, findings);
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let label = declared_label(bytes);
    let declared = label
        .as_deref()
        .map_or(Some(UTF_8), |label| Encoding::for_label(label.as_bytes()));
    // Written in bytes, so whatever "UTF-16" stands there is not so.
    let declared = declared.filter(|it| it.is_ascii_compatible());
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let used = match declared {
        // Bytes that happen to be valid UTF-8 and more than ASCII are UTF-8.
        Some(_) | None if is_utf8 => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => guess(bytes),
    };
    if declared != Some(used) && !bytes.is_ascii() {
        findings.push(
            Finding::new(CheckId::ManifestEncoding)
                .with_text("declared", label.as_deref().unwrap_or("UTF-8"))
                .with_text("used", used.name())
                .in_file(file)
                .at_line(1),
        );
    } else if !bytes.is_ascii() {
        note_old(used, file, findings);
    }
    used.decode_without_bom_handling(bytes).0
}

/// Legal, and yet a trap for who edits the file.
fn note_old(used: &'static Encoding, file: &str, findings: &mut Findings) {
    if used != UTF_8 {
        findings.push(
            Finding::new(CheckId::ManifestOldEncoding)
                .with_text("used", used.name())
                .in_file(file)
                .at_line(1),
        );
    }
}

/// UTF-16 shows by the zero beside the first `<`.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [b'<', 0, _, 0] => Some(UTF_16LE),
        [0, b'<', 0, _] => Some(UTF_16BE),
        _ => None,
    }
}

/// The value of `encoding` in the XML declaration.
fn declared_label(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = start.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration.split_once("encoding")?.1;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|it| ['"', '\''].contains(it))?;
    let value = &value[1..];
    Some(value[..value.find(quote)?].trim().to_owned())
}

/// Cyrillic words in windows-1251 are runs of high bytes; Latin words with
/// accents in windows-1250 have single ones.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let in_runs = bytes
        .windows(2)
        .filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii())
        .count();
    if in_runs * 2 > high {
        WINDOWS_1251
    } else {
        WINDOWS_1250
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text, and what is said about its encoding.
    fn decoded(bytes: &[u8]) -> (String, Vec<String>) {
        let mut findings = Findings::default();
        let text = decode(bytes, "imsmanifest.xml", &mut findings).into_owned();
        let used = findings
            .into_sorted()
            .iter()
            .filter(|it| it.check == CheckId::ManifestEncoding)
            .map(|it| it.arguments[1].1.to_string())
            .collect();
        (text, used)
    }

    #[test]
    fn every_alphabet_in_use_is_read() {
        let title = "<?xml version='1.0' encoding='E'?><t>Миграције</t>";
        let with = |label: &str| title.replace("'E'", &format!("'{label}'"));
        let in_1251 = |label| WINDOWS_1251.encode(&with(label)).0.into_owned();
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let text = format!("{}{}", if mark { "\u{FEFF}" } else { "" }, with("UTF-16"));
            text.encode_utf16()
                .flat_map(|it| {
                    if big {
                        it.to_be_bytes()
                    } else {
                        it.to_le_bytes()
                    }
                })
                .collect()
        };
        let cases: [(&str, Vec<u8>, &str, &[&str]); 9] = [
            ("plain", with("UTF-8").into_bytes(), "UTF-8", &[]),
            (
                "mark",
                format!("\u{FEFF}{}", with("UTF-8")).into_bytes(),
                "UTF-8",
                &[],
            ),
            ("16le", utf16(false, true), "UTF-16", &[]),
            ("16be", utf16(true, true), "UTF-16", &[]),
            ("16be without mark", utf16(true, false), "UTF-16", &[]),
            ("1251", in_1251("windows-1251"), "windows-1251", &[]),
            (
                "1251 said to be UTF-8",
                in_1251("UTF-8"),
                "UTF-8",
                &["windows-1251"],
            ),
            (
                "UTF-8 said to be 1251",
                with("cp1251").into_bytes(),
                "cp1251",
                &["UTF-8"],
            ),
            (
                "unknown label",
                in_1251("klingon"),
                "klingon",
                &["windows-1251"],
            ),
        ];

        for (name, bytes, label, used) in cases {
            let (text, findings) = decoded(&bytes);
            assert_eq!(text, with(label), "{name}");
            assert_eq!(findings, used, "{name}");
        }
        let latin = "<?xml version='1.0'?><t>Čišćenje paketa</t>";
        let (text, findings) = decoded(&WINDOWS_1250.encode(latin).0);
        assert_eq!(
            (text.as_str(), findings),
            (latin, vec!["windows-1250".to_owned()])
        );
    }
}
