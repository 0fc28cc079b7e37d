//! The feature's use cases.

use chrono::{DateTime, Utc};
use entity::{
    organisation, person,
    values::{Face, OrganisationKind, PersonStatus, Role},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, SqlErr};
use uuid::Uuid;

use super::{
    Names, SortKeys,
    names::clean,
    queries::{self, Page},
};
use crate::{
    db::{Db, WriteError},
    error::{AppError, Message},
};

/// Somebody who is to be known to the site.
#[derive(Debug, Clone)]
pub(crate) struct NewPerson {
    pub(crate) names: Names,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) face: Face,
    pub(crate) organisation_id: Option<Uuid>,
    pub(crate) post: Option<String>,
}

/// Why a person could not be stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PersonError {
    #[error("the e-mail address is not one")]
    NotAnAddress,
    #[error("there is a person with this e-mail address already")]
    AddressTaken,
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl From<PersonError> for AppError {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::NotAnAddress => Self::Invalid(Message::new("person-address-wrong")),
            PersonError::AddressTaken => Self::refused("person-address-taken"),
            PersonError::Db(error) => error.into(),
        }
    }
}

impl WriteError for PersonError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            Self::NotAnAddress | Self::AddressTaken => None,
        }
    }
}

/// The folded form of an e-mail address, under which a person is unique; `None` if it is no address.
pub(crate) fn email_key(email: &str) -> Option<String> {
    let key = email.trim().to_lowercase();
    let is_short = key.len() <= 180;
    (is_short && key.parse::<lettre::Address>().is_ok()).then_some(key)
}

/// Stores a new person.
pub(crate) async fn create(
    tx: &DatabaseTransaction,
    new: NewPerson,
    now: DateTime<Utc>,
) -> Result<Uuid, PersonError> {
    let email_key = email_key(&new.email).ok_or(PersonError::NotAnAddress)?;
    if queries::find_by_email_key(tx, &email_key).await?.is_some() {
        return Err(PersonError::AddressTaken);
    }
    let mut person = person::Model {
        id: Uuid::now_v7(),
        given_name: new.names.given_name,
        family_name: new.names.family_name,
        given_name_cyrl: new.names.given_name_cyrl,
        family_name_cyrl: new.names.family_name_cyrl,
        email: new.email.trim().to_owned(),
        email_key,
        role: new.role,
        status: PersonStatus::Active,
        face: new.face,
        organisation_id: new.organisation_id,
        post: new.post.map(|it| clean(&it)).filter(|it| !it.is_empty()),
        password_hash: None,
        sign_in_set_at: None,
        details_checked_at: None,
        search_key: String::new(),
        sort_key_latn: String::new(),
        sort_key_cyrl: String::new(),
        created_at: now,
    };
    set_keys(&mut person);
    let id = person.id;
    queries::insert(tx, person).await.map_err(taken)?;
    Ok(id)
}

/// Two that were stored at the same moment: the second is told what the check would have said.
fn taken(error: DbErr) -> PersonError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => PersonError::AddressTaken,
        _ => PersonError::Db(error),
    }
}

/// The person with this address; made from the rest when there is none yet.
/// Who exists stays as they are.
pub(crate) async fn find_or_create_by_email(
    tx: &DatabaseTransaction,
    new: NewPerson,
    now: DateTime<Utc>,
) -> Result<Uuid, PersonError> {
    let key = email_key(&new.email).ok_or(PersonError::NotAnAddress)?;
    match queries::find_by_email_key(tx, &key).await? {
        Some(person) => Ok(person.id),
        None => create(tx, new, now).await,
    }
}

pub(crate) async fn find(db: &Db, id: Uuid) -> Result<Option<person::Model>, DbErr> {
    queries::find::<person::Entity>(db.read(), id).await
}

pub(crate) async fn find_by_email(db: &Db, email: &str) -> Result<Option<person::Model>, DbErr> {
    match email_key(email) {
        Some(key) => find_by_email_key(db.read(), &key).await,
        None => Ok(None),
    }
}

/// The person with this folded address ([`email_key`]).
pub(crate) async fn find_by_email_key(
    db: &impl ConnectionTrait,
    email_key: &str,
) -> Result<Option<person::Model>, DbErr> {
    queries::find_by_email_key(db, email_key).await
}

/// Brings up to date what people are found by (names in either script, address,
/// post) and sorted by; to be called before a person's row is stored.
pub(crate) fn set_keys(person: &mut person::Model) {
    let facts = [
        person.given_name.as_str(),
        &person.family_name,
        // A name that was corrected by hand in one script is found in both.
        &person.given_name_cyrl,
        &person.family_name_cyrl,
        &person.email,
        person.post.as_deref().unwrap_or_default(),
    ];
    person.search_key = serbian_text::search_key(&facts.join(" "));
    let keys = SortKeys::of_names(&Names {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        given_name_cyrl: person.given_name_cyrl.clone(),
        family_name_cyrl: person.family_name_cyrl.clone(),
    });
    person.sort_key_latn = keys.latn;
    person.sort_key_cyrl = keys.cyrl;
}

/// Takes over what was said about a person.
pub(super) fn take(person: &mut person::Model, details: Details, organisation_id: Option<Uuid>) {
    person.organisation_id = organisation_id;
    person.given_name = details.names.given_name;
    person.family_name = details.names.family_name;
    person.given_name_cyrl = details.names.given_name_cyrl;
    person.family_name_cyrl = details.names.family_name_cyrl;
    person.post = Some(clean(&details.post)).filter(|it| !it.is_empty());
    set_keys(person);
}

/// What a person says of themselves.
#[derive(Debug, Clone)]
pub(crate) struct Details {
    pub(crate) names: Names,
    /// As typed or chosen; empty means none.
    pub(crate) organisation: String,
    pub(crate) post: String,
}

/// Stores what a person checked about themselves. An institution that nobody has
/// named before is added; a coordinator finds it among the organisations.
pub(crate) async fn check_details(
    db: &Db,
    person_id: Uuid,
    details: Details,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    db.write(move |tx| {
        let details = details.clone();
        Box::pin(async move {
            let mut person = queries::lock(tx, person_id)
                .await?
                .ok_or(AppError::NotFound)?;
            let organisation_id = organisation_named(tx, &details.organisation, now).await?;
            take(&mut person, details, organisation_id);
            person.details_checked_at = Some(now);
            queries::update(tx, person).await?;
            Ok::<_, AppError>(())
        })
    })
    .await
}

/// The organisation of this name in either script; added when there is none. Empty means none.
pub(crate) async fn organisation_named(
    tx: &DatabaseTransaction,
    name: &str,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, DbErr> {
    let name = clean(name);
    let key = serbian_text::search_key(&name);
    if key.is_empty() {
        return Ok(None);
    }
    if let Some(found) = queries::organisation_by_key(tx, &key).await? {
        return Ok(Some(found.id));
    }
    let name = serbian_text::to_cyrillic(&name);
    let sort = SortKeys::of(&name);
    let organisation = organisation::Model {
        id: Uuid::now_v7(),
        name,
        kind: OrganisationKind::Other,
        country: "RS".into(),
        municipality: None,
        search_key: key,
        sort_key_latn: sort.latn,
        sort_key_cyrl: sort.cyrl,
        created_at: now,
    };
    let id = organisation.id;
    queries::insert(tx, organisation).await?;
    Ok(Some(id))
}

/// All organisations by name, in the alphabet of `face`.
pub(crate) async fn organisations(db: &Db, face: Face) -> Result<Vec<organisation::Model>, DbErr> {
    queries::organisations(db.read(), face).await
}

pub(crate) async fn find_organisation(
    db: &Db,
    id: Uuid,
) -> Result<Option<organisation::Model>, DbErr> {
    queries::find::<organisation::Entity>(db.read(), id).await
}

/// Chooses the face in which mails and pages reach the person.
pub(crate) async fn set_face(db: &Db, person_id: Uuid, face: Face) -> Result<(), AppError> {
    db.write(move |tx| {
        Box::pin(async move {
            let mut person = queries::lock(tx, person_id)
                .await?
                .ok_or(AppError::NotFound)?;
            person.face = face;
            queries::update(tx, person).await?;
            Ok::<_, AppError>(())
        })
    })
    .await
}

/// Stores a person's new password.
pub(crate) async fn set_password_hash(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    hash: String,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Some(mut person) = queries::lock(tx, person_id).await? else {
        return Err(DbErr::RecordNotUpdated);
    };
    person.password_hash = Some(hash);
    person.sign_in_set_at = Some(now);
    queries::update(tx, person).await
}

/// People on one page of the list.
pub(super) const PAGE: u64 = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub(super) struct PeopleFilter {
    pub(super) search: String,
    pub(super) role: Option<Role>,
    pub(super) status: Option<PersonStatus>,
    pub(super) lacks_organisation: bool,
    pub(super) organisation_id: Option<Uuid>,
}

/// One page of the list.
pub(super) struct Found {
    pub(super) people: Vec<(person::Model, Option<organisation::Model>)>,
    pub(super) total: u64,
    pub(super) lacking_organisation: u64,
}

/// The `page`-th page (from 0) of the people that fit, by name in the alphabet of `face`.
pub(super) async fn list(
    db: &Db,
    filter: PeopleFilter,
    face: Face,
    page: u64,
) -> Result<Found, DbErr> {
    let filter = queries::Filter {
        words: words(&filter.search),
        role: filter.role,
        status: filter.status,
        lacks_organisation: filter.lacks_organisation,
        organisation_id: filter.organisation_id,
    };
    let lacking = queries::Filter {
        lacks_organisation: true,
        ..queries::Filter::default()
    };
    let skip = page.saturating_mul(PAGE);
    let db = db.read();
    Ok(Found {
        total: queries::count(db, &filter).await?,
        lacking_organisation: queries::count(db, &lacking).await?,
        people: queries::page(db, &filter, face, Page { skip, take: PAGE }).await?,
    })
}

/// The words of a search, folded; a few are enough.
fn words(search: &str) -> Vec<String> {
    let key = serbian_text::search_key(search);
    key.split(' ')
        .filter(|it| !it.is_empty())
        .take(8)
        .map(ToOwned::to_owned)
        .collect()
}

/// Which addresses of a list are somebody's already, folded.
pub(super) async fn known_addresses(
    db: &Db,
    rows: &[super::import::Row],
) -> Result<std::collections::HashSet<String>, DbErr> {
    let keys: Vec<String> = rows
        .iter()
        .filter_map(|row| email_key(&row.content.as_ref().ok()?.email))
        .collect();
    let known = queries::known_addresses(db.read(), &keys).await?;
    Ok(known.into_iter().collect())
}

pub(super) async fn organisations_with_people(
    db: &Db,
    search: &str,
    face: Face,
) -> Result<Vec<(organisation::Model, i64)>, DbErr> {
    queries::organisations_with_people(db.read(), &words(search), face).await
}
