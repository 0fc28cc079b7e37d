//! The use cases that change people, each with its line in the audit table.

use chrono::{DateTime, Utc};
use entity::{
    organisation, person,
    values::{Face, OrganisationKind, PersonStatus, Role},
};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use uuid::Uuid;

use super::{
    import::Candidate,
    queries, rules,
    service::{
        Details, NewPerson, create, email_key, find_or_create_by_email, organisation_named, take,
    },
};
use crate::{
    app::AppState,
    audit,
    error::{AppError, Message},
    sign_in::{self, Reader},
};

/// Who does something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Actor {
    id: Uuid,
    role: Role,
}

impl From<&Reader> for Actor {
    fn from(reader: &Reader) -> Self {
        Self {
            id: reader.id,
            role: reader.role,
        }
    }
}

/// The person, locked, if the actor may change them.
async fn changeable(
    tx: &DatabaseTransaction,
    actor: Actor,
    id: Uuid,
) -> Result<person::Model, AppError> {
    let person = queries::lock(tx, id).await?.ok_or(AppError::NotFound)?;
    if rules::may_change(actor.role, person.role) {
        Ok(person)
    } else {
        Err(AppError::Forbidden)
    }
}

/// Adds a trainee; greater rights are given by an administrator afterwards.
pub(super) async fn add(
    app: &AppState,
    actor: Actor,
    details: Details,
    email: String,
    face: Face,
) -> Result<Uuid, AppError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let (details, email) = (details.clone(), email.clone());
            Box::pin(async move {
                let organisation_id = organisation_named(tx, &details.organisation, now).await?;
                let new = NewPerson {
                    names: details.names,
                    email,
                    role: Role::Trainee,
                    face,
                    organisation_id,
                    post: Some(details.post),
                };
                let id = create(tx, new, now).await?;
                audit::note(tx, Some(actor.id), "person.added", id, now).await?;
                Ok::<_, AppError>(id)
            })
        })
        .await
}

/// Corrects a person's details and address. A new address ends what the old one opened.
pub(super) async fn correct(
    app: &AppState,
    actor: Actor,
    id: Uuid,
    details: Details,
    email: String,
) -> Result<(), AppError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let (details, email) = (details.clone(), email.clone());
            Box::pin(async move {
                let mut person = changeable(tx, actor, id).await?;
                let wrong = || AppError::Invalid(Message::new("person-address-wrong"));
                let key = email_key(&email).ok_or_else(wrong)?;
                if key != person.email_key {
                    if queries::find_by_email_key(tx, &key).await?.is_some() {
                        return Err(AppError::refused("person-address-taken"));
                    }
                    sign_in::end_all_sessions(tx, id).await?;
                    person.email_key = key;
                }
                person.email = email.trim().to_owned();
                let organisation_id = organisation_named(tx, &details.organisation, now).await?;
                take(&mut person, details, organisation_id);
                queries::update(tx, person).await?;
                audit::note(tx, Some(actor.id), "person.corrected", id, now).await?;
                Ok(())
            })
        })
        .await
}

/// Gives a person another role; their sessions end, so that the next one begins with it.
pub(super) async fn set_role(
    app: &AppState,
    actor: Actor,
    id: Uuid,
    role: Role,
) -> Result<(), AppError> {
    if actor.role != Role::Administrator {
        return Err(AppError::Forbidden);
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                keep_an_administrator(tx, id).await?;
                let mut person = changeable(tx, actor, id).await?;
                if person.role == role {
                    return Ok(());
                }
                let detail = json!({ "from": person.role, "to": role });
                person.role = role;
                queries::update(tx, person).await?;
                sign_in::end_all_sessions(tx, id).await?;
                audit::note_with(
                    tx,
                    Some(actor.id),
                    ("person.role_changed", id),
                    &detail,
                    now,
                )
                .await?;
                Ok::<_, AppError>(())
            })
        })
        .await
}

/// Suspends a person, or lets them in again. Suspended people are cut at their next request.
pub(super) async fn set_status(
    app: &AppState,
    actor: Actor,
    id: Uuid,
    status: PersonStatus,
) -> Result<(), AppError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                // Others cannot change administrators at all.
                let may_be_last = actor.role == Role::Administrator;
                if may_be_last && status == PersonStatus::Suspended {
                    keep_an_administrator(tx, id).await?;
                }
                let mut person = changeable(tx, actor, id).await?;
                person.status = status;
                queries::update(tx, person).await?;
                let action = match status {
                    PersonStatus::Suspended => {
                        sign_in::end_all_sessions(tx, id).await?;
                        "person.suspended"
                    }
                    PersonStatus::Active => "person.reactivated",
                };
                audit::note(tx, Some(actor.id), action, id, now).await?;
                Ok::<_, AppError>(())
            })
        })
        .await
}

/// Refuses what would leave the site without an administrator. Locks them all, in one
/// order, so that two who step down at the same moment do not both go.
async fn keep_an_administrator(tx: &DatabaseTransaction, id: Uuid) -> Result<(), AppError> {
    let administrators = queries::lock_administrators(tx).await?;
    match administrators.as_slice() {
        [only] if only.id == id => Err(AppError::refused("person-last-administrator")),
        _ => Ok(()),
    }
}

/// Stores the people of a confirmed list; answers how many were new.
pub(super) async fn import(
    app: &AppState,
    actor: Actor,
    candidates: Vec<Candidate>,
    face: Face,
) -> Result<usize, AppError> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let candidates = candidates.clone();
            Box::pin(async move {
                let mut added = 0;
                for candidate in candidates {
                    added += usize::from(import_one(tx, actor, candidate, face, now).await?);
                }
                Ok::<_, AppError>(added)
            })
        })
        .await
}

async fn import_one(
    tx: &DatabaseTransaction,
    actor: Actor,
    candidate: Candidate,
    face: Face,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let organisation_id = organisation_named(tx, &candidate.organisation, now).await?;
    let new = NewPerson {
        names: candidate.names,
        email: candidate.email,
        role: Role::Trainee,
        face,
        organisation_id,
        post: Some(candidate.post),
    };
    let before = match email_key(&new.email) {
        Some(key) => queries::find_by_email_key(tx, &key).await?,
        None => None,
    };
    if before.is_some() {
        return Ok(false);
    }
    let id = find_or_create_by_email(tx, new, now).await?;
    let detail = json!({ "by": "import" });
    audit::note_with(tx, Some(actor.id), ("person.added", id), &detail, now).await?;
    Ok(true)
}

/// An organisation as a form gives it.
#[derive(Debug, Clone)]
pub(super) struct OrganisationDetails {
    pub(super) name: String,
    pub(super) kind: OrganisationKind,
    pub(super) country: String,
    pub(super) municipality: String,
}

/// Adds an organisation, or corrects the one with this id; answers its id.
pub(super) async fn save_organisation(
    app: &AppState,
    id: Option<Uuid>,
    details: OrganisationDetails,
) -> Result<Uuid, AppError> {
    let now = app.clock.now();
    let name = serbian_text::to_cyrillic(&super::clean(&details.name));
    let key = serbian_text::search_key(&name);
    if key.is_empty() {
        return Err(AppError::Invalid(Message::new("organisation-name-missing")));
    }
    app.db
        .write(move |tx| {
            let (name, key, details) = (name.clone(), key.clone(), details.clone());
            Box::pin(async move {
                let same = queries::organisation_by_key(tx, &key).await?;
                if same.is_some_and(|it| Some(it.id) != id) {
                    return Err(AppError::refused("organisation-name-taken"));
                }
                let municipality = super::clean(&details.municipality);
                let sort = super::SortKeys::of(&name);
                let row = organisation::Model {
                    id: id.unwrap_or_else(Uuid::now_v7),
                    name,
                    kind: details.kind,
                    country: details.country,
                    municipality: Some(municipality).filter(|it| !it.is_empty()),
                    search_key: key,
                    sort_key_latn: sort.latn,
                    sort_key_cyrl: sort.cyrl,
                    created_at: now,
                };
                let row_id = row.id;
                match id {
                    None => queries::insert(tx, row).await?,
                    Some(id) => {
                        let before = queries::find::<organisation::Entity>(tx, id).await?;
                        let created_at = before.ok_or(AppError::NotFound)?.created_at;
                        let row = organisation::Model { created_at, ..row };
                        queries::update(tx, row).await?;
                    }
                }
                Ok(row_id)
            })
        })
        .await
}
