//! The ways to sign in: a password, a link by mail, one click in the demo.

use chrono::{DateTime, Duration, Utc};
use entity::{
    sign_in_link,
    values::{PersonStatus, Role, SignInWay},
};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Client, Reader, mails, passwords, queries,
    service::{self, NewSession, hash_token, random_token},
    throttle::{self, Gate},
};
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    jobs::{self, JobError},
    mail::{self, Recipient},
    people,
};

/// How long a mailed sign-in link works.
const LINK: Duration = Duration::minutes(20);
/// Links that one person is mailed in an hour at most; the rest is dropped without a word.
const LINKS_PER_HOUR: u64 = 5;

/// The kind of the job that finds out whether an address is known, and mails it a link.
pub(crate) const MAIL_LINK: &str = "mail_sign_in_link";
/// The kind of the periodic job that removes what is over.
pub(crate) const SWEEP: &str = "sweep_sign_ins";

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SignInError {
    /// Unknown address, wrong password, no password, suspended: one answer for all.
    #[error("no such account and password")]
    Wrong,
    #[error("the link was used, is too old, or is not one")]
    LinkOver,
    #[error("{0:?}")]
    App(AppError),
}

impl From<AppError> for SignInError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<DbErr> for SignInError {
    fn from(error: DbErr) -> Self {
        Self::App(error.into())
    }
}

impl WriteError for SignInError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::App(error) => error.database(),
            Self::Wrong | Self::LinkOver => None,
        }
    }
}

impl From<SignInError> for AppError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::Invalid(Message::new("sign-in-wrong")),
            SignInError::LinkOver => Self::refused("link-over"),
            SignInError::App(error) => error,
        }
    }
}

/// Signs in by e-mail and password and answers the session's token. Does the same work
/// whether or not there is such an account.
pub(super) async fn by_password(
    app: &AppState,
    client: &Client,
    before: Option<&Reader>,
    email: &str,
    password: &str,
) -> Result<String, SignInError> {
    let key = people::service::email_key(email);
    let gate = Gate::password(key.as_deref().unwrap_or("-"), client.network);
    throttle::enter(&app.db, &gate, app.clock.now()).await?;

    let person = people::service::find_by_email(&app.db, email).await?;
    let person = person.filter(|it| it.status == PersonStatus::Active);
    let hash = person.as_ref().and_then(|it| it.password_hash.clone());
    let is_right = app.passwords.verify(password, hash).await?;
    let Some(person) = person.filter(|_| is_right) else {
        return Err(SignInError::Wrong);
    };

    throttle::forgive(&app.db, &gate, app.clock.now()).await?;
    let token = open(app, client, before, person.id, SignInWay::Password).await?;
    tracing::info!(person_id = %person.id, "signed in by password");
    Ok(token)
}

/// Opens a session in place of the one the browser had.
pub(super) async fn open(
    app: &AppState,
    client: &Client,
    before: Option<&Reader>,
    person_id: Uuid,
    way: SignInWay,
) -> Result<String, DbErr> {
    let (client, config, now) = (client.clone(), app.config.clone(), app.clock.now());
    let before = before.map(|it| (it.id, it.session_id));
    app.db
        .write(move |tx| {
            let new = NewSession::of(&client, &config, person_id, way);
            Box::pin(async move {
                if let Some((person_id, session_id)) = before {
                    queries::delete_session(tx, person_id, session_id).await?;
                }
                service::open(tx, new, now).await
            })
        })
        .await
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct LinkWanted {
    email: String,
    return_to: Option<String>,
}

/// Somebody asks for a link by mail. The request does the same work for every address;
/// a job finds out whose it is.
pub(super) async fn want_link(
    app: &AppState,
    client: &Client,
    email: &str,
    return_to: Option<&str>,
) -> Result<(), AppError> {
    let now = app.clock.now();
    throttle::enter(&app.db, &Gate::mail(client.network), now).await?;
    let wanted = LinkWanted {
        email: email.chars().take(200).collect(),
        return_to: return_to.map(ToOwned::to_owned),
    };
    app.db
        .write(move |tx| {
            let wanted = wanted.clone();
            Box::pin(async move { jobs::service::enqueue(tx, MAIL_LINK, &wanted, now).await })
        })
        .await
        .map_err(AppError::from)
}

/// Mails the link, if the address belongs to somebody who may sign in.
pub(crate) async fn run_job(app: &AppState, payload: &[u8]) -> Result<(), JobError> {
    let wanted: LinkWanted = serde_json::from_slice(payload)
        .map_err(|_| JobError::GiveUp("the job names no address".into()))?;
    let now = app.clock.now();
    let person = people::service::find_by_email(&app.db, &wanted.email).await?;
    let Some(person) = person.filter(|it| it.status == PersonStatus::Active) else {
        return Ok(());
    };
    let since = now - Duration::hours(1);
    if LINKS_PER_HOUR <= queries::count_links_since(app.db.read(), person.id, since).await? {
        tracing::info!(person_id = %person.id, "too many sign-in links wanted; none mailed");
        return Ok(());
    }
    let token = random_token();
    let url = link_url(app, &token, wanted.return_to.as_deref());
    let minutes = LINK.num_minutes();
    let recipient = Recipient {
        person_id: Some(person.id),
        email: person.email,
        face: person.face,
    };
    let mail = mail::compose(app, recipient, &mails::Link { url, minutes })
        .map_err(|error| JobError::Retry(format!("{error:?}")))?;
    let link = sign_in_link::Model {
        id: Uuid::now_v7(),
        token_hash: hash_token(&token),
        person_id: person.id,
        created_at: now,
        expires_at: now + LINK,
        used_at: None,
    };
    app.db
        .write(move |tx| {
            let (link, mail) = (link.clone(), mail.clone());
            Box::pin(async move {
                queries::insert(tx, link).await?;
                mail::service::queue(tx, mail, now).await
            })
        })
        .await
        .map_err(JobError::Db)
}

/// The address of the link: made from the settings, never from what a request claims.
fn link_url(app: &AppState, token: &str, return_to: Option<&str>) -> String {
    let mut url = app.config.app_origin.url(&format!("/sign-in/link/{token}"));
    if let Some(path) = return_to {
        let encoded: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
        url.push_str("?return=");
        url.push_str(&encoded);
    }
    url
}

/// Whether the link would sign in; looking changes nothing.
pub(super) async fn link_is_good(app: &AppState, token: &str) -> Result<bool, DbErr> {
    let link = queries::find_link(app.db.read(), &hash_token(token)).await?;
    let now = app.clock.now();
    Ok(link.is_some_and(|it| it.used_at.is_none() && now < it.expires_at))
}

/// Signs in by a mailed link, once.
pub(super) async fn by_link(
    app: &AppState,
    client: &Client,
    before: Option<&Reader>,
    token: &str,
) -> Result<String, SignInError> {
    let token_hash = hash_token(token);
    let (client, config, now) = (client.clone(), app.config.clone(), app.clock.now());
    let before = before.map(|it| (it.id, it.session_id));
    app.db
        .write(move |tx| {
            let (token_hash, client, config) = (token_hash.clone(), client.clone(), config.clone());
            Box::pin(async move {
                let Some(mut link) = queries::lock_link(tx, &token_hash).await? else {
                    return Err(SignInError::LinkOver);
                };
                if link.used_at.is_some() || link.expires_at <= now {
                    return Err(SignInError::LinkOver);
                }
                let person = queries::find::<entity::person::Entity>(tx, link.person_id).await?;
                let Some(person) = person.filter(|it| it.status == PersonStatus::Active) else {
                    return Err(SignInError::LinkOver);
                };
                link.used_at = Some(now);
                queries::update(tx, link).await?;
                if let Some((person_id, session_id)) = before {
                    queries::delete_session(tx, person_id, session_id).await?;
                }
                let new = NewSession::of(&client, &config, person.id, SignInWay::Link);
                Ok(service::open(tx, new, now).await?)
            })
        })
        .await
}

/// Signs in as the demo centre's person of this role.
pub(super) async fn in_the_demo(
    app: &AppState,
    client: &Client,
    before: Option<&Reader>,
    role: Role,
) -> Result<String, AppError> {
    if !app.config.demo {
        return Err(AppError::NotFound);
    }
    let person_id = demo_account(app, role)
        .await?
        .ok_or_else(|| AppError::refused("demo-nobody"))?;
    Ok(open(app, client, before, person_id, SignInWay::Demo).await?)
}

/// The setting that names the demo centre's person of a role.
pub(crate) fn demo_account_setting(role: Role) -> &'static str {
    match role {
        Role::Trainee => "demo_account_trainee",
        Role::Trainer => "demo_account_trainer",
        Role::Coordinator => "demo_account_coordinator",
        Role::Administrator => "demo_account_administrator",
    }
}

async fn demo_account(app: &AppState, role: Role) -> Result<Option<Uuid>, DbErr> {
    let db = app.db.read();
    let named = queries::setting(db, demo_account_setting(role)).await?;
    if let Some(id) = named.and_then(|it| it.parse().ok()) {
        let person = queries::find::<entity::person::Entity>(db, id).await?;
        if person.is_some_and(|it| it.status == PersonStatus::Active && it.role == role) {
            return Ok(Some(id));
        }
    }
    Ok(queries::first_of_role(db, role).await?.map(|it| it.id))
}

/// What is wrong with a new password.
pub(crate) fn password_fault(password: &str, email: &str) -> Option<Message> {
    if password.chars().count() < passwords::SHORTEST_CHARS {
        let least = passwords::SHORTEST_CHARS.to_string();
        return Some(Message::new("password-too-short").with("least", least));
    }
    if passwords::LONGEST_BYTES < password.len() {
        return Some(Message::new("password-too-long"));
    }
    let is_one_letter = password.chars().all(|it| password.starts_with(it));
    if is_one_letter || password.trim().eq_ignore_ascii_case(email.trim()) {
        return Some(Message::new("password-too-plain"));
    }
    None
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasswordError {
    #[error("the current password is wrong")]
    WrongCurrent,
    #[error("the new password will not do")]
    Unfit(Message),
    /// Somebody with more than trainee rights came by an invitation, which proves too little.
    #[error("an invitation is not enough")]
    InvitationOnly,
    #[error("{0:?}")]
    App(AppError),
}

impl From<AppError> for PasswordError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// Sets or changes the reader's password: every session of theirs ends, and a new one
/// begins, whose token is answered.
pub(crate) async fn change_password(
    app: &AppState,
    client: &Client,
    reader: &Reader,
    current: &str,
    new: &str,
) -> Result<String, PasswordError> {
    let person = people::service::find(&app.db, reader.id)
        .await
        .map_err(AppError::from)?
        .ok_or(AppError::NotFound)?;
    if reader.role != person.role {
        return Err(PasswordError::InvitationOnly);
    }
    if person.password_hash.is_some() && !reader.has_fresh_link {
        let gate = Gate::password(&person.email_key, client.network);
        throttle::enter(&app.db, &gate, app.clock.now()).await?;
        let is_right = app
            .passwords
            .verify(current, person.password_hash.clone())
            .await?;
        if !is_right {
            return Err(PasswordError::WrongCurrent);
        }
        throttle::forgive(&app.db, &gate, app.clock.now())
            .await
            .map_err(AppError::from)?;
    }
    if let Some(fault) = password_fault(new, &person.email) {
        return Err(PasswordError::Unfit(fault));
    }
    let hash = app.passwords.hash(new).await?;
    let (client, config, now) = (client.clone(), app.config.clone(), app.clock.now());
    let person_id = person.id;
    let token = app
        .db
        .write(move |tx| {
            let hash = hash.clone();
            let session = NewSession::of(&client, &config, person_id, SignInWay::Password);
            Box::pin(async move {
                people::service::set_password_hash(tx, person_id, hash, now).await?;
                queries::delete_sessions(tx, person_id).await?;
                queries::delete_links(tx, person_id).await?;
                service::open(tx, session, now).await
            })
        })
        .await
        .map_err(AppError::from)?;
    tracing::info!(%person_id, "password set");
    Ok(token)
}

/// The periodic job that removes sessions, links and counts that are over.
pub(crate) async fn sweep(app: &AppState) -> Result<(), JobError> {
    let now: DateTime<Utc> = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(queries::delete_what_is_over(
                tx,
                now,
                now - Duration::days(1),
            ))
        })
        .await
        .map_err(JobError::Db)
}
