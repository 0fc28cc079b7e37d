//! What a row of the record says, column by column, in the order that is settled.

use std::{borrow::Cow, collections::HashMap};

use chrono::NaiveDate;
use entity::values::{Face, OrganisationKind};
use fluent_bundle::FluentArgs;
use sea_orm::Iterable as _;
use uuid::Uuid;

use super::{filter::kind_token, queries::CompletionRow};
use crate::i18n;

/// Every kind of organisation, in the order of the filter.
pub(super) fn organisation_kinds() -> impl Iterator<Item = OrganisationKind> {
    OrganisationKind::iter()
}

/// A value of a cell, with its type: dates and numbers stay what they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Decimal(f64),
    Date(NaiveDate),
}

impl<'a> Cell<'a> {
    fn text(text: Option<Cow<'a, str>>) -> Self {
        match text {
            Some(text) if !text.is_empty() => Self::Text(text),
            _ => Self::Empty,
        }
    }

    fn plain(text: &'a str) -> Self {
        Self::text(Some(Cow::Borrowed(text)))
    }

    fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// A column: its name for programs, its title's message, its width in characters.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) width: f64,
    pub(crate) value: for<'a> fn(&'a CompletionRow, &'a Wording) -> Cell<'a>,
}

/// The settled order; the running number stands before these.
pub(crate) const COLUMNS: &[Column] = &[
    column("family_name", "record-col-family-name", 18.0, |row, _| {
        Cell::plain(&row.family_name)
    }),
    column("given_name", "record-col-given-name", 14.0, |row, _| {
        Cell::plain(&row.given_name)
    }),
    column(
        "family_name_cyrl",
        "record-col-family-name-cyrl",
        18.0,
        |row, _| Cell::plain(&row.family_name_cyrl),
    ),
    column(
        "given_name_cyrl",
        "record-col-given-name-cyrl",
        14.0,
        |row, _| Cell::plain(&row.given_name_cyrl),
    ),
    column(
        "organisation",
        "record-col-organisation",
        34.0,
        |row, words| words.stored(row.organisation.as_deref()),
    ),
    column(
        "organisation_kind",
        "record-col-organisation-kind",
        22.0,
        |row, words| Cell::text(row.organisation_kind.as_deref().map(|it| words.token(it))),
    ),
    column(
        "municipality",
        "record-col-municipality",
        16.0,
        |row, words| words.stored(row.municipality.as_deref()),
    ),
    column("country", "record-col-country", 18.0, |row, words| {
        Cell::text(row.country.as_deref().map(|it| words.country(it)))
    }),
    column("post", "record-col-post", 22.0, |row, words| {
        words.stored(row.post.as_deref())
    }),
    column("programme", "record-col-programme", 40.0, |row, words| {
        words.programme(row)
    }),
    column(
        "programme_code",
        "record-col-programme-code",
        14.0,
        |row, _| Cell::text(row.programme_code.as_deref().map(Cow::Borrowed)),
    ),
    column(
        "accreditation_field",
        "record-col-accreditation-field",
        30.0,
        |row, words| words.field(row),
    ),
    column(
        "accreditation_decision",
        "record-col-accreditation-decision",
        20.0,
        |row, words| words.stored(row.accreditation_decision.as_deref()),
    ),
    column(
        "accreditation_decided_on",
        "record-col-accreditation-decided-on",
        13.0,
        |row, _| Cell::date(row.accreditation_decided_on),
    ),
    column("mode", "record-col-mode", 14.0, |row, words| {
        Cell::text(Some(words.token(&row.mode)))
    }),
    column("started_on", "record-col-started-on", 13.0, |row, _| {
        Cell::date(row.started_on)
    }),
    column("completed_on", "record-col-completed-on", 13.0, |row, _| {
        Cell::Date(row.completed_on)
    }),
    column("hours", "record-col-hours", 9.0, |row, _| {
        row.hours.map_or(Cell::Empty, |it| Cell::Whole(it.into()))
    }),
    column(
        "attendance_percent",
        "record-col-attendance",
        12.0,
        |_, _| Cell::Empty,
    ),
    column("score_percent", "record-col-score", 10.0, |row, _| {
        row.score_percent.map_or(Cell::Empty, Cell::Decimal)
    }),
    column("status", "record-col-status", 18.0, |row, words| {
        Cell::text(Some(words.token(&row.outcome)))
    }),
    column(
        "document_kind",
        "record-col-document-kind",
        18.0,
        |row, words| Cell::text(row.document_kind.as_deref().map(|it| words.token(it))),
    ),
    column("serial", "record-col-serial", 16.0, |row, _| {
        Cell::text(row.serial.as_deref().map(Cow::Borrowed))
    }),
    column("issued_on", "record-col-issued-on", 13.0, |row, _| {
        Cell::date(row.issued_on)
    }),
    column("check_url", "record-col-check-url", 44.0, |row, words| {
        let code = row.check_code.as_deref();
        Cell::text(code.map(|code| Cow::Owned(format!("{}/check/{code}", words.origin))))
    }),
    column("trainers", "record-col-trainers", 28.0, |row, words| {
        words.stored(row.trainers.as_deref())
    }),
    column("place", "record-col-place", 12.0, |_, _| Cell::Empty),
    column("funding", "record-col-funding", 12.0, |_, _| Cell::Empty),
    column("project", "record-col-project", 12.0, |_, _| Cell::Empty),
];

const fn column(
    name: &'static str,
    title: &'static str,
    width: f64,
    value: for<'a> fn(&'a CompletionRow, &'a Wording) -> Cell<'a>,
) -> Column {
    Column {
        name,
        title,
        width,
        value,
    }
}

/// A programme's words in Serbian and English, of today.
#[derive(Debug, Clone)]
pub(crate) struct ProgrammeWords {
    pub(crate) title: String,
    pub(crate) title_en: String,
    pub(crate) field: String,
    pub(crate) field_en: String,
}

/// All words of one face, looked up once and not for each row.
#[derive(Debug)]
pub(crate) struct Wording {
    pub(crate) face: Face,
    origin: String,
    tokens: HashMap<&'static str, String>,
    countries: HashMap<&'static str, String>,
    programmes: HashMap<Uuid, ProgrammeWords>,
}

/// Tokens of the record's columns and their messages.
const TOKENS: &[(&str, &str)] = &[
    ("online", "record-mode-online"),
    ("in_person", "record-mode-in-person"),
    ("blended", "record-mode-blended"),
    ("passed", "record-status-passed"),
    ("attended", "record-status-attended"),
    ("uverenje", "record-document-uverenje"),
    ("potvrda", "record-document-potvrda"),
];

/// Countries that the centre works with, by ISO 3166; others show their code.
const COUNTRIES: &[(&str, &str)] = &[
    ("AL", "record-country-al"),
    ("AT", "record-country-at"),
    ("BA", "record-country-ba"),
    ("BG", "record-country-bg"),
    ("CH", "record-country-ch"),
    ("DE", "record-country-de"),
    ("GR", "record-country-gr"),
    ("HR", "record-country-hr"),
    ("HU", "record-country-hu"),
    ("IT", "record-country-it"),
    ("MD", "record-country-md"),
    ("ME", "record-country-me"),
    ("MK", "record-country-mk"),
    ("RO", "record-country-ro"),
    ("RS", "record-country-rs"),
    ("SE", "record-country-se"),
    ("SI", "record-country-si"),
    ("TR", "record-country-tr"),
    ("UA", "record-country-ua"),
    ("ZZ", "organisation-country-zz"),
];

/// The message of an organisation's kind.
pub(crate) fn kind_message(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::StateBody => "record-kind-state-body",
        OrganisationKind::LocalGovernment => "record-kind-local-government",
        OrganisationKind::InternationalOrganisation => "record-kind-international",
        OrganisationKind::Ngo => "record-kind-ngo",
        OrganisationKind::University => "record-kind-university",
        OrganisationKind::Media => "record-kind-media",
        OrganisationKind::Other => "record-kind-other",
    }
}

impl Wording {
    pub(crate) fn new(
        face: Face,
        origin: String,
        programmes: HashMap<Uuid, ProgrammeWords>,
    ) -> Self {
        let say = |id| i18n::text(face, id, &FluentArgs::new());
        let kinds = OrganisationKind::iter().map(|kind| (kind_token(kind), kind_message(kind)));
        Self {
            face,
            origin,
            tokens: TOKENS
                .iter()
                .copied()
                .chain(kinds)
                .map(|(token, id)| (token, say(id)))
                .collect(),
            countries: COUNTRIES
                .iter()
                .map(|(code, id)| (*code, say(id)))
                .collect(),
            programmes,
        }
    }

    /// The words of a message without arguments.
    pub(crate) fn say(&self, id: &str) -> String {
        i18n::text(self.face, id, &FluentArgs::new())
    }

    /// The words of a token; the token itself when it is none of ours.
    pub(crate) fn token<'a>(&'a self, token: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(self.tokens.get(token).map_or(token, String::as_str))
    }

    pub(crate) fn country<'a>(&'a self, code: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(self.countries.get(code).map_or(code, String::as_str))
    }

    /// Stored text in the script of the face.
    fn stored<'a>(&self, text: Option<&'a str>) -> Cell<'a> {
        Cell::text(text.map(|it| self.in_script(it)))
    }

    pub(crate) fn in_script<'a>(&self, text: &'a str) -> Cow<'a, str> {
        i18n::in_script(self.face, text)
    }

    /// The programme's title; in English its English title, unless it has changed since.
    pub(crate) fn programme<'a>(&'a self, row: &'a CompletionRow) -> Cell<'a> {
        let words = row.programme_id.and_then(|id| self.programmes.get(&id));
        match (self.face, words, row.programme.as_deref()) {
            (Face::En, Some(words), Some(title)) if words.title == title => {
                Cell::plain(prefer(&words.title_en, title))
            }
            (_, _, title) => self.stored(title),
        }
    }

    pub(crate) fn field<'a>(&'a self, row: &'a CompletionRow) -> Cell<'a> {
        let words = row.programme_id.and_then(|id| self.programmes.get(&id));
        match (self.face, words, row.accreditation_field.as_deref()) {
            (Face::En, Some(words), Some(field)) if words.field == field => {
                Cell::plain(prefer(&words.field_en, field))
            }
            (_, _, field) => self.stored(field),
        }
    }
}

fn prefer<'a>(english: &'a str, serbian: &'a str) -> &'a str {
    if english.is_empty() { serbian } else { english }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::reports) fn row() -> CompletionRow {
        CompletionRow {
            id: Uuid::from_u128(7),
            person_id: Uuid::from_u128(8),
            completed_on: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            outcome: "passed".into(),
            family_name: "Đorđević".into(),
            given_name: "Ada".into(),
            family_name_cyrl: "Ђорђевић".into(),
            given_name_cyrl: "Ада".into(),
            organisation: Some("Општина Пландиште".into()),
            organisation_kind: Some("local_government".into()),
            municipality: None,
            country: Some("RS".into()),
            post: None,
            programme_id: Some(Uuid::from_u128(9)),
            programme: Some("Поверљивост података".into()),
            programme_code: Some("ПП-1".into()),
            accreditation_field: Some("поверљивост података".into()),
            accreditation_decision: Some("152-1".into()),
            accreditation_decided_on: None,
            mode: "online".into(),
            started_on: None,
            hours: Some(16),
            score_percent: Some(92.5),
            trainers: None,
            certificate_id: Some(Uuid::from_u128(10)),
            document_kind: Some("uverenje".into()),
            serial: Some("U-2026-000123".into()),
            issued_on: NaiveDate::from_ymd_opt(2026, 11, 24),
            name_key: None,
            check_code: Some("CODE".into()),
        }
    }

    pub(in crate::reports) fn wording(face: Face) -> Wording {
        let words = ProgrammeWords {
            title: "Поверљивост података".into(),
            title_en: "Data confidentiality".into(),
            field: "поверљивост података".into(),
            field_en: "data confidentiality".into(),
        };
        let programmes = HashMap::from([(Uuid::from_u128(9), words)]);
        Wording::new(face, "http://localhost:8080".into(), programmes)
    }

    fn texts(face: Face) -> Vec<String> {
        let (row, words) = (row(), wording(face));
        COLUMNS
            .iter()
            .map(|column| match (column.value)(&row, &words) {
                Cell::Text(text) => text.into_owned(),
                _ => String::new(),
            })
            .collect()
    }

    #[test]
    fn a_row_speaks_three_faces() {
        for (face, expected) in [
            (
                Face::SrCyrl,
                [
                    "Општина Пландиште",
                    "Србија",
                    "Поверљивост података",
                    "уверење",
                ],
            ),
            (
                Face::SrLatn,
                [
                    "Opština Plandište",
                    "Srbija",
                    "Poverljivost podataka",
                    "uverenje",
                ],
            ),
            (
                Face::En,
                [
                    "Opština Plandište",
                    "Serbia",
                    "Data confidentiality",
                    "uverenje",
                ],
            ),
        ] {
            let texts = texts(face);
            for word in expected {
                assert!(
                    texts.iter().any(|it| it.contains(word)),
                    "{word}: {texts:?}"
                );
            }
        }
    }

    #[test]
    fn every_column_has_its_title_in_every_face() {
        for column in COLUMNS {
            assert!(i18n::is_complete(column.title), "{}", column.title);
        }
    }
}
