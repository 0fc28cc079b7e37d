//! What holders, and anybody who checks a document, see.

use certificates::{CertificateFacts, Words};
use entity::values::{DocumentKind, Face};
use serde::Serialize;

use super::{checking::Found, decide::REPLACED, service::CertificateLine};
use crate::{i18n, page::View};

/// `GET /my-certificates`
#[derive(Debug, Serialize)]
pub(super) struct Mine {
    pub(super) certificates: Vec<CertificateLine>,
}

impl View for Mine {
    const TEMPLATE: &'static str = "completions/mine.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        [vec![], CertificateLine::samples()]
            .map(|certificates| Self { certificates })
            .into()
    }
}

/// `GET /check`, `GET /check/{code}`
#[derive(Debug, Serialize)]
pub(super) struct Check {
    number: String,
    code: String,
    /// A message: why nothing was found.
    problem: Option<&'static str>,
    result: Option<Checked>,
}

/// What a check shows: no more than a reader of the paper already sees.
#[derive(Debug, Serialize)]
struct Checked {
    serial: String,
    kind: DocumentKind,
    is_valid: bool,
    /// Another document of the same holder took its place.
    is_replaced: bool,
    revoked_on: Option<String>,
    /// Only for whoever has the code, that is, the document.
    name: Option<String>,
    programme: Option<String>,
    programme_code: Option<String>,
    hours: Option<u32>,
    issuer: Option<String>,
    issued_on: String,
}

impl Check {
    pub(super) fn form(number: &str, code: &str, problem: Option<&'static str>) -> Self {
        let shown = |text: &str| text.chars().take(80).collect();
        Self {
            number: shown(number),
            code: shown(code),
            problem,
            result: None,
        }
    }

    pub(super) fn found(found: &Found, face: Face, by_code: bool) -> Self {
        let row = &found.certificate;
        let facts = found.facts.as_ref();
        let programme = facts.map(|it| &it.programme);
        let checked = Checked {
            serial: row.serial.clone(),
            kind: row.kind,
            is_valid: row.revoked_at.is_none(),
            is_replaced: row.revoked_reason.as_deref() == Some(REPLACED),
            revoked_on: row.revoked_at.map(|it| it.to_rfc3339()),
            name: facts.filter(|_| by_code).map(|it| name(it, face)),
            programme: programme.map(|it| words(&it.title, face)),
            programme_code: programme.and_then(|it| it.code.clone()),
            hours: programme.and_then(|it| it.hours),
            issuer: facts.map(|it| words(&it.issuer.name, face)),
            issued_on: row.issued_on.to_string(),
        };
        Self {
            result: Some(checked),
            ..Self::form("", "", None)
        }
    }
}

fn name(facts: &CertificateFacts, face: Face) -> String {
    match face {
        Face::SrCyrl => facts.person.cyrillic.clone(),
        Face::SrLatn | Face::En => facts.person.latin.clone(),
    }
}

fn words(words: &Words, face: Face) -> String {
    match (face, &words.en) {
        (Face::En, Some(english)) => english.clone(),
        _ => i18n::in_script(face, &words.sr).into_owned(),
    }
}

impl View for Check {
    const TEMPLATE: &'static str = "completions/check.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let checked = |kind, is_valid, is_replaced, full: bool| Checked {
            serial: "U-2026-000123".into(),
            kind,
            is_valid,
            is_replaced,
            revoked_on: (!is_valid).then(|| "2026-11-24T09:00:00Z".into()),
            name: full.then(|| "Ада <b>".into()),
            programme: full.then(|| "Поверљивост <b>".into()),
            programme_code: full.then(|| "ПП-1".into()),
            hours: full.then_some(16),
            issuer: full.then(|| "Центар".into()),
            issued_on: "2026-11-24".into(),
        };
        let result = |checked| Self {
            result: Some(checked),
            ..Self::form("", "", None)
        };
        let problems = [
            "check-number-wrong",
            "check-number-unknown",
            "check-code-length",
            "check-code-letter",
            "check-code-mistyped",
            "check-code-unknown",
            "check-mismatch",
        ];
        let mut samples = vec![
            Self::form("", "", None),
            result(checked(DocumentKind::Uverenje, true, false, true)),
            result(checked(DocumentKind::Potvrda, false, true, false)),
            result(checked(DocumentKind::Potvrda, false, false, true)),
        ];
        samples.extend(problems.map(|it| Self::form("<b>", "<i>", Some(it))));
        samples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Mine>();
        crate::page::tests::renders::<Check>();
    }
}
