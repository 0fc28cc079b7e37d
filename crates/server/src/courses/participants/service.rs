//! The use cases of the participants' page.

use chrono::{DateTime, Utc};
use entity::{course, enrolment, person, values::Face};
use uuid::Uuid;

use super::super::{
    enrolling::{self, Invitee},
    queries, rules,
    service::CourseError,
};
use crate::{app::AppState, db::Db, error::AppError, sign_in::Reader};

/// The course, if this reader may manage it.
pub(crate) async fn course_of_staff(
    db: &Db,
    reader: &Reader,
    course_id: Uuid,
) -> Result<course::Model, AppError> {
    let course = queries::find::<course::Entity>(db.read(), course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    if rules::may_edit(reader.role, reader.id, &course) {
        Ok(course)
    } else {
        Err(AppError::Forbidden)
    }
}

pub(crate) struct Participants {
    pub(crate) rows: Vec<(enrolment::Model, person::Model)>,
    /// Who has an invitation that is still good.
    pub(crate) invited: Vec<Uuid>,
}

pub(crate) async fn participants(
    db: &Db,
    course_id: Uuid,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Participants, AppError> {
    Ok(Participants {
        rows: queries::participants(db.read(), course_id, face).await?,
        invited: queries::open_invitations(db.read(), course_id, now).await?,
    })
}

/// Invites all of them, or none.
pub(crate) async fn invite_all(
    app: &AppState,
    course_id: Uuid,
    invitees: Vec<Invitee>,
    invited_by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    let state = app.clone();
    app.db
        .write(move |tx| {
            let (app, invitees) = (state.clone(), invitees.clone());
            Box::pin(async move {
                for invitee in invitees {
                    enrolling::invite(tx, &app, course_id, invitee, Some(invited_by), now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Sends the person of an enrolment a new link.
pub(crate) async fn invite_again(
    app: &AppState,
    course_id: Uuid,
    enrolment_id: Uuid,
    invited_by: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    let invitee = queries::participant(app.db.read(), course_id, enrolment_id)
        .await?
        .map(|person| Invitee {
            given_name: person.given_name,
            family_name: person.family_name,
            email: person.email,
        })
        .ok_or(CourseError::NotFound)?;
    invite_all(app, course_id, vec![invitee], invited_by, now).await
}

/// Takes the person off the course; the enrolment must be this course's.
pub(crate) async fn withdraw(
    app: &AppState,
    course_id: Uuid,
    enrolment_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let enrolment = queries::enrolment_by_id(tx, enrolment_id).await?;
                if enrolment.is_none_or(|it| it.course_id != course_id) {
                    return Err(CourseError::NotFound);
                }
                enrolling::withdraw(tx, enrolment_id, now).await
            })
        })
        .await
}
