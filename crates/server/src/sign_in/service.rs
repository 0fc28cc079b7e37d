//! The feature's use cases, one function each; each is one transaction.

use base64::Engine as _;
use chrono::{DateTime, Duration, Utc};
use entity::{
    person,
    values::{Face, PersonStatus, Role},
    web_session,
};
use rand::Rng as _;
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::queries;
use crate::{config::Config, db::Db};

/// A session that was not used for this long is over.
const IDLE: Duration = Duration::hours(12);
/// A session is over after this long, used or not.
const ABSOLUTE: Duration = Duration::days(14);
/// How stale the time of the last use may become before it is written again.
const TOUCH_AFTER: Duration = Duration::minutes(5);

/// The signed-in person, as the whole server sees them.
#[derive(Debug, Clone)]
pub struct Reader {
    pub id: Uuid,
    pub role: Role,
    pub face: Face,
    pub(crate) name_latn: String,
    pub(crate) name_cyrl: String,
    pub(crate) email: String,
    pub(crate) session_id: Uuid,
    pub(crate) csrf: String,
    /// No sign-in of their own yet: signed in by an invitation.
    pub(crate) invited_only: bool,
}

impl Reader {
    /// The person's name in the script of `face`.
    pub(crate) fn name(&self, face: Face) -> &str {
        match face {
            Face::SrCyrl => &self.name_cyrl,
            Face::SrLatn | Face::En => &self.name_latn,
        }
    }
}

/// 256 random bits, as text that fits into a URL or a cookie.
pub(crate) fn random_token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a token: its SHA-256 in hexadecimal.
pub(crate) fn hash_token(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// `__Host-` wherever the browser enforces it, so that no sibling host can plant one.
pub(crate) fn session_cookie_name(config: &Config) -> &'static str {
    if config.app_origin.is_https() {
        "__Host-obuka_session"
    } else {
        "obuka_session"
    }
}

/// Signs `person_id` in on a new session and answers its token, which only the cookie holds.
pub async fn start_session(
    db: &Db,
    person_id: Uuid,
    device: &str,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let token = random_token();
    let session = web_session::Model {
        id: Uuid::now_v7(),
        token_hash: hash_token(&token),
        person_id,
        csrf: random_token(),
        device: device.chars().take(200).collect(),
        trainee_only: false,
        binding: None,
        created_at: now,
        last_seen_at: now,
        expires_at: now + ABSOLUTE,
    };
    db.write(move |tx| {
        let session = session.clone();
        Box::pin(async move { queries::insert_session(tx, session).await })
    })
    .await?;
    Ok(token)
}

/// The person whose session has this token, if it is still good.
pub(super) async fn reader(
    db: &Db,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<Reader>, DbErr> {
    let Some((session, person)) = queries::session(db.read(), &hash_token(token)).await? else {
        return Ok(None);
    };
    let over = session.expires_at <= now || session.last_seen_at + IDLE <= now;
    if over || person.status != PersonStatus::Active {
        return Ok(None);
    }
    if session.last_seen_at + TOUCH_AFTER <= now {
        let id = session.id;
        db.write(move |tx| Box::pin(queries::touch_session(tx, id, now)))
            .await?;
    }
    Ok(Some(as_reader(session, person)))
}

fn as_reader(session: web_session::Model, person: person::Model) -> Reader {
    Reader {
        id: person.id,
        role: person.role,
        face: person.face,
        name_latn: format!("{} {}", person.given_name, person.family_name),
        name_cyrl: format!("{} {}", person.given_name_cyrl, person.family_name_cyrl),
        email: person.email,
        session_id: session.id,
        csrf: session.csrf,
        invited_only: person.sign_in_set_at.is_none(),
    }
}
