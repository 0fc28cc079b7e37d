//! The three faces of every document, and texts that have them.

use chrono::{Datelike, NaiveDate};
use grading::Percent;
use serbian_text::to_latin;
use serde::{Deserialize, Serialize};

/// Language and script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Face {
    #[serde(rename = "sr-Cyrl")]
    SrCyrl,
    #[serde(rename = "sr-Latn")]
    SrLatn,
    #[serde(rename = "en")]
    En,
}

/// A text in Serbian (Cyrillic, from which the Latin is made) and English. Where
/// there is no English, the English face shows the Serbian in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub sr: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Words {
    pub fn new(sr: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            sr: sr.into(),
            en: Some(en.into()),
        }
    }

    pub fn serbian(sr: impl Into<String>) -> Self {
        Self {
            sr: sr.into(),
            en: None,
        }
    }

    pub(crate) fn in_face(&self, face: Face) -> String {
        match (face, &self.en) {
            (Face::SrCyrl, _) => self.sr.clone(),
            (Face::En, Some(english)) => english.clone(),
            (Face::SrLatn | Face::En, _) => to_latin(&self.sr),
        }
    }
}

/// A person's full name in both scripts, each as the person writes it: names
/// from abroad do not follow the rules of transliteration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonName {
    pub cyrillic: String,
    pub latin: String,
}

impl PersonName {
    pub(crate) fn in_face(&self, face: Face) -> &str {
        match face {
            Face::SrCyrl => &self.cyrillic,
            Face::SrLatn | Face::En => &self.latin,
        }
    }
}

const MONTHS: [(&str, &str, &str); 12] = [
    ("јануар", "јануара", "January"),
    ("фебруар", "фебруара", "February"),
    ("март", "марта", "March"),
    ("април", "априла", "April"),
    ("мај", "маја", "May"),
    ("јун", "јуна", "June"),
    ("јул", "јула", "July"),
    ("август", "августа", "August"),
    ("септембар", "септембра", "September"),
    ("октобар", "октобра", "October"),
    ("новембар", "новембра", "November"),
    ("децембар", "децембра", "December"),
];

impl Face {
    /// A fixed text of the document.
    pub(crate) fn say(self, sr: &str, en: &str) -> String {
        match self {
            Self::SrCyrl => sr.to_owned(),
            Self::SrLatn => to_latin(sr),
            Self::En => en.to_owned(),
        }
    }

    /// `8. јануара 2025.`, `8 January 2025`: a date within a sentence.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        let (_, genitive, english) = month(date);
        let (day, year) = (date.day(), date.year());
        self.say(
            &format!("{day}.\u{a0}{genitive} {year}."),
            &format!("{day}\u{a0}{english} {year}"),
        )
    }

    /// `12–14. октобар 2026.`, `28 September – 2 October 2026`.
    pub(crate) fn period(self, from: NaiveDate, to: NaiveDate) -> String {
        if from >= to {
            let (name, _, english) = month(to);
            let (day, year) = (to.day(), to.year());
            return self.say(
                &format!("{day}.\u{a0}{name} {year}."),
                &format!("{day}\u{a0}{english} {year}"),
            );
        }
        let end = self.period(to, to);
        let day = from.day();
        let (name, _, english) = month(from);
        if from.year() != to.year() {
            return format!("{} – {end}", self.period(from, from));
        }
        if from.month() == to.month() {
            return self.say(&format!("{day}–{end}"), &format!("{day}–{end}"));
        }
        let start = self.say(
            &format!("{day}.\u{a0}{name}"),
            &format!("{day}\u{a0}{english}"),
        );
        format!("{start} – {end}")
    }

    pub(crate) fn percent(self, percent: Percent) -> String {
        match self {
            Self::En => format!("{percent}%"),
            _ => format!("{percent}\u{a0}%").replace('.', ","),
        }
    }

    /// `1 час`, `3 часа`, `16 часова`, `16 hours`.
    pub(crate) fn hours(self, hours: u32) -> String {
        let serbian = match (hours % 10, hours % 100) {
            (1, teens) if teens != 11 => "час",
            (2..=4, teens) if !(12..=14).contains(&teens) => "часа",
            _ => "часова",
        };
        let english = if hours == 1 { "hour" } else { "hours" };
        self.say(
            &format!("{hours}\u{a0}{serbian}"),
            &format!("{hours}\u{a0}{english}"),
        )
    }
}

fn month(date: NaiveDate) -> (&'static str, &'static str, &'static str) {
    usize::try_from(date.month0())
        .ok()
        .and_then(|month| MONTHS.get(month).copied())
        .expect("a date's month is one of twelve")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn dates_and_periods_read_naturally() {
        for (from, to, cyrillic, english) in [
            (
                "2026-10-12",
                "2026-10-12",
                "12. октобар 2026.",
                "12 October 2026",
            ),
            (
                "2026-10-12",
                "2026-10-14",
                "12–14. октобар 2026.",
                "12–14 October 2026",
            ),
            (
                "2026-09-28",
                "2026-10-02",
                "28. септембар – 2. октобар 2026.",
                "28 September – 2 October 2026",
            ),
            (
                "2026-12-30",
                "2027-01-02",
                "30. децембар 2026. – 2. јануар 2027.",
                "30 December 2026 – 2 January 2027",
            ),
        ] {
            let plain = |face: Face| face.period(date(from), date(to)).replace('\u{a0}', " ");
            assert_eq!(plain(Face::SrCyrl), cyrillic);
            assert_eq!(plain(Face::SrLatn), to_latin(cyrillic));
            assert_eq!(plain(Face::En), english);
        }
        assert_eq!(
            Face::SrLatn.date(date("2025-01-08")).replace('\u{a0}', " "),
            "8. januara 2025."
        );
    }

    #[test]
    fn hours_follow_the_number() {
        for (hours, text) in [
            (0, "0 часова"),
            (1, "1 час"),
            (2, "2 часа"),
            (5, "5 часова"),
            (11, "11 часова"),
            (12, "12 часова"),
            (21, "21 час"),
            (24, "24 часа"),
            (111, "111 часова"),
        ] {
            assert_eq!(Face::SrCyrl.hours(hours).replace('\u{a0}', " "), text);
        }
    }

    #[test]
    fn texts_without_english_show_serbian_in_latin_letters() {
        let words = Words::serbian("Заштита");
        assert_eq!(words.in_face(Face::En), "Zaštita");
        assert_eq!(
            Words::new("Заштита", "Protection").in_face(Face::En),
            "Protection"
        );
    }
}
