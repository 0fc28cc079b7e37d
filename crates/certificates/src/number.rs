//! The number of a document: `U-2026-000123`, `P-2026-000045`.

use std::{fmt, str::FromStr};

use grading::DocumentKind;
use serde::{Deserialize, Serialize};

/// A number of the series of one kind and year. The year is that of the centre's
/// time zone on the day of issue; the caller knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    pub kind: DocumentKind,
    pub year: u16,
    /// From 1, without gaps.
    pub serial: u32,
}

/// Why a text is no document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a document number is U or P, a year of four digits and a number, joined by hyphens: U-2026-000123"
)]
pub struct NumberError;

impl fmt::Display for DocumentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.kind {
            DocumentKind::Uverenje => 'U',
            DocumentKind::Potvrda => 'P',
        };
        write!(formatter, "{letter}-{:04}-{:06}", self.year, self.serial)
    }
}

/// Reads what people type: small letters, Cyrillic У and П, other dashes or
/// spaces, zeros left out.
impl FromStr for DocumentNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let mut parts = text
            .trim()
            .split(|letter: char| letter.is_whitespace() || "-–—‑−/".contains(letter))
            .filter(|part| !part.is_empty());
        let kind = match parts.next().ok_or(NumberError)? {
            "U" | "u" | "У" | "у" => DocumentKind::Uverenje,
            "P" | "p" | "П" | "п" => DocumentKind::Potvrda,
            _ => return Err(NumberError),
        };
        let year = digits(parts.next(), 4..=4)?;
        let serial = digits(parts.next(), 1..=9)?;
        if parts.next().is_some() || serial == 0 {
            return Err(NumberError);
        }
        Ok(Self {
            kind,
            year: u16::try_from(year).map_err(|_| NumberError)?,
            serial,
        })
    }
}

fn digits(part: Option<&str>, length: std::ops::RangeInclusive<usize>) -> Result<u32, NumberError> {
    part.filter(|part| length.contains(&part.len()))
        .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|part| part.parse().ok())
        .ok_or(NumberError)
}

impl TryFrom<String> for DocumentNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_and_read() {
        for (kind, year, serial, text) in [
            (DocumentKind::Uverenje, 2026, 123, "U-2026-000123"),
            (DocumentKind::Potvrda, 2026, 45, "P-2026-000045"),
            (DocumentKind::Potvrda, 2031, 1_234_567, "P-2031-1234567"),
        ] {
            let number = DocumentNumber { kind, year, serial };
            assert_eq!(number.to_string(), text);
            assert_eq!(text.parse(), Ok(number));
        }
        for same in [
            "u-2026-123",
            " У–2026–000123 ",
            "U 2026 000123",
            "U/2026/0123",
        ] {
            assert_eq!(
                same.parse::<DocumentNumber>().map(|it| it.to_string()),
                Ok("U-2026-000123".to_owned()),
                "{same}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in [
            "",
            "U",
            "U-2026",
            "X-2026-000001",
            "U-26-000001",
            "U-2026-000000",
            "U-2026-00a001",
            "U-2026-+00001",
            "U-2026-000001-1",
            "U-2026-9999999999",
            "U-2026-٠٠٠٠٠١",
        ] {
            assert_eq!(wrong.parse::<DocumentNumber>(), Err(NumberError), "{wrong}");
        }
    }
}
