//! The fields of each kind of record: shown from a row or from what was typed,
//! and checked into the values that are stored.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{accreditation, programme, trainer, training_session, values::TrainingMode};
use serde::Serialize;
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    drafts::{AccreditationDraft, Draft, ProgrammeDraft, SessionDraft, TrainerDraft},
    queries::Lists,
};
use crate::people::{NameFields, clean};

/// The kinds of record, as addresses call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Programmes,
    Accreditations,
    Sessions,
    Trainers,
}

impl Kind {
    pub(super) fn read(token: &str) -> Option<Self> {
        [
            Self::Programmes,
            Self::Accreditations,
            Self::Sessions,
            Self::Trainers,
        ]
        .into_iter()
        .find(|it| it.token() == token)
    }

    pub(super) fn token(self) -> &'static str {
        match self {
            Self::Programmes => "programmes",
            Self::Accreditations => "accreditations",
            Self::Sessions => "sessions",
            Self::Trainers => "trainers",
        }
    }
}

/// What a form was sent with, or what it is to show; a name may stand more than once.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    pub(super) fn parse(body: &[u8]) -> Self {
        let mut fields = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            fields
                .0
                .entry(name.into_owned())
                .or_default()
                .push(value.into_owned());
        }
        fields
    }

    fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0
            .entry(name.to_owned())
            .or_default()
            .push(value.into());
        self
    }

    fn with_some(self, name: &str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    pub(super) fn text(&self, name: &str) -> String {
        let first = self.0.get(name).and_then(|it| it.first());
        first.map(|it| it.trim().to_owned()).unwrap_or_default()
    }

    pub(super) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    fn is_on(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Field and message.
pub(super) type Errors = BTreeMap<&'static str, &'static str>;

/// A field of a form, ready to be shown.
#[derive(Debug, Serialize)]
pub(super) struct FormField {
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    input: Input,
    value: String,
    required: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Input {
    Text,
    Date,
    Number,
    Select(Vec<Choice>),
    Checks(Vec<Choice>),
    Check(bool),
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    /// A message, or stored words.
    message: Option<&'static str>,
    words: String,
    is_chosen: bool,
}

const MODES: [(TrainingMode, &str, &str); 3] = [
    (TrainingMode::InPerson, "in_person", "record-mode-in-person"),
    (TrainingMode::Online, "online", "record-mode-online"),
    (TrainingMode::Blended, "blended", "record-mode-blended"),
];

/// Reads a form of this kind.
pub(super) fn check(kind: Kind, fields: &Fields) -> Result<Draft, Errors> {
    let mut check = Checking {
        fields,
        errors: Errors::new(),
    };
    let draft = match kind {
        Kind::Accreditations => check.accreditation(),
        Kind::Programmes => check.programme(),
        Kind::Sessions => check.session(),
        Kind::Trainers => check.trainer(),
    };
    match draft {
        Some(draft) if check.errors.is_empty() => Ok(draft),
        _ => Err(check.errors),
    }
}

struct Checking<'a> {
    fields: &'a Fields,
    errors: Errors,
}

impl Checking<'_> {
    fn text(&mut self, name: &'static str, longest: usize) -> String {
        let text = tidy(&self.fields.text(name));
        if longest < text.chars().count() {
            self.errors.insert(name, "records-too-long");
        }
        text
    }

    fn required(&mut self, name: &'static str, longest: usize) -> String {
        let text = self.text(name, longest);
        if text.is_empty() {
            self.errors.insert(name, "records-required");
        }
        text
    }

    fn date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let text = self.fields.text(name);
        let date = text.parse().ok();
        if date.is_none() && !text.is_empty() {
            self.errors.insert(name, "record-date-wrong");
        }
        date
    }

    fn required_date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let date = self.date(name);
        if date.is_none() {
            self.errors.entry(name).or_insert("records-required");
        }
        date
    }

    fn accreditation(&mut self) -> Option<Draft> {
        let (body, field) = (self.required("body", 160), self.required("field", 160));
        let (field_en, decision) = (self.text("field_en", 160), self.required("decision", 80));
        let decided_on = self.required_date("decided_on");
        let valid_until = self.date("valid_until");
        if let (Some(from), Some(to)) = (decided_on, valid_until)
            && to < from
        {
            self.errors.insert("valid_until", "record-period-backwards");
        }
        Some(Draft::Accreditation(AccreditationDraft {
            body,
            field,
            field_en,
            decision,
            decided_on: decided_on?,
            valid_until,
        }))
    }

    fn programme(&mut self) -> Option<Draft> {
        let (code, title) = (self.required("code", 40), self.required("title", 300));
        let title_en = self.text("title_en", 300);
        let accreditation_id = self.fields.text("accreditation_id").parse().ok();
        let hours = self.fields.text("hours").parse::<i32>().ok();
        let hours = hours.filter(|it| (1..=2000).contains(it));
        if hours.is_none() {
            self.errors.insert("hours", "programme-hours-wrong");
        }
        Some(Draft::Programme(ProgrammeDraft {
            code,
            title,
            title_en,
            accreditation_id,
            hours: hours?,
        }))
    }

    fn session(&mut self) -> Option<Draft> {
        let programme_id = self.fields.text("programme_id").parse().ok();
        if programme_id.is_none() {
            self.errors
                .insert("programme_id", "session-programme-missing");
        }
        let (title, title_en) = (self.required("title", 300), self.text("title_en", 300));
        let mode = self.fields.text("mode");
        let mode = MODES.iter().find(|it| it.1 == mode).map(|it| it.0);
        if mode.is_none() {
            self.errors.insert("mode", "records-required");
        }
        let (starts_on, ends_on) = (
            self.required_date("starts_on"),
            self.required_date("ends_on"),
        );
        if let (Some(from), Some(to)) = (starts_on, ends_on)
            && to < from
        {
            self.errors.insert("ends_on", "record-period-backwards");
        }
        let place = Some(self.text("place", 160)).filter(|it| !it.is_empty());
        Some(Draft::Session(SessionDraft {
            programme_id: programme_id?,
            title,
            title_en,
            mode: mode?,
            starts_on: starts_on?,
            ends_on: ends_on?,
            place,
            counts_as_training: self.fields.is_on("counts_as_training"),
            trainers: ids(self.fields.all("trainers")),
        }))
    }

    fn trainer(&mut self) -> Option<Draft> {
        let names = NameFields {
            given_name: self.fields.text("given_name"),
            family_name: self.fields.text("family_name"),
            given_name_cyrl: self.fields.text("given_name_cyrl"),
            family_name_cyrl: self.fields.text("family_name_cyrl"),
        };
        let names = names.complete();
        if names.is_none() {
            for name in ["given_name", "family_name"] {
                if self.fields.text(name).is_empty()
                    && self.fields.text(&format!("{name}_cyrl")).is_empty()
                {
                    self.errors.insert(name, "records-required");
                }
            }
        }
        let (fields, languages) = (self.text("fields", 300), self.text("languages", 120));
        Some(Draft::Trainer(TrainerDraft {
            names: names?,
            fields,
            languages,
        }))
    }
}

/// Like a name, but as long as the field allows.
fn tidy(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(clean)
        .filter(|it| !it.is_empty())
        .collect();
    words.join(" ")
}

pub(super) fn ids(values: &[String]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = values.iter().filter_map(|it| it.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

pub(super) fn of_accreditation(row: &accreditation::Model) -> Fields {
    Fields::default()
        .with("body", &row.body)
        .with("field", &row.field)
        .with("field_en", &row.field_en)
        .with("decision", &row.decision)
        .with("decided_on", row.decided_on.to_string())
        .with_some("valid_until", row.valid_until.map(|it| it.to_string()))
}

pub(super) fn of_programme(row: &programme::Model) -> Fields {
    Fields::default()
        .with("code", &row.code)
        .with("title", &row.title)
        .with("title_en", &row.title_en)
        .with_some(
            "accreditation_id",
            row.accreditation_id.map(|it| it.to_string()),
        )
        .with("hours", row.hours.to_string())
}

pub(super) fn of_session(row: &training_session::Model, trainers: &[Uuid]) -> Fields {
    let mode = MODES.iter().find(|it| it.0 == row.mode);
    let fields = Fields::default()
        .with("programme_id", row.programme_id.to_string())
        .with("title", &row.title)
        .with("title_en", &row.title_en)
        .with_some("mode", mode.map(|it| it.1))
        .with("starts_on", row.starts_on.to_string())
        .with("ends_on", row.ends_on.to_string())
        .with_some("place", row.place.as_ref())
        .with_some("counts_as_training", row.counts_as_training.then_some("on"));
    trainers
        .iter()
        .fold(fields, |fields, id| fields.with("trainers", id.to_string()))
}

pub(super) fn of_trainer(row: &trainer::Model) -> Fields {
    Fields::default()
        .with("given_name", &row.given_name)
        .with("family_name", &row.family_name)
        .with("given_name_cyrl", &row.given_name_cyrl)
        .with("family_name_cyrl", &row.family_name_cyrl)
        .with("fields", &row.fields)
        .with("languages", &row.languages)
}

/// What a new record begins with.
pub(super) fn blank(kind: Kind) -> Fields {
    match kind {
        Kind::Sessions => Fields::default()
            .with("mode", "in_person")
            .with("counts_as_training", "on"),
        Kind::Programmes | Kind::Accreditations | Kind::Trainers => Fields::default(),
    }
}

/// The form of this kind with these values.
pub(super) fn form(kind: Kind, fields: &Fields, lists: &Lists) -> Vec<FormField> {
    let field = |name, label, input, required| FormField {
        name,
        label,
        hint: None,
        input,
        value: fields.text(name),
        required,
    };
    let text = |name, label, required| field(name, label, Input::Text, required);
    let date = |name, label, required| field(name, label, Input::Date, required);
    match kind {
        Kind::Accreditations => vec![
            text("body", "accreditation-body", true),
            text("field", "accreditation-field", true),
            text("field_en", "accreditation-field-en", false),
            text("decision", "accreditation-decision", true),
            date("decided_on", "accreditation-decided-on", true),
            date("valid_until", "accreditation-valid-until", false),
        ],
        Kind::Programmes => vec![
            text("code", "programme-code", true),
            text("title", "programme-title", true),
            text("title_en", "programme-title-en", false),
            field(
                "accreditation_id",
                "programme-accreditation",
                Input::Select(accreditations(fields, lists)),
                false,
            ),
            field("hours", "programme-hours", Input::Number, true),
        ],
        Kind::Sessions => vec![
            field(
                "programme_id",
                "session-programme",
                Input::Select(programmes(fields, lists)),
                true,
            ),
            text("title", "session-title", true),
            text("title_en", "session-title-en", false),
            field("mode", "session-mode", Input::Select(modes(fields)), true),
            date("starts_on", "session-starts-on", true),
            date("ends_on", "session-ends-on", true),
            text("place", "session-place", false),
            FormField {
                hint: Some("session-trainers-hint"),
                ..field(
                    "trainers",
                    "session-trainers",
                    Input::Checks(trainers(fields, lists)),
                    false,
                )
            },
            field(
                "counts_as_training",
                "session-counts",
                Input::Check(fields.is_on("counts_as_training")),
                false,
            ),
        ],
        Kind::Trainers => vec![
            text("given_name", "trainer-given-name", true),
            text("family_name", "trainer-family-name", true),
            FormField {
                hint: Some("trainer-cyrl-hint"),
                ..text("given_name_cyrl", "trainer-given-name-cyrl", false)
            },
            text("family_name_cyrl", "trainer-family-name-cyrl", false),
            text("fields", "trainer-fields", false),
            text("languages", "trainer-languages", false),
        ],
    }
}

fn none(message: &'static str) -> Choice {
    Choice {
        value: String::new(),
        message: Some(message),
        words: String::new(),
        is_chosen: false,
    }
}

fn chosen(fields: &Fields, name: &str, value: Uuid, words: String) -> Choice {
    let value = value.to_string();
    Choice {
        is_chosen: fields.all(name).contains(&value),
        message: None,
        words,
        value,
    }
}

fn accreditations(fields: &Fields, lists: &Lists) -> Vec<Choice> {
    let rows = lists.accreditations.iter().map(|it| {
        let words = format!("{} – {} ({})", it.field, it.body, it.decision);
        chosen(fields, "accreditation_id", it.id, words)
    });
    std::iter::once(none("programme-no-accreditation"))
        .chain(rows)
        .collect()
}

fn programmes(fields: &Fields, lists: &Lists) -> Vec<Choice> {
    let rows = lists.programmes.iter().map(|it| {
        chosen(
            fields,
            "programme_id",
            it.id,
            format!("{} {}", it.code, it.title),
        )
    });
    std::iter::once(none("records-choose"))
        .chain(rows)
        .collect()
}

pub(super) fn trainers_of(lists: &Lists, chosen_ids: &[Uuid]) -> Vec<FormField> {
    let fields = chosen_ids.iter().fold(Fields::default(), |fields, id| {
        fields.with("trainers", id.to_string())
    });
    vec![FormField {
        name: "trainers",
        label: "session-trainers",
        hint: None,
        input: Input::Checks(trainers(&fields, lists)),
        value: String::new(),
        required: false,
    }]
}

fn trainers(fields: &Fields, lists: &Lists) -> Vec<Choice> {
    lists
        .trainers
        .iter()
        .map(|it| {
            let words = format!("{} {}", it.given_name_cyrl, it.family_name_cyrl);
            chosen(fields, "trainers", it.id, words)
        })
        .collect()
}

fn modes(fields: &Fields) -> Vec<Choice> {
    MODES
        .iter()
        .map(|(_, token, message)| Choice {
            value: (*token).to_owned(),
            message: Some(message),
            words: String::new(),
            is_chosen: fields.text("mode") == *token,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(kind: Kind, body: &str) -> Errors {
        check(kind, &Fields::parse(body.as_bytes())).unwrap_err()
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let found = errors(Kind::Programmes, "code=&title=T&hours=none");
        assert_eq!(found["code"], "records-required");
        assert_eq!(found["hours"], "programme-hours-wrong");
        let found = errors(
            Kind::Sessions,
            "title=T&mode=online&starts_on=2026-02-02&ends_on=2026-01-01",
        );
        assert_eq!(found["ends_on"], "record-period-backwards");
        assert_eq!(found["programme_id"], "session-programme-missing");
        let found = errors(Kind::Accreditations, "decided_on=yesterday");
        assert_eq!(found["decided_on"], "record-date-wrong");
        let found = errors(Kind::Trainers, "given_name=Ada");
        assert_eq!(found.keys().collect::<Vec<_>>(), [&"family_name"]);
        let long = format!("code={}&title=T&hours=8", "x".repeat(41));
        assert_eq!(errors(Kind::Programmes, &long)["code"], "records-too-long");
    }

    #[test]
    fn a_row_reads_back_from_its_own_form() {
        let row = programme::Model {
            id: Uuid::nil(),
            code: "ПП-1".into(),
            title: "Поверљивост података".into(),
            title_en: String::new(),
            accreditation_id: Some(Uuid::from_u128(5)),
            hours: 16,
            search_key: String::new(),
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        let draft = check(Kind::Programmes, &of_programme(&row)).unwrap();
        let Draft::Programme(draft) = draft else {
            panic!("{draft:?}");
        };
        assert_eq!((draft.code.as_str(), draft.hours), ("ПП-1", 16));
        assert_eq!(draft.accreditation_id, row.accreditation_id);
    }
}
