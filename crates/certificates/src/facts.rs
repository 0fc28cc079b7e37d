//! What a certificate says: a snapshot that never changes afterwards.

use chrono::{DateTime, NaiveDate, Utc};
use grading::{DocumentKind, Percent};
use serde::{Deserialize, Serialize};

use crate::{
    check_code::CheckCode,
    faces::{PersonName, Words},
    number::DocumentNumber,
    typesetting::clean,
};

/// Everything printed on one certificate. Its JSON is kept with the certificate;
/// `format` says which shape it has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateFacts {
    /// [`CertificateFacts::FORMAT`] today.
    pub format: u32,
    pub number: DocumentNumber,
    pub check_code: CheckCode,
    /// The page where anybody can check the document; also in the QR code.
    pub check_url: String,
    pub person: PersonName,
    /// The person's organisation, and post there, at the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Words>,
    pub programme: Programme,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accreditation: Option<Accreditation>,
    pub started_on: NaiveDate,
    pub ended_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Reached>,
    pub issuer: Issuer,
    pub place: Words,
    /// The date printed, in the centre's time zone.
    pub issued_on: NaiveDate,
    /// The instant written into the file.
    pub issued_at: DateTime<Utc>,
    #[serde(default)]
    pub signatories: Vec<Signatory>,
    /// For the reverse.
    #[serde(default)]
    pub outcomes: Vec<Words>,
    /// What was needed for the document, in words; for the reverse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Words>,
    /// How the hours are counted; for the reverse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counting_of_hours: Option<Words>,
}

/// The programme that was followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub title: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
}

/// How a programme was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Online,
    InPerson,
    Blended,
}

/// Under which accreditation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accreditation {
    pub field: Words,
    pub body: Words,
    /// The decision's number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    pub decided_on: NaiveDate,
}

/// The result reached, and the one that was needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    pub percent: Percent,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<Percent>,
}

/// Who issues.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    pub name: Words,
    /// The authority above, printed over the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Words>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    pub name: PersonName,
    pub post: Words,
}

/// What is wrong with the facts of a certificate, so that it cannot be printed
/// well. Worth asking when a course is published, not only when it is too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Finding {
    #[error("the facts are written in format {format}, which this version does not read")]
    UnknownFormat { format: u32 },
    #[error("`{field}` is empty")]
    Empty { field: &'static str },
    #[error("`{field}` has {length} characters; the certificate has room for {limit}")]
    TooLong {
        field: &'static str,
        length: usize,
        limit: usize,
    },
    #[error("{count} in `{field}`; the certificate has room for {limit}")]
    TooMany {
        field: &'static str,
        count: usize,
        limit: usize,
    },
}

impl CertificateFacts {
    pub const FORMAT: u32 = 1;

    pub fn kind(&self) -> DocumentKind {
        self.number.kind
    }

    /// Everything that is wrong.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.format != Self::FORMAT {
            findings.push(Finding::UnknownFormat {
                format: self.format,
            });
        }
        for (field, text, limit) in self.required() {
            if clean(text).is_empty() {
                findings.push(Finding::Empty { field });
            }
            check_length(field, text, limit, &mut findings);
        }
        for (field, words, limit) in self.optional() {
            check_words(field, words, limit, &mut findings);
        }
        for (field, count, limit) in [
            ("signatories", self.signatories.len(), 3),
            ("outcomes", self.outcomes.len(), 12),
        ] {
            if count > limit {
                findings.push(Finding::TooMany {
                    field,
                    count,
                    limit,
                });
            }
        }
        findings
    }

    fn required(&self) -> Vec<(&'static str, &str, usize)> {
        vec![
            ("person.cyrillic", &self.person.cyrillic, 160),
            ("person.latin", &self.person.latin, 160),
            ("programme.title", &self.programme.title.sr, 300),
            ("issuer.name", &self.issuer.name.sr, 160),
            ("place", &self.place.sr, 60),
            ("check_url", &self.check_url, 250),
        ]
    }

    fn optional(&self) -> Vec<(&'static str, &Words, usize)> {
        let mut texts = vec![
            ("programme.title", &self.programme.title, 300),
            ("issuer.name", &self.issuer.name, 160),
            ("place", &self.place, 60),
        ];
        let single = [
            ("organisation", self.organisation.as_ref(), 200),
            ("post", self.post.as_ref(), 120),
            ("issuer.authority", self.issuer.authority.as_ref(), 160),
            ("rule", self.rule.as_ref(), 600),
            ("counting_of_hours", self.counting_of_hours.as_ref(), 500),
        ];
        texts.extend(
            single
                .into_iter()
                .filter_map(|(field, words, limit)| Some((field, words?, limit))),
        );
        if let Some(accreditation) = &self.accreditation {
            texts.push(("accreditation.field", &accreditation.field, 160));
            texts.push(("accreditation.body", &accreditation.body, 160));
        }
        texts.extend(self.outcomes.iter().map(|it| ("outcomes", it, 220)));
        texts.extend(
            self.signatories
                .iter()
                .map(|it| ("signatories.post", &it.post, 80)),
        );
        texts
    }
}

fn check_words(field: &'static str, words: &Words, limit: usize, findings: &mut Vec<Finding>) {
    check_length(field, &words.sr, limit, findings);
    if let Some(english) = &words.en {
        check_length(field, english, limit, findings);
    }
}

fn check_length(field: &'static str, text: &str, limit: usize, findings: &mut Vec<Finding>) {
    let length = text.chars().count();
    let finding = Finding::TooLong {
        field,
        length,
        limit,
    };
    if length > limit && !findings.contains(&finding) {
        findings.push(finding);
    }
}
