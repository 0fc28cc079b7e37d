//! People: add, list, one.

use axum::{Extension, Json as Answer, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use entity::{
    organisation, person,
    values::{Face, Role},
};
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{Id, Json, Query},
    problem::Problem,
    queries::{self, Part},
};
use crate::{
    app::AppState,
    audit,
    error::{AppError, Message},
    people::{
        NameFields, Names,
        service::{self, NewPerson, PersonError},
    },
};

const DEFAULT_LIMIT: u64 = 50;
const LARGEST_LIMIT: u64 = 200;
/// Characters that the name of an organisation may have.
const LONGEST_ORGANISATION: usize = 200;

/// Which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// Words to look for, in either script of Serbian, with or without accents.
    q: Option<String>,
    /// `next` of the answer before.
    after: Option<Uuid>,
    /// From 1 to 200; 50 when it is left out.
    limit: Option<u64>,
}

impl ListQuery {
    pub(super) fn part(&self) -> Result<Part, Problem> {
        part(self.after, self.limit)
    }

    pub(super) fn search(&self) -> &str {
        self.q.as_deref().unwrap_or_default()
    }
}

pub(super) fn part(after: Option<Uuid>, limit: Option<u64>) -> Result<Part, Problem> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if (1..=LARGEST_LIMIT).contains(&limit) {
        Ok(Part { after, limit })
    } else {
        let largest = LARGEST_LIMIT.to_string();
        let message = Message::new("api-limit").with("largest", largest);
        Err(Problem::invalid(message))
    }
}

/// A part of a list, in the order in which its things were made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed<T> {
    items: Vec<T>,
    /// Give it back as `after` for the next part; none when this is the last.
    next: Option<Uuid>,
}

impl<T> Listed<T> {
    pub(super) fn new(items: Vec<T>, part: Part, id: impl Fn(&T) -> Uuid) -> Self {
        let is_full = items.len() as u64 == part.limit;
        let next = items.last().filter(|_| is_full).map(id);
        Self { items, next }
    }
}

/// A person to be added, as a trainee. Names may be in either script of
/// Serbian; the other is made unless it is given too.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonToAdd {
    given_name: String,
    family_name: String,
    given_name_cyrl: Option<String>,
    family_name_cyrl: Option<String>,
    /// The person's own; nobody else may have it.
    email: String,
    /// By name; added when no organisation has it.
    organisation: Option<String>,
    post: Option<String>,
    /// In which the person reads: `sr-Cyrl` (when left out), `sr-Latn` or `en`.
    #[schema(value_type = Option<String>)]
    language: Option<Face>,
}

/// A person who may be added, as far as one can say without the others.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) new: NewPerson,
    pub(super) email_key: String,
    organisation: Option<String>,
}

/// What is wrong with a person, and with which field.
pub(super) struct WrongField {
    pub(super) field: &'static str,
    pub(super) message: Message,
}

impl PersonToAdd {
    pub(super) fn check(self) -> Result<Checked, WrongField> {
        let wrong = |field, id| WrongField {
            field,
            message: Message::new(id),
        };
        let email_key = service::email_key(&self.email)
            .ok_or_else(|| wrong("email", "person-address-wrong"))?;
        let organisation = self.organisation.filter(|it| !it.trim().is_empty());
        let is_long = |it: &String| LONGEST_ORGANISATION < it.chars().count();
        if organisation.as_ref().is_some_and(is_long) {
            return Err(wrong("organisation", "api-organisation-long"));
        }
        let field = if self.given_name.trim().is_empty() {
            "given_name"
        } else {
            "family_name"
        };
        let names: Names = NameFields {
            given_name: self.given_name,
            family_name: self.family_name,
            given_name_cyrl: self.given_name_cyrl.unwrap_or_default(),
            family_name_cyrl: self.family_name_cyrl.unwrap_or_default(),
        }
        .complete()
        .ok_or_else(|| wrong(field, "api-name-missing"))?;
        Ok(Checked {
            email_key,
            organisation,
            new: NewPerson {
                names,
                email: self.email,
                role: Role::Trainee,
                face: self.language.unwrap_or(Face::SrCyrl),
                organisation_id: None,
                post: self.post,
            },
        })
    }
}

/// Stores the person, and the organisation where it is new.
pub(super) async fn add(
    tx: &DatabaseTransaction,
    checked: Checked,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, PersonError> {
    let mut new = checked.new;
    if let Some(name) = &checked.organisation {
        new.organisation_id = service::organisation_named(tx, name, now).await?;
    }
    let id = service::create(tx, new, now).await?;
    audit::note(tx, by, "person.added", id, now).await?;
    Ok(id)
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Made {
    id: Uuid,
}

impl Made {
    pub(super) fn new(id: Uuid) -> Answer<Self> {
        Answer(Self { id })
    }
}

/// Add a person. An address that somebody has already is refused with 409 and
/// the `person_id` of who has it.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", operation_id = "create_person",
    request_body = PersonToAdd,
    responses((status = 201, body = Made),
        (status = 409, description = "A problem document with `person_id`: who has the address"),
        (status = 422, description = "A problem document with `field`")))]
pub(super) async fn create(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Json(person): Json<PersonToAdd>,
) -> Result<(StatusCode, Answer<Made>), Problem> {
    let checked = person
        .check()
        .map_err(|it| Problem::invalid(it.message).with("field", it.field))?;
    let (email_key, now) = (checked.email_key.clone(), app.clock.now());
    let added = app
        .db
        .write(move |tx| {
            let (checked, by) = (checked.clone(), caller.person_id);
            Box::pin(add(tx, checked, by, now))
        })
        .await;
    match added {
        Ok(id) => Ok((StatusCode::CREATED, Made::new(id))),
        Err(PersonError::AddressTaken) => {
            let holder = service::find_by_email_key(app.db.read(), &email_key).await?;
            let id = holder.map(|it| it.id.to_string());
            Err(Problem::from(PersonError::AddressTaken).with("person_id", id))
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Person {
    id: Uuid,
    given_name: String,
    family_name: String,
    given_name_cyrl: String,
    family_name_cyrl: String,
    email: String,
    #[schema(value_type = String)]
    role: Role,
    /// `active` or `suspended`.
    #[schema(value_type = String)]
    status: entity::values::PersonStatus,
    #[schema(value_type = String)]
    language: Face,
    organisation: Option<String>,
    post: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<(person::Model, Option<organisation::Model>)> for Person {
    fn from((row, organisation): (person::Model, Option<organisation::Model>)) -> Self {
        Self {
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            given_name_cyrl: row.given_name_cyrl,
            family_name_cyrl: row.family_name_cyrl,
            email: row.email,
            role: row.role,
            status: row.status,
            language: row.face,
            organisation: organisation.map(|it| it.name),
            post: row.post,
            created_at: row.created_at,
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PeopleQuery {
    /// Words of names, addresses and posts, in either script.
    q: Option<String>,
    /// The whole address.
    email: Option<String>,
    /// `next` of the answer before.
    after: Option<Uuid>,
    /// From 1 to 200; 50 when it is left out.
    limit: Option<u64>,
}

/// People, in the order in which they were added.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", operation_id = "list_people",
    params(PeopleQuery), responses((status = 200, body = Listed<Person>)))]
pub(super) async fn list(
    State(app): State<AppState>,
    Query(query): Query<PeopleQuery>,
) -> Result<Answer<Listed<Person>>, Problem> {
    let part = part(query.after, query.limit)?;
    let email_key = query.email.map(|it| {
        let key = service::email_key(&it);
        key.ok_or_else(|| Problem::invalid(Message::new("person-address-wrong")))
    });
    let email_key = email_key.transpose()?;
    let search = query.q.unwrap_or_default();
    let rows = queries::people(app.db.read(), &search, email_key, part).await?;
    let items = rows.into_iter().map(Person::from).collect();
    Ok(Answer(Listed::new(items, part, |it: &Person| it.id)))
}

/// One person.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", operation_id = "read_person",
    params(("id" = Uuid, Path)), responses((status = 200, body = Person)))]
pub(super) async fn read(
    State(app): State<AppState>,
    Id(id): Id,
) -> Result<Answer<Person>, Problem> {
    let found = queries::person_with_organisation(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Answer(found.into()))
}
