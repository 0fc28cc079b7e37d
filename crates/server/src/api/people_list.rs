//! Many people at once: a CSV file or a JSON list, all of it or nothing.

use std::collections::HashMap;

use axum::{
    Extension, Json as Answer,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use entity::values::Face;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Caller,
    extract::{Query, Reads, unsupported},
    people::{self, Checked, PersonToAdd},
    problem::Problem,
};
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    i18n,
    people::service::{PersonError, find_by_email_key},
};

/// People that one request may bring.
const MOST_ROWS: usize = 5000;
/// Rows that are told to be wrong at most; the count beside them is the true one.
const MOST_ERRORS: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Say what would happen, and store nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What became of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ImportedPeople {
    dry_run: bool,
    /// How many were new.
    created: usize,
    /// How many had an address that is known; they stay as they are.
    existing: usize,
    rows: Vec<ImportedRow>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
struct ImportedRow {
    /// The line of the CSV file (its head is line 1), or the place in the list, from 1.
    row: u64,
    /// Of a dry run's new people there is none.
    id: Option<Uuid>,
    /// `created` or `existing`.
    outcome: &'static str,
}

/// A row that cannot be used.
#[derive(Debug, Serialize)]
struct WrongRow {
    row: u64,
    field: Option<&'static str>,
    message: String,
}

/// Rows as far as they can be judged alone.
struct Rows {
    checked: Vec<(u64, Checked)>,
    wrong: Vec<(u64, Option<&'static str>, Message)>,
}

/// Add people from a CSV file (`text/csv`, UTF-8, parted by comma, semicolon or
/// tab, the first line names the fields) or from a JSON list of the same
/// fields. All rows are stored, or none: then 422 with `errors` per row.
#[utoipa::path(post, path = "/api/v1/people/import", tag = "people", operation_id = "import_people",
    params(ImportQuery),
    request_body(content((Vec<PersonToAdd> = "application/json"), (String = "text/csv"))),
    responses((status = 201, body = ImportedPeople),
        (status = 200, description = "The same, of a dry run", body = ImportedPeople),
        (status = 422, description = "A problem document with `errors`: `row`, `field`, `message`")))]
pub(super) async fn import(
    State(app): State<AppState>,
    Extension(caller): Extension<Caller>,
    Reads(face): Reads,
    Query(query): Query<ImportQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Answer<ImportedPeople>), Problem> {
    let rows = read(&headers, &body)?;
    if !rows.wrong.is_empty() {
        return Err(wrong_rows(face, rows.wrong));
    }
    let imported = store(&app, rows.checked, query.dry_run, caller.person_id).await?;
    let status = if query.dry_run {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    Ok((status, Answer(imported)))
}

fn read(headers: &HeaderMap, body: &[u8]) -> Result<Rows, Problem> {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.split(';').next())
        .map(|it| it.trim().to_ascii_lowercase());
    let people = match media_type.as_deref() {
        Some("text/csv") => from_csv(body)?,
        Some("application/json") => from_json(body)?,
        _ => return Err(unsupported("application/json, text/csv")),
    };
    if people.is_empty() {
        return Err(Problem::invalid(Message::new("api-list-empty")));
    }
    if MOST_ROWS < people.len() {
        let message = Message::new("api-list-long").with("most", MOST_ROWS.to_string());
        return Err(AppError::TooLarge(message).into());
    }
    Ok(check(people))
}

type Person = (u64, Result<PersonToAdd, String>);

fn from_json(body: &[u8]) -> Result<Vec<Person>, Problem> {
    let list: Vec<Value> = serde_json::from_slice(body).map_err(|error| {
        let message = Message::new("api-json-syntax").with("reason", error.to_string());
        Problem::with_status(StatusCode::BAD_REQUEST, message)
    })?;
    let person = |value| serde_json::from_value(value).map_err(|it| it.to_string());
    Ok((1..).zip(list).map(|(row, it)| (row, person(it))).collect())
}

fn from_csv(body: &[u8]) -> Result<Vec<Person>, Problem> {
    let broken = |error: csv::Error| {
        Problem::invalid(Message::new("api-csv-broken").with("reason", error.to_string()))
    };
    let text = std::str::from_utf8(body)
        .map_err(|_| Problem::invalid(Message::new("api-csv-not-utf-8")))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let parting = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|sign| head.bytes().filter(|it| it == sign).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(parting)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(broken)?
        .iter()
        .map(str::to_lowercase)
        .collect();
    unknown_columns(&names)?;
    let mut people = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let row = record.position().map_or(0, csv::Position::line);
        let fields = names.iter().cloned().zip(record.iter());
        // An empty cell says nothing about its field.
        let fields: serde_json::Map<String, Value> = fields
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.into()))
            .collect();
        let person = serde_json::from_value(Value::Object(fields));
        people.push((row, person.map_err(|it| it.to_string())));
    }
    Ok(people)
}

/// A column that means nothing here may be a field with a wrong name: it is not passed over.
fn unknown_columns(names: &[String]) -> Result<(), Problem> {
    const KNOWN: [&str; 8] = [
        "given_name",
        "family_name",
        "given_name_cyrl",
        "family_name_cyrl",
        "email",
        "organisation",
        "post",
        "language",
    ];
    match names.iter().find(|it| !KNOWN.contains(&it.as_str())) {
        None => Ok(()),
        Some(name) => Err(Problem::invalid(
            Message::new("api-csv-column")
                .with("name", name.chars().take(60).collect::<String>())
                .with("known", KNOWN.join(", ")),
        )),
    }
}

fn check(people: Vec<Person>) -> Rows {
    let mut seen: HashMap<String, u64> = HashMap::new();
    let (mut checked, mut wrong) = (Vec::new(), Vec::new());
    for (row, person) in people {
        let person = match person {
            Ok(person) => person,
            Err(reason) => {
                let message = Message::new("api-json-data").with("reason", reason);
                wrong.push((row, None, message));
                continue;
            }
        };
        match person.check() {
            Err(it) => wrong.push((row, Some(it.field), it.message)),
            Ok(person) => match seen.insert(person.email_key.clone(), row) {
                None => checked.push((row, person)),
                Some(first) => {
                    let message = Message::new("api-row-twice").with("first", first.to_string());
                    wrong.push((row, Some("email"), message));
                }
            },
        }
    }
    Rows { checked, wrong }
}

fn wrong_rows(face: Face, wrong: Vec<(u64, Option<&'static str>, Message)>) -> Problem {
    let count = wrong.len();
    let errors: Vec<WrongRow> = wrong
        .into_iter()
        .take(MOST_ERRORS)
        .map(|(row, field, message)| WrongRow {
            row,
            field,
            message: i18n::translate(face, &message),
        })
        .collect();
    let errors = serde_json::to_value(errors).unwrap_or_default();
    Problem::invalid(Message::new("api-rows-wrong").with("count", count.to_string()))
        .with("errors", errors)
        .with("error_count", count)
}

/// Why the transaction did not stay.
enum Stop {
    /// Nothing is wrong: it was only tried.
    DryRun(ImportedPeople),
    Person(PersonError),
}

impl From<DbErr> for Stop {
    fn from(error: DbErr) -> Self {
        Self::Person(error.into())
    }
}

impl WriteError for Stop {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Person(error) => error.database(),
            Self::DryRun(_) => None,
        }
    }
}

/// Stores the rows; a dry run does the same and takes it back.
async fn store(
    app: &AppState,
    rows: Vec<(u64, Checked)>,
    dry_run: bool,
    by: Option<Uuid>,
) -> Result<ImportedPeople, Problem> {
    let (rows, now) = (std::sync::Arc::new(rows), app.clock.now());
    let result = app
        .db
        .write(move |tx| {
            let rows = std::sync::Arc::clone(&rows);
            Box::pin(async move {
                let mut imported = ImportedPeople {
                    dry_run,
                    created: 0,
                    existing: 0,
                    rows: Vec::with_capacity(rows.len()),
                };
                for (row, checked) in rows.iter() {
                    let known = find_by_email_key(tx, &checked.email_key).await?;
                    let (id, outcome) = if let Some(person) = known {
                        imported.existing += 1;
                        (Some(person.id), "existing")
                    } else {
                        let id = people::add(tx, checked.clone(), by, now).await;
                        let id = id.map_err(Stop::Person)?;
                        imported.created += 1;
                        (Some(id).filter(|_| !dry_run), "created")
                    };
                    imported.rows.push(ImportedRow {
                        row: *row,
                        id,
                        outcome,
                    });
                }
                if dry_run {
                    return Err(Stop::DryRun(imported));
                }
                Ok(imported)
            })
        })
        .await;
    match result {
        Ok(imported) | Err(Stop::DryRun(imported)) => Ok(imported),
        Err(Stop::Person(error)) => Err(error.into()),
    }
}
