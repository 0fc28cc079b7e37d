//! Who issues: the names, place and signatories that certificates and printed
//! records show. One setting, edited by coordinators.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use certificates::{Issuer, PersonName, Signatory, Words};
use entity::values::Face;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};

use super::queries;
use crate::{app::AppState, i18n};

/// The setting's name.
const SETTING: &str = "certificate_issuer";
/// How long another server's change may stay unseen.
const FRESH: Duration = Duration::from_secs(20);
/// Certificates have room for so many signatories.
pub(super) const MOST_SIGNATORIES: usize = 3;

/// As stored; an empty text means that the certificate does without, or takes the site's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IssuerFacts {
    pub(super) name: String,
    pub(super) name_en: String,
    pub(super) authority: String,
    pub(super) authority_en: String,
    pub(super) place: String,
    pub(super) place_en: String,
    pub(super) signatories: Vec<SignatoryFacts>,
}

/// Who signs, in both scripts and languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SignatoryFacts {
    pub(super) name_cyrl: String,
    pub(super) name_latn: String,
    pub(super) post: String,
    pub(super) post_en: String,
}

impl Default for IssuerFacts {
    fn default() -> Self {
        Self {
            name: String::new(),
            name_en: String::new(),
            authority: String::new(),
            authority_en: String::new(),
            place: "Пландиште".into(),
            place_en: "Plandište".into(),
            signatories: Vec::new(),
        }
    }
}

impl IssuerFacts {
    /// The demo centre, in its own name; who signs is invented.
    pub(crate) fn of_the_demo_centre() -> Self {
        Self {
            name: "Регионални центар за обуку у области миграција".into(),
            name_en: "Regional Training Centre for Migration".into(),
            signatories: vec![SignatoryFacts {
                name_cyrl: "др Милица Станковић".into(),
                name_latn: "dr Milica Stanković".into(),
                post: "директорка Центра".into(),
                post_en: "Director of the Centre".into(),
            }],
            ..Self::default()
        }
    }
}

/// What the page sends; signatories by their place on it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct IssuerForm {
    name: String,
    name_en: String,
    authority: String,
    authority_en: String,
    place: String,
    place_en: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl IssuerForm {
    pub(super) fn facts(&self) -> IssuerFacts {
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = |name: &str, number: usize| {
            let value = self.rest.get(&format!("{name}_{number}"));
            tidy(value.map_or("", String::as_str))
        };
        let signatory = |number| {
            let (cyrl, latn) = (rest("name_cyrl", number), rest("name_latn", number));
            SignatoryFacts {
                name_latn: if latn.is_empty() {
                    serbian_text::to_latin(&cyrl)
                } else {
                    latn
                },
                name_cyrl: cyrl,
                post: rest("post", number),
                post_en: rest("post_en", number),
            }
        };
        IssuerFacts {
            name: tidy(&self.name),
            name_en: tidy(&self.name_en),
            authority: tidy(&self.authority),
            authority_en: tidy(&self.authority_en),
            place: tidy(&self.place),
            place_en: tidy(&self.place_en),
            signatories: (1..=MOST_SIGNATORIES).map(signatory).collect(),
        }
    }
}

/// The setting, kept in memory: each certificate asks for it.
#[derive(Clone)]
pub(crate) struct IssuerCache(moka::future::Cache<(), Arc<IssuerFacts>>);

impl Default for IssuerCache {
    fn default() -> Self {
        let cache = moka::future::Cache::builder()
            .max_capacity(1)
            .time_to_live(FRESH);
        Self(cache.build())
    }
}

impl IssuerCache {
    pub(crate) async fn get(&self, db: &impl ConnectionTrait) -> Result<Arc<IssuerFacts>, DbErr> {
        if let Some(known) = self.0.get(&()).await {
            return Ok(known);
        }
        let facts: IssuerFacts = queries::setting(db, SETTING)
            .await?
            .and_then(|value| serde_json::from_str(&value).ok())
            .unwrap_or_default();
        let facts = Arc::new(facts);
        self.0.insert((), facts.clone()).await;
        Ok(facts)
    }
}

/// Stores what the page was given.
pub(crate) async fn save(app: &AppState, facts: &IssuerFacts) -> Result<(), DbErr> {
    let value = serde_json::to_string(facts).map_err(|error| DbErr::Custom(error.to_string()))?;
    app.db
        .write(move |tx| {
            let value = value.clone();
            Box::pin(async move { queries::put_setting(tx, SETTING, &value).await })
        })
        .await?;
    app.issuer.0.invalidate_all();
    Ok(())
}

impl IssuerFacts {
    /// What would not print well, by the field of the page.
    pub(super) fn faults(&self) -> BTreeMap<String, &'static str> {
        let mut faults = BTreeMap::new();
        let mut check = |field: String, text: &str, longest: usize| {
            if longest < text.chars().count() {
                faults.insert(field, "issuer-too-long");
            }
        };
        for (field, text, longest) in [
            ("name", &self.name, 160),
            ("name_en", &self.name_en, 160),
            ("authority", &self.authority, 160),
            ("authority_en", &self.authority_en, 160),
            ("place", &self.place, 60),
            ("place_en", &self.place_en, 60),
        ] {
            check(field.to_owned(), text, longest);
        }
        for (number, it) in (1..).zip(&self.signatories) {
            check(format!("name_cyrl_{number}"), &it.name_cyrl, 80);
            check(format!("name_latn_{number}"), &it.name_latn, 80);
            check(format!("post_{number}"), &it.post, 80);
            check(format!("post_en_{number}"), &it.post_en, 80);
        }
        if self.place.is_empty() {
            faults.insert("place".to_owned(), "issuer-place-empty");
        }
        for (number, it) in (1..).zip(&self.signatories) {
            if !it.name_cyrl.is_empty() && it.post.is_empty() {
                faults.insert(format!("post_{number}"), "issuer-post-empty");
            }
        }
        faults
    }

    /// For a certificate, with the site's name where no other is given.
    pub(super) fn issuer(&self, app: &AppState) -> Issuer {
        let name = match self.name.as_str() {
            "" => Words::new(app.site_name(Face::SrCyrl), app.site_name(Face::En)),
            name => words(name, &self.name_en),
        };
        Issuer {
            name,
            authority: (!self.authority.is_empty())
                .then(|| words(&self.authority, &self.authority_en)),
        }
    }

    pub(super) fn place(&self) -> Words {
        words(&self.place, &self.place_en)
    }

    pub(super) fn signatories(&self) -> Vec<Signatory> {
        self.signatories
            .iter()
            .filter(|it| !it.name_cyrl.is_empty())
            .take(MOST_SIGNATORIES)
            .map(|it| Signatory {
                name: PersonName {
                    cyrillic: it.name_cyrl.clone(),
                    latin: it.name_latn.clone(),
                },
                post: words(&it.post, &it.post_en),
            })
            .collect()
    }

    /// The name in a face, for printed records.
    pub(crate) fn name_in(&self, app: &AppState, face: Face) -> String {
        match (face, self.name.as_str(), self.name_en.as_str()) {
            (_, "", _) => app.site_name(face),
            (Face::En, _, english) if !english.is_empty() => english.to_owned(),
            (_, name, _) => i18n::in_script(face, name).into_owned(),
        }
    }

    pub(crate) fn place_in(&self, face: Face) -> String {
        match face {
            Face::En if !self.place_en.is_empty() => self.place_en.clone(),
            _ => i18n::in_script(face, &self.place).into_owned(),
        }
    }
}

fn words(serbian: &str, english: &str) -> Words {
    if english.is_empty() {
        Words::serbian(serbian)
    } else {
        Words::new(serbian, english)
    }
}
