//! Making bearer tokens; the command line's `create-token`.

use chrono::{DateTime, Utc};
use entity::{api_token, values::Role};
use sea_orm::DbErr;
use uuid::Uuid;

use super::queries;
use crate::{
    audit,
    db::{Db, WriteError},
    people,
    sign_in::{hash_token, random_token},
};

/// Tokens are told from other secrets by how they begin.
const MARK: &str = "obuka_";

/// What the token is for.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// For people who look at the list of tokens.
    pub name: String,
    pub role: Role,
    /// The address of the person on whose behalf it acts.
    pub email: Option<String>,
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
            audit::note(tx, person_id, "api_token.created", row.id, now).await?;
            queries::insert(tx, row).await?;
            Ok::<_, TokenError>(())
        })
    })
    .await?;
    Ok(token)
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
pub(super) fn rank(role: Role) -> u8 {
    match role {
        Role::Trainee => 0,
        Role::Trainer => 1,
        Role::Coordinator => 2,
        Role::Administrator => 3,
    }
}
