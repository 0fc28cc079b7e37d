//! The use cases: making a token, also for the command line's `create-token`,
//! revoking one, and noting that one was used.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Duration, Utc};
use entity::{api_token, person, values::Role};
use sea_orm::DbErr;
use uuid::Uuid;

use super::queries;
use crate::{
    app::AppState,
    audit,
    db::{Db, WriteError},
    error::{AppError, Message},
    people,
    sign_in::{hash_token, random_token},
};

/// Tokens are told from other secrets by how they begin.
const MARK: &str = "obuka_";
/// A use is written down when the last one that was is as long ago.
const NOTED_EACH: Duration = Duration::minutes(1);
/// Tokens that the list shows.
const LISTED: u64 = 500;

/// What the token is for.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// For people who look at the list of tokens.
    pub name: String,
    pub role: Role,
    /// The address of the person on whose behalf it acts.
    pub email: Option<String>,
    /// The administrator who makes it; none on the command line.
    pub made_by: Option<Uuid>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error("trainees have no tokens: take trainer, coordinator or administrator")]
    Trainee,
    #[error(
        "a trainer's token opens the trainer's own courses: say whose it is with --person E-MAIL"
    )]
    WhoseTrainer,
    #[error("there is nobody with the address {0}: add the person first, or leave --person out")]
    NoSuchPerson(String),
    #[error("{email} is a {has:?} and cannot have a token of the role {wanted:?}")]
    MoreThanThePerson {
        email: String,
        has: Role,
        wanted: Role,
    },
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for TokenError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

/// Makes a token and answers it; nobody can read it again, only its hash is kept.
pub async fn create_token(
    db: &Db,
    new: NewToken,
    now: DateTime<Utc>,
) -> Result<String, TokenError> {
    let person_id = match (&new.email, new.role) {
        (_, Role::Trainee) => return Err(TokenError::Trainee),
        (None, Role::Trainer) => return Err(TokenError::WhoseTrainer),
        (None, _) => None,
        (Some(email), _) => Some(person_of(db, email, new.role).await?),
    };
    let made_by = new.made_by;
    let token = format!("{MARK}{}", random_token());
    let row = api_token::Model {
        id: Uuid::now_v7(),
        token_hash: hash_token(&token),
        name: new.name,
        role: new.role,
        person_id,
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    db.write(move |tx| {
        let row = row.clone();
        Box::pin(async move {
            audit::note(tx, made_by.or(person_id), "api_token.created", row.id, now).await?;
            queries::insert(tx, row).await?;
            Ok::<_, TokenError>(())
        })
    })
    .await?;
    Ok(token)
}

impl From<TokenError> for AppError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Trainee => Self::Invalid(Message::new("access-token-role-wrong")),
            TokenError::WhoseTrainer => Self::Invalid(Message::new("access-token-whose-trainer")),
            TokenError::NoSuchPerson(_) => Self::Invalid(Message::new("access-token-nobody")),
            TokenError::MoreThanThePerson { .. } => {
                Self::Invalid(Message::new("access-token-more-than-person"))
            }
            TokenError::Db(error) => error.into(),
        }
    }
}

async fn person_of(db: &Db, email: &str, wanted: Role) -> Result<Uuid, TokenError> {
    let person = people::service::find_by_email(db, email)
        .await?
        .ok_or_else(|| TokenError::NoSuchPerson(email.to_owned()))?;
    if rank(person.role) < rank(wanted) {
        return Err(TokenError::MoreThanThePerson {
            email: person.email,
            has: person.role,
            wanted,
        });
    }
    Ok(person.id)
}

/// Each role may do what those before it may.
pub(crate) fn rank(role: Role) -> u8 {
    match role {
        Role::Trainee => 0,
        Role::Trainer => 1,
        Role::Coordinator => 2,
        Role::Administrator => 3,
    }
}

/// Tokens with the persons on whose behalf they act, the newest first.
pub(super) async fn list(db: &Db) -> Result<Vec<(api_token::Model, Option<person::Model>)>, DbErr> {
    queries::all(db.read(), LISTED).await
}

pub(super) async fn find(db: &Db, id: Uuid) -> Result<Option<api_token::Model>, DbErr> {
    queries::find::<api_token::Entity>(db.read(), id).await
}

/// Revokes a token: it opens nothing from its next request on.
pub(super) async fn revoke(
    app: &AppState,
    id: Uuid,
    by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if queries::revoke(tx, id, now).await? {
                    audit::note(tx, Some(by), "api_token.revoked", id, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The uses that this server has written down, by token.
#[derive(Default)]
pub(crate) struct Uses(Mutex<HashMap<Uuid, DateTime<Utc>>>);

impl Uses {
    /// Whether a use is to be written down, so that it is done once a minute.
    fn is_due(&self, id: Uuid, stored: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = noted.get(&id).copied().max(stored);
        // A clock that was wrong may have left a last use that is still to come.
        if last.is_some_and(|last| (now - last).abs() < NOTED_EACH) {
            return false;
        }
        noted.insert(id, now);
        true
    }
}

/// Notes that the token was used, beside the request, which does not wait for it.
pub(crate) fn note_use(app: &AppState, token: &api_token::Model) {
    let (id, now) = (token.id, app.clock.now());
    if !app.token_uses.is_due(id, token.last_used_at, now) {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let noted = app
            .db
            .write(move |tx| Box::pin(queries::touch(tx, id, now)))
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, token_id = %id, "the use of a token was not noted");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_written_down_once_a_minute_for_each_token() {
        let uses = Uses::default();
        let (one, other) = (Uuid::nil(), Uuid::max());
        let at = |seconds| DateTime::UNIX_EPOCH + Duration::seconds(seconds);

        assert!(uses.is_due(one, None, at(0)));
        assert!(!uses.is_due(one, None, at(59)));
        assert!(uses.is_due(other, None, at(59)));
        assert!(uses.is_due(one, None, at(60)));
        assert!(!uses.is_due(one, Some(at(60)), at(61)));
        // Another server was asked meanwhile.
        assert!(!uses.is_due(one, Some(at(130)), at(140)));
        assert!(uses.is_due(one, Some(at(130)), at(190)));
        assert!(uses.is_due(one, Some(at(9_000)), at(191)));
    }
}
