//! What of the record is wanted, read from a page's or the interface's parameters.

use chrono::{Datelike as _, NaiveDate};
use entity::values::{Face, OrganisationKind};
use sea_orm::Iterable as _;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;
use uuid::Uuid;

use crate::error::Message;

/// The parameters as they came; an empty one counts as absent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Params {
    pub(crate) programme: String,
    pub(crate) field: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) country: String,
    pub(crate) kind: String,
    pub(crate) lacks: String,
    pub(crate) sort: String,
    /// The row after which the page begins: `date_id`.
    pub(crate) after: String,
}

/// The checked filter; kept with every issued report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) programme: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<OrganisationKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lacks: Option<Lacking>,
}

/// What a row may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Lacking {
    Organisation,
    Programme,
    Accreditation,
}

impl Lacking {
    pub(crate) const ALL: [Self; 3] = [Self::Organisation, Self::Programme, Self::Accreditation];

    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Programme => "programme",
            Self::Accreditation => "accreditation",
        }
    }
}

/// The orders in which a page can show rows; nothing else sorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Newest,
    Oldest,
    /// By person, in the alphabet of this face.
    Name(Face),
}

impl Sort {
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name(_) => "name",
        }
    }

    pub(crate) fn read(token: &str, face: Face) -> Result<Self, Message> {
        match token {
            "" | "newest" => Ok(Self::Newest),
            "oldest" => Ok(Self::Oldest),
            "name" => Ok(Self::Name(face)),
            _ => Err(Message::new("record-sort-unknown")),
        }
    }
}

/// A place in the order of rows: a page begins after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) completed_on: NaiveDate,
    pub(crate) id: Uuid,
    /// The person's sort key, in the order of names.
    pub(crate) name_key: Option<String>,
}

impl Place {
    pub(crate) fn read(token: &str) -> Result<Option<Self>, Message> {
        if token.is_empty() {
            return Ok(None);
        }
        Self::of_parts(token.split('_'))
            .map(Some)
            .ok_or_else(|| Message::new("record-place-unknown"))
    }

    fn of_parts<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<Self> {
        let completed_on = parts.next()?.parse().ok()?;
        let id = parts.next()?.parse().ok()?;
        let name_key = parts.next();
        let is_key = |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric());
        if name_key.is_some_and(|it| !is_key(it)) || parts.next().is_some() {
            return None;
        }
        Some(Self {
            completed_on,
            id,
            name_key: name_key.map(ToOwned::to_owned),
        })
    }

    pub(crate) fn token(&self) -> String {
        let (date, id) = (self.completed_on, self.id.simple());
        match &self.name_key {
            Some(key) => format!("{date}_{id}_{key}"),
            None => format!("{date}_{id}"),
        }
    }
}

impl Filter {
    /// The filter without the days before `place`, so that the index leads straight
    /// to it: otherwise each part of a long record reads all the parts before it.
    pub(super) fn starting_at(&self, sort: Sort, place: Option<&Place>) -> Self {
        let mut filter = self.clone();
        match (sort, place) {
            (_, None) | (Sort::Name(_), _) => {}
            (Sort::Newest, Some(place)) => filter.to = filter.to.min(place.completed_on),
            (Sort::Oldest, Some(place)) => filter.from = filter.from.max(place.completed_on),
        }
        filter
    }

    /// This year up to today, everything.
    pub(crate) fn this_year(today: NaiveDate) -> Self {
        Self {
            from: NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today),
            to: today,
            programme: None,
            field: None,
            country: None,
            kind: None,
            lacks: None,
        }
    }

    /// Reads parameters; the message says which one is wrong and how to mend it.
    pub(crate) fn read(params: &Params, today: NaiveDate) -> Result<Self, Message> {
        let mut filter = Self::this_year(today);
        if let Some(from) = date(&params.from)? {
            filter.from = from;
            filter.to = filter.to.max(from);
        }
        if let Some(to) = date(&params.to)? {
            filter.to = to;
            if params.from.trim().is_empty() && to < filter.from {
                filter.from = NaiveDate::from_ymd_opt(to.year(), 1, 1).unwrap_or(to);
            }
        }
        if filter.to < filter.from {
            return Err(Message::new("record-period-backwards"));
        }
        filter.programme = match params.programme.trim() {
            "" => None,
            id => Some(
                id.parse()
                    .map_err(|_| Message::new("record-programme-unknown"))?,
            ),
        };
        filter.field = text(&params.field);
        filter.country = text(&params.country);
        filter.kind = match params.kind.trim() {
            "" => None,
            token => Some(
                OrganisationKind::iter()
                    .find(|kind| kind_token(*kind) == token)
                    .ok_or_else(|| Message::new("record-kind-unknown"))?,
            ),
        };
        filter.lacks = match params.lacks.trim() {
            "" => None,
            token => Some(
                Lacking::ALL
                    .into_iter()
                    .find(|it| it.token() == token)
                    .ok_or_else(|| Message::new("record-lacks-unknown"))?,
            ),
        };
        Ok(filter)
    }

    /// The parameters that read back as this filter.
    pub(crate) fn params(&self) -> Params {
        Params {
            programme: self.programme.map(|it| it.to_string()).unwrap_or_default(),
            field: self.field.clone().unwrap_or_default(),
            from: self.from.to_string(),
            to: self.to.to_string(),
            country: self.country.clone().unwrap_or_default(),
            kind: self.kind.map(kind_token).unwrap_or_default().to_owned(),
            lacks: self
                .lacks
                .map(Lacking::token)
                .unwrap_or_default()
                .to_owned(),
            sort: String::new(),
            after: String::new(),
        }
    }

    /// A query string of this filter and more pairs.
    pub(crate) fn query(&self, more: &[(&str, &str)]) -> String {
        let params = self.params();
        let pairs = [
            ("from", params.from.as_str()),
            ("to", &params.to),
            ("programme", &params.programme),
            ("field", &params.field),
            ("country", &params.country),
            ("kind", &params.kind),
            ("lacks", &params.lacks),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.iter().chain(more) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// The same without what single rows may lack: the ground of the counts.
    pub(crate) fn lacking(&self, lacks: Option<Lacking>) -> Self {
        Self {
            lacks,
            ..self.clone()
        }
    }
}

/// The token of an organisation's kind, as columns and parameters hold it.
pub(crate) fn kind_token(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::StateBody => "state_body",
        OrganisationKind::LocalGovernment => "local_government",
        OrganisationKind::InternationalOrganisation => "international_organisation",
        OrganisationKind::Ngo => "ngo",
        OrganisationKind::University => "university",
        OrganisationKind::Media => "media",
        OrganisationKind::Other => "other",
    }
}

fn text(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.chars().take(300).collect())
}

fn date(value: &str) -> Result<Option<NaiveDate>, Message> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    value
        .parse::<NaiveDate>()
        .ok()
        .filter(|date| (1900..3000).contains(&date.year()))
        .map(Some)
        .ok_or_else(|| Message::new("record-date-wrong"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
    }

    #[test]
    fn the_period_is_this_year_unless_told_otherwise() {
        let filter = Filter::read(&Params::default(), today()).unwrap();
        assert_eq!(filter.from.to_string(), "2026-01-01");
        assert_eq!(filter.to, today());
    }

    #[test]
    fn f1_only_known_words_filter_and_sort() {
        for wrong in [
            Params {
                from: "1 OR 1=1".into(),
                ..Params::default()
            },
            Params {
                programme: "x' --".into(),
                ..Params::default()
            },
            Params {
                kind: "ngo; DROP TABLE completion".into(),
                ..Params::default()
            },
            Params {
                from: "2026-02-01".into(),
                to: "2026-01-01".into(),
                ..Params::default()
            },
            Params {
                lacks: "everything".into(),
                ..Params::default()
            },
        ] {
            assert!(Filter::read(&wrong, today()).is_err(), "{wrong:?}");
        }
        assert!(Sort::read("family_name desc", Face::En).is_err());
        assert!(Place::read("2026-01-01_1 OR 1").is_err());
        let id = Uuid::nil().simple();
        for key in ["a' OR 1", "a_b", "ђ"] {
            assert!(Place::read(&format!("2026-01-01_{id}_{key}")).is_err());
        }
        for token in [format!("2026-01-01_{id}"), format!("2026-01-01_{id}_d2a0")] {
            let place = Place::read(&token).unwrap().unwrap();
            assert_eq!(place.token(), token);
        }
    }

    #[test]
    fn a_filter_reads_back_from_its_query() {
        let params = Params {
            from: "2025-03-01".into(),
            to: "2025-12-31".into(),
            field: "заштита & податаѕи=".into(),
            country: "RS".into(),
            kind: "ngo".into(),
            ..Params::default()
        };
        let filter = Filter::read(&params, today()).unwrap();
        let query = filter.query(&[]);
        let mut back = Params::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "from" => back.from = value.into_owned(),
                "to" => back.to = value.into_owned(),
                "field" => back.field = value.into_owned(),
                "country" => back.country = value.into_owned(),
                "kind" => back.kind = value.into_owned(),
                other => panic!("{other}"),
            }
        }
        assert_eq!(Filter::read(&back, today()).unwrap(), filter);
    }
}
