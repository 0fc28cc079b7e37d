//! What the page of a person gathers: the person, and what the features that
//! keep them say of the person's courses, attempts and certificates.

use entity::{course, enrolment, organisation, person};
use uuid::Uuid;

use super::service;
use crate::{
    attempts::service::{AttemptOfPerson, attempts_of_person},
    completions::service::{CertificateLine, certificates_of_person},
    courses::service::courses_of_person,
    db::Db,
    error::AppError,
};

/// Attempts that the page shows.
const MOST_ATTEMPTS: u64 = 50;

pub(super) struct Facts {
    pub(super) person: person::Model,
    pub(super) organisation: Option<organisation::Model>,
    pub(super) courses: Vec<(enrolment::Model, course::Model)>,
    pub(super) attempts: Vec<AttemptOfPerson>,
    pub(super) certificates: Vec<CertificateLine>,
}

pub(super) async fn facts(db: &Db, id: Uuid) -> Result<Option<Facts>, AppError> {
    let Some(person) = service::find(db, id).await? else {
        return Ok(None);
    };
    let organisation = match person.organisation_id {
        Some(id) => service::find_organisation(db, id).await?,
        None => None,
    };
    Ok(Some(Facts {
        organisation,
        courses: courses_of_person(db, id).await?,
        attempts: attempts_of_person(db, id, MOST_ATTEMPTS).await?,
        certificates: certificates_of_person(db, id).await?,
        person,
    }))
}
