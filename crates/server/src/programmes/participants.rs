//! Who took part in a training session: added by a pasted list of addresses.

use chrono::{DateTime, Utc};
use entity::{
    participation, person,
    values::{Face, OrganisationKind},
};
use sea_orm::DbErr;
use serde::Serialize;
use uuid::Uuid;

use super::queries;
use crate::{db::Db, people};

/// Lines of one list.
const MOST_LINES: usize = 500;

/// A line that cannot be taken: which, what it says, and a message.
#[derive(Debug, Clone, Serialize)]
pub(super) struct BadLine {
    pub(super) number: usize,
    pub(super) text: String,
    pub(super) problem: &'static str,
}

/// Reads the list, finds everybody, and adds them all, or nobody when a line is wrong.
pub(super) async fn add(
    db: &Db,
    session_id: Uuid,
    list: &str,
    now: DateTime<Utc>,
) -> Result<Result<usize, Vec<BadLine>>, DbErr> {
    let mut bad = Vec::new();
    let mut people = Vec::new();
    let lines = (1..).zip(list.lines()).filter(|it| !it.1.trim().is_empty());
    for (number, line) in lines.take(MOST_LINES + 1) {
        let problem = if MOST_LINES <= people.len() + bad.len() {
            Some("participants-too-many")
        } else {
            match find(db, line).await? {
                Ok(person) => {
                    people.push(person);
                    None
                }
                Err(problem) => Some(problem),
            }
        };
        if let Some(problem) = problem {
            bad.push(BadLine {
                number,
                text: line.trim().chars().take(120).collect(),
                problem,
            });
        }
    }
    if !bad.is_empty() {
        return Ok(Err(bad));
    }
    let count = people.len();
    db.write(move |tx| {
        let people = people.clone();
        Box::pin(async move {
            for person in people {
                let kind = queries::kind_of_organisation(tx, &person).await?;
                let row = participation::Model {
                    id: Uuid::now_v7(),
                    training_session_id: session_id,
                    person_id: person.id,
                    organisation_kind: kind.unwrap_or(OrganisationKind::Other),
                    created_at: now,
                };
                queries::add_participant(tx, row).await?;
            }
            Ok::<_, DbErr>(())
        })
    })
    .await?;
    Ok(Ok(count))
}

/// The person of a line such as `ada@example.org` or `Ada Lovelace <ada@example.org>`.
async fn find(db: &Db, line: &str) -> Result<Result<person::Model, &'static str>, DbErr> {
    let address = line
        .split(|it: char| it.is_whitespace() || "<>;,".contains(it))
        .find(|it| it.contains('@'));
    let Some(address) = address else {
        return Ok(Err("participants-no-address"));
    };
    let found = people::service::find_by_email(db, address).await?;
    Ok(found.ok_or("participants-unknown"))
}

pub(super) async fn of(db: &Db, session_id: Uuid, face: Face) -> Result<Vec<person::Model>, DbErr> {
    queries::participants(db.read(), session_id, face).await
}

pub(super) async fn remove(db: &Db, session_id: Uuid, person_id: Uuid) -> Result<(), DbErr> {
    db.write(move |tx| {
        Box::pin(async move { queries::remove_participant(tx, session_id, person_id).await })
    })
    .await
}
