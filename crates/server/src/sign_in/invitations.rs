//! One-person links to a course. Looking at one changes nothing: mail gateways open
//! links. Its button signs in with trainee rights, for fourteen days, until the
//! person has a sign-in of their own.

use chrono::{DateTime, Duration, Utc};
use entity::{
    course, invitation, person,
    values::{PersonStatus, SignInWay},
};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{
    Client, Reader, mails, queries,
    service::{hash_token, random_token},
    throttle::{self, Gate},
    ways,
};
use crate::{
    app::AppState,
    error::AppError,
    mail::{self, Recipient},
};

/// How long an invitation works.
const INVITATION: Duration = Duration::days(14);
/// How often in an hour an expired invitation may be sent again.
const AGAIN_PER_HOUR: u64 = 3;

/// Whom to invite where.
#[derive(Debug, Clone)]
pub(crate) struct Invite {
    pub(crate) person_id: Uuid,
    pub(crate) course_id: Uuid,
    pub(crate) invited_by: Option<Uuid>,
}

/// Makes the invitation and queues its mail, in the caller's transaction.
pub(crate) async fn invite(
    app: &AppState,
    tx: &DatabaseTransaction,
    invite: Invite,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let person = queries::find::<person::Entity>(tx, invite.person_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let course = queries::find::<course::Entity>(tx, invite.course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let inviter = match invite.invited_by {
        Some(id) => queries::find::<person::Entity>(tx, id).await?,
        None => None,
    };
    let token = random_token();
    let view = mails::Invitation {
        url: app.config.app_origin.url(&format!("/invitation/{token}")),
        course: course.title,
        inviter: inviter.map(|it| format!("{} {}", it.given_name_cyrl, it.family_name_cyrl)),
        minutes: course.duration_minutes,
        due_on: course.due_on.map(|it| it.to_string()),
        expires_on: app.config.date_of(now + INVITATION).to_string(),
    };
    let recipient = Recipient {
        person_id: Some(person.id),
        email: person.email,
        face: person.face,
    };
    let mail = mail::compose(app, recipient, &view)?;
    let row = invitation::Model {
        id: Uuid::now_v7(),
        token_hash: hash_token(&token),
        person_id: invite.person_id,
        course_id: invite.course_id,
        invited_by: invite.invited_by,
        created_at: now,
        expires_at: now + INVITATION,
        accepted_at: None,
    };
    queries::insert(tx, row).await?;
    mail::service::queue(tx, mail, now).await?;
    Ok(())
}

/// Ends a person's invitations to a course: they were withdrawn.
pub(crate) async fn end_invitations(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    queries::expire_invitations(tx, person_id, course_id, now).await
}

/// What an invitation is good for just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its button signs in.
    Open,
    /// The person has a sign-in of their own and uses that.
    HasOwnSignIn,
    /// It can be sent again.
    Expired,
}

pub(super) struct Found {
    pub(super) standing: Standing,
    pub(super) person: person::Model,
    pub(super) course: course::Model,
    invitation: invitation::Model,
}

/// Looks at an invitation, and changes nothing.
pub(super) async fn find(app: &AppState, token: &str) -> Result<Option<Found>, DbErr> {
    let found = queries::invitation(app.db.read(), &hash_token(token)).await?;
    let now = app.clock.now();
    Ok(found
        .filter(|(_, person, _)| person.status == PersonStatus::Active)
        .map(|(invitation, person, course)| {
            let standing = if person.sign_in_set_at.is_some() {
                Standing::HasOwnSignIn
            } else if invitation.expires_at <= now {
                Standing::Expired
            } else {
                Standing::Open
            };
            Found {
                standing,
                person,
                course,
                invitation,
            }
        }))
}

/// Signs the invited person in, with trainee rights, and answers the session's token.
pub(super) async fn accept(
    app: &AppState,
    client: &Client,
    before: Option<&Reader>,
    found: Found,
) -> Result<String, AppError> {
    let mut invitation = found.invitation;
    if invitation.accepted_at.is_none() {
        invitation.accepted_at = Some(app.clock.now());
        app.db
            .write(move |tx| {
                let invitation = invitation.clone();
                Box::pin(queries::update(tx, invitation))
            })
            .await?;
    }
    let person_id = found.person.id;
    let token = ways::open(app, client, before, person_id, SignInWay::Invitation).await?;
    tracing::info!(%person_id, "signed in by an invitation");
    Ok(token)
}

/// Sends an expired invitation again, to the address that it went to.
pub(super) async fn send_again(
    app: &AppState,
    client: &Client,
    found: &Found,
) -> Result<(), AppError> {
    let now = app.clock.now();
    throttle::enter(&app.db, &Gate::mail(client.network), now).await?;
    let again = Invite {
        person_id: found.person.id,
        course_id: found.course.id,
        invited_by: found.invitation.invited_by,
    };
    let app = app.clone();
    app.db
        .clone()
        .write(move |tx| {
            let (app, again) = (app.clone(), again.clone());
            Box::pin(async move {
                let since = now - Duration::hours(1);
                let sent =
                    queries::count_invitations_since(tx, again.person_id, again.course_id, since);
                if AGAIN_PER_HOUR <= sent.await? {
                    return Ok(());
                }
                invite(&app, tx, again, now).await
            })
        })
        .await
}
