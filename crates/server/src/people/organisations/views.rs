//! What the pages of organisations show.

use entity::{organisation, values::OrganisationKind};
use serde::Serialize;
use uuid::Uuid;

use super::COUNTRIES;
use crate::{page::View, people::changes::OrganisationDetails};

/// `GET /organisations`
#[derive(Debug, Serialize)]
pub(crate) struct Organisations {
    q: String,
    lines: Vec<OrganisationLine>,
    is_saved: bool,
}

#[derive(Debug, Serialize)]
struct OrganisationLine {
    id: String,
    name: String,
    kind: OrganisationKind,
    country: String,
    municipality: Option<String>,
    people: i64,
}

impl Organisations {
    pub(crate) fn new(q: String, found: Vec<(organisation::Model, i64)>, done: &str) -> Self {
        let organisations = found.into_iter().map(|(it, people)| OrganisationLine {
            id: it.id.to_string(),
            name: it.name,
            kind: it.kind,
            country: it.country.to_lowercase(),
            municipality: it.municipality,
            people,
        });
        Self {
            q,
            lines: organisations.collect(),
            is_saved: done == "saved",
        }
    }
}

impl View for Organisations {
    const TEMPLATE: &'static str = "people/organisations.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let lines = KINDS.into_iter().map(|kind| OrganisationLine {
            id: "id".into(),
            name: "Општина <b>".into(),
            kind,
            country: "rs".into(),
            municipality: (kind == OrganisationKind::LocalGovernment).then(|| "Пландиште".into()),
            people: 3,
        });
        let full = Self {
            q: "x".into(),
            lines: lines.collect(),
            is_saved: true,
        };
        vec![Self::new(String::new(), vec![], ""), full]
    }
}

const KINDS: [OrganisationKind; 7] = [
    OrganisationKind::StateBody,
    OrganisationKind::LocalGovernment,
    OrganisationKind::InternationalOrganisation,
    OrganisationKind::Ngo,
    OrganisationKind::University,
    OrganisationKind::Media,
    OrganisationKind::Other,
];

/// `GET /organisations/{id}`
#[derive(Debug, Serialize)]
pub(crate) struct Organisation {
    id: Option<String>,
    name: String,
    kind: OrganisationKind,
    kinds: [OrganisationKind; 7],
    country: String,
    countries: Vec<Country>,
    municipality: String,
    fault: Option<String>,
}

#[derive(Debug, Serialize)]
struct Country {
    code: &'static str,
    /// The end of its message's id.
    id: String,
}

impl Organisation {
    pub(crate) fn again(id: Option<Uuid>, details: OrganisationDetails, fault: String) -> Self {
        Self {
            id: id.map(|it| it.to_string()),
            name: details.name,
            kind: details.kind,
            kinds: KINDS,
            country: details.country,
            countries: COUNTRIES
                .iter()
                .map(|code| Country {
                    code,
                    id: code.to_lowercase(),
                })
                .collect(),
            municipality: details.municipality,
            fault: Some(fault).filter(|it| !it.is_empty()),
        }
    }

    pub(crate) fn empty() -> Self {
        let details = OrganisationDetails {
            name: String::new(),
            kind: OrganisationKind::StateBody,
            country: "RS".into(),
            municipality: String::new(),
        };
        Self::again(None, details, String::new())
    }

    pub(crate) fn of(it: organisation::Model) -> Self {
        let details = OrganisationDetails {
            name: it.name,
            kind: it.kind,
            country: it.country,
            municipality: it.municipality.unwrap_or_default(),
        };
        Self::again(Some(it.id), details, String::new())
    }
}

impl View for Organisation {
    const TEMPLATE: &'static str = "people/organisation.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let mut faulty = Self::empty();
        faulty.id = Some("id".into());
        faulty.fault = Some("No".into());
        vec![Self::empty(), faulty]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Organisations>();
        crate::page::tests::renders::<Organisation>();
    }

    #[test]
    fn every_country_has_its_name() {
        for country in COUNTRIES {
            let id = format!("organisation-country-{}", country.to_lowercase());
            assert!(crate::i18n::is_complete(&id), "{id}");
        }
    }
}
