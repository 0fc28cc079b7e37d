//! The statement and its parts, as far as this system speaks.
//!
//! Source: xAPI 1.0.3, Part Two, 2 Statements.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who did what to what, with what result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    pub id: Uuid,
    pub actor: Actor,
    pub verb: Verb,
    pub object: Activity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Result>,
    pub context: Context,
    #[serde(serialize_with = "rfc3339")]
    pub timestamp: DateTime<Utc>,
}

fn rfc3339<S: serde::Serializer>(
    instant: &DateTime<Utc>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(&instant.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// A person by an account of the site: never a name or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    #[serde(rename = "objectType")]
    pub object_type: String,
    pub account: Account,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    #[serde(rename = "homePage")]
    pub home_page: String,
    pub name: String,
}

impl Actor {
    pub fn of(site: &str, person_id: Uuid) -> Self {
        Self {
            object_type: "Agent".into(),
            account: Account {
                home_page: site.into(),
                name: person_id.to_string(),
            },
        }
    }
}

/// The verbs in use. All are ADL's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Attempted,
    Completed,
    Passed,
    Failed,
    Suspended,
}

impl Verb {
    pub fn id(self) -> &'static str {
        match self {
            Self::Attempted => "http://adlnet.gov/expapi/verbs/attempted",
            Self::Completed => "http://adlnet.gov/expapi/verbs/completed",
            Self::Passed => "http://adlnet.gov/expapi/verbs/passed",
            Self::Failed => "http://adlnet.gov/expapi/verbs/failed",
            Self::Suspended => "http://adlnet.gov/expapi/verbs/suspended",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        [
            Self::Attempted,
            Self::Completed,
            Self::Passed,
            Self::Failed,
            Self::Suspended,
        ]
        .into_iter()
        .find(|verb| verb.id() == id)
    }
}

#[derive(Serialize, Deserialize)]
struct VerbDocument {
    id: String,
}

impl Serialize for Verb {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        let id = self.id().to_owned();
        VerbDocument { id }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Verb {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let VerbDocument { id } = VerbDocument::deserialize(deserializer)?;
        Self::from_id(&id).ok_or_else(|| serde::de::Error::custom(format!("unknown verb {id}")))
    }
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: String,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Result {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<bool>,
    /// ISO 8601, to hundredths of a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

/// −1 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    pub scaled: f64,
}

/// The registration ties a person to one run of a course; which attempt at its
/// step it was stands in an extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    pub registration: Uuid,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extensions: BTreeMap<String, String>,
}

/// How the extension is named that holds the attempt's id, below the site's address.
const ATTEMPT: &str = "/extensions/attempt";

impl Context {
    pub fn new(site: &str, registration: Uuid, attempt_id: Uuid) -> Self {
        let extension = (format!("{site}{ATTEMPT}"), attempt_id.to_string());
        Self {
            registration,
            extensions: BTreeMap::from([extension]),
        }
    }

    /// The attempt of which the statement tells, whatever the site's address was then.
    pub fn attempt_id(&self) -> Option<Uuid> {
        let mut named = self.extensions.iter();
        let (_, id) = named.find(|(name, _)| name.ends_with(ATTEMPT))?;
        id.parse().ok()
    }
}
