//! The feature's use cases.

use chrono::{DateTime, Utc};
use entity::values::{Face, Role, SignInWay};
use rand::RngExt as _;
use sea_orm::{DatabaseTransaction, DbErr, SqlErr};
use subtle::ConstantTimeEq as _;

use super::{
    logo::Logo,
    queries,
    site::{self, LOGO, NAME_EN, NAME_SR, SET_UP_AT},
};
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    mail::{self, MailView, Recipient},
    people::{self, Names, service::NewPerson},
    sign_in::{self, Client, hash_token},
};

/// The setting that holds the hash of the code in the server's log.
const CODE: &str = "set_up_code";
/// Letters and digits that nobody mixes up.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Makes the code that opens the guide, if the guide is open, and answers it for the
/// server's log: only who can read that is the one who installs the site.
pub async fn announce(app: &AppState) -> Result<Option<String>, DbErr> {
    app.site.read(&app.db).await?;
    if app.site.is_set_up(&app.db, app.config.demo).await? {
        return Ok(None);
    }
    let mut random = rand::rng();
    let code: String = (0..12)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect();
    let hash = hash_token(&code);
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move { queries::put_setting(tx, CODE, &hash).await })
        })
        .await?;
    Ok(Some(format!(
        "{}-{}-{}",
        &code[..4],
        &code[4..8],
        &code[8..]
    )))
}

/// Whether the guide is still open.
pub(super) async fn is_open(app: &AppState) -> Result<bool, DbErr> {
    Ok(!app.site.is_set_up(&app.db, app.config.demo).await?)
}

/// Whether this is the code of the log; wrong ones are counted.
pub(super) async fn code_is_right(
    app: &AppState,
    client: &Client,
    code: &str,
) -> Result<bool, AppError> {
    let now = app.clock.now();
    let gate = sign_in::Gate::secret("set-up", client.network);
    sign_in::enter(&app.db, &gate, now).await?;
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_uppercase())
        .collect();
    let stored = queries::settings(app.db.read(), &[CODE]).await?;
    let is_right = stored.first().is_some_and(|row| {
        let given = hash_token(&plain);
        bool::from(given.as_bytes().ct_eq(row.value.as_bytes()))
    });
    if is_right {
        sign_in::forgive(&app.db, &gate, now).await?;
    }
    Ok(is_right)
}

/// The site's name in Serbian (Cyrillic) and English, and its logo.
#[derive(Debug, Clone)]
pub(super) struct Looks {
    pub(super) name_sr: String,
    pub(super) name_en: String,
    /// None leaves the logo as it is.
    pub(super) logo: Option<Logo>,
}

/// The first administrator.
#[derive(Debug, Clone)]
pub(super) struct FirstAdministrator {
    pub(super) names: Names,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) face: Face,
}

/// Why the guide did not end.
#[derive(Debug)]
pub(super) enum SetUpError {
    /// Somebody else was first.
    Closed,
    App(AppError),
}

impl From<AppError> for SetUpError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<DbErr> for SetUpError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Closed,
            _ => Self::App(error.into()),
        }
    }
}

impl WriteError for SetUpError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Closed => None,
            Self::App(error) => error.database(),
        }
    }
}

/// Stores everything at once and closes the guide; answers the administrator's session.
/// Of two at the same moment one wins and the other finds the guide closed.
pub(super) async fn finish(
    app: &AppState,
    client: &Client,
    looks: Looks,
    first: FirstAdministrator,
) -> Result<String, SetUpError> {
    let hash = app.passwords.hash(&first.password).await?;
    let (client, config, now) = (client.clone(), app.config.clone(), app.clock.now());
    let token = app
        .db
        .write(move |tx| {
            let (looks, first, hash) = (looks.clone(), first.clone(), hash.clone());
            let (client, config) = (client.clone(), config.clone());
            Box::pin(async move {
                queries::insert_setting(tx, SET_UP_AT, &now.to_rfc3339()).await?;
                if queries::has_administrator(tx).await? {
                    return Err(SetUpError::Closed);
                }
                queries::delete_setting(tx, CODE).await?;
                store_looks(tx, &looks).await?;
                let person_id = add_administrator(tx, first, hash, now).await?;
                let way = SignInWay::Password;
                let session = sign_in::NewSession::of(&client, &config, person_id, way);
                Ok(sign_in::open(tx, session, now).await?)
            })
        })
        .await?;
    app.site.read(&app.db).await?;
    tracing::info!("the site is set up");
    Ok(token)
}

pub(super) async fn add_administrator(
    tx: &DatabaseTransaction,
    first: FirstAdministrator,
    hash: String,
    now: DateTime<Utc>,
) -> Result<uuid::Uuid, AppError> {
    let new = NewPerson {
        names: first.names,
        email: first.email,
        role: Role::Administrator,
        face: first.face,
        organisation_id: None,
        post: None,
    };
    let id = people::service::create(tx, new, now).await?;
    people::service::set_password_hash(tx, id, hash, now).await?;
    Ok(id)
}

async fn store_looks(tx: &DatabaseTransaction, looks: &Looks) -> Result<(), DbErr> {
    queries::put_setting(tx, NAME_SR, &looks.name_sr).await?;
    queries::put_setting(tx, NAME_EN, &looks.name_en).await?;
    if let Some(logo) = &looks.logo {
        queries::put_setting(tx, LOGO, &site::encode(logo)).await?;
    }
    Ok(())
}

/// Changes the name and logo of a site that is set up.
pub(super) async fn change_looks(app: &AppState, looks: Looks) -> Result<(), AppError> {
    app.db
        .write(move |tx| {
            let looks = looks.clone();
            Box::pin(async move { store_looks(tx, &looks).await })
        })
        .await?;
    app.site.read(&app.db).await?;
    Ok(())
}

/// The mail of the guide's test.
#[derive(Debug, serde::Serialize)]
struct TestMail {}

impl MailView for TestMail {
    const NAME: &'static str = "test";

    fn subject(&self) -> Message {
        Message::new("mail-test-subject")
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// Sends a test mail at once; `Err` holds what the mail server or folder said.
pub(super) async fn test_mail(
    app: &AppState,
    email: &str,
    face: Face,
) -> Result<Result<(), String>, AppError> {
    if people::service::email_key(email).is_none() {
        return Err(AppError::Invalid(Message::new("person-address-wrong")));
    }
    let recipient = Recipient {
        person_id: None,
        email: email.trim().to_owned(),
        face,
    };
    let mail = mail::compose(app, recipient, &TestMail {})?;
    let sent = mail::service::send_now(app, mail).await;
    Ok(sent.map_err(|error| error.to_string()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_mail_renders() {
        crate::mail::tests::renders::<super::TestMail>();
    }
}
