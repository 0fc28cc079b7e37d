//! Web sessions: opening, reading, listing, ending.

use base64::Engine as _;
use chrono::{DateTime, Duration, Utc};
use entity::{
    person,
    values::{Face, PersonStatus, Role, SignInWay},
    web_session,
};
use rand::Rng as _;
use sea_orm::{DatabaseTransaction, DbErr};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Client, queries};
use crate::{config::Config, db::Db};

/// A session that was not used for this long is over.
const IDLE: Duration = Duration::hours(12);
/// A session is over after this long, used or not.
pub(super) const ABSOLUTE: Duration = Duration::days(14);
/// How stale the time of the last use may become before it is written again.
const TOUCH_AFTER: Duration = Duration::minutes(5);
/// How long a page waits for that to be written.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(250);
/// How long after signing in by a mailed link a forgotten password may be replaced.
const FRESH_LINK: Duration = Duration::minutes(20);

/// The signed-in person, as the whole server sees them.
#[derive(Debug, Clone)]
pub struct Reader {
    pub id: Uuid,
    /// The person's role; a trainee's when an invitation signed them in.
    pub role: Role,
    pub face: Face,
    pub(crate) name_latn: String,
    pub(crate) name_cyrl: String,
    pub(crate) session_id: Uuid,
    pub(crate) csrf: String,
    /// Signed in by a mailed link just now: a forgotten password may be replaced.
    pub(crate) has_fresh_link: bool,
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

/// The `Set-Cookie` value that hands the browser its session; an empty token takes it away.
pub(super) fn session_cookie(config: &Config, token: &str) -> String {
    let name = session_cookie_name(config);
    let secure = if config.app_origin.is_https() {
        "; Secure"
    } else {
        ""
    };
    let seconds = if token.is_empty() {
        0
    } else {
        ABSOLUTE.num_seconds()
    };
    format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Signs `person_id` in on a new session and answers its token, which only the cookie
/// holds. For the server's own use: the session is bound to no browser.
pub async fn start_session(
    db: &Db,
    person_id: Uuid,
    device: &str,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let device = device.to_owned();
    db.write(move |tx| {
        let new = NewSession {
            person_id,
            way: SignInWay::Direct,
            device: device.clone(),
            binding: None,
        };
        Box::pin(async move { open(tx, new, now).await })
    })
    .await
}

pub(crate) struct NewSession {
    pub(crate) person_id: Uuid,
    pub(crate) way: SignInWay,
    pub(crate) device: String,
    pub(crate) binding: Option<String>,
}

impl NewSession {
    pub(crate) fn of(client: &Client, config: &Config, person_id: Uuid, way: SignInWay) -> Self {
        Self {
            person_id,
            way,
            device: client.device.clone(),
            binding: client.binding(config),
        }
    }
}

/// Opens a session and answers its token. Always a new one: nothing that came with
/// the request becomes a session.
pub(crate) async fn open(
    tx: &DatabaseTransaction,
    new: NewSession,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let token = random_token();
    let session = web_session::Model {
        id: Uuid::now_v7(),
        token_hash: hash_token(&token),
        person_id: new.person_id,
        csrf: random_token(),
        device: new.device.chars().take(200).collect(),
        way: new.way,
        binding: new.binding,
        created_at: now,
        last_seen_at: now,
        expires_at: now + ABSOLUTE,
    };
    queries::insert(tx, session).await?;
    Ok(token)
}

/// The person whose session has this token, if it is still good, and good in this browser.
pub(super) async fn reader(
    db: &Db,
    token: &str,
    binding: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<Reader>, DbErr> {
    let Some((session, person)) = queries::session(db.read(), &hash_token(token)).await? else {
        return Ok(None);
    };
    let over = session.expires_at <= now || session.last_seen_at + IDLE <= now;
    let elsewhere = session.binding.is_some() && session.binding.as_deref() != binding;
    if over || elsewhere || person.status != PersonStatus::Active {
        return Ok(None);
    }
    if session.last_seen_at + TOUCH_AFTER <= now {
        touch(db, session.id, now).await;
    }
    Ok(Some(as_reader(session, &person, now)))
}

/// Notes that the session is used. Who only reads is served all the same when
/// nothing can be written just now.
async fn touch(db: &Db, session_id: Uuid, now: DateTime<Utc>) {
    let db = db.clone();
    let noting = tokio::spawn(async move {
        let noted = db
            .write(move |tx| Box::pin(queries::touch_session(tx, session_id, now)))
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, %session_id, "the use of a session was not noted");
        }
    });
    // A write that waits longer, for a lock say, ends by itself.
    drop(tokio::time::timeout(TOUCH_PATIENCE, noting).await);
}

fn as_reader(session: web_session::Model, person: &person::Model, now: DateTime<Utc>) -> Reader {
    let by_invitation = session.way == SignInWay::Invitation;
    Reader {
        id: person.id,
        role: if by_invitation {
            Role::Trainee
        } else {
            person.role
        },
        face: person.face,
        name_latn: format!("{} {}", person.given_name, person.family_name),
        name_cyrl: format!("{} {}", person.given_name_cyrl, person.family_name_cyrl),
        session_id: session.id,
        csrf: session.csrf,
        has_fresh_link: session.way == SignInWay::Link && now < session.created_at + FRESH_LINK,
    }
}

/// The person's sessions that are still good, newest use first.
pub(crate) async fn sessions(
    db: &Db,
    person_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<web_session::Model>, DbErr> {
    queries::live_sessions(db.read(), person_id, now, now - IDLE).await
}

/// Ends one session of this person.
pub(crate) async fn end_session(db: &Db, person_id: Uuid, session_id: Uuid) -> Result<(), DbErr> {
    db.write(move |tx| Box::pin(queries::delete_session(tx, person_id, session_id)))
        .await
}

/// Ends all sessions of this person.
pub(crate) async fn end_all_sessions(
    tx: &DatabaseTransaction,
    person_id: Uuid,
) -> Result<(), DbErr> {
    queries::delete_sessions(tx, person_id).await
}
