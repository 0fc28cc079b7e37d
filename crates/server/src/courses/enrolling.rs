//! The use cases of who is on a course: enrol, withdraw, invite.

use chrono::{DateTime, Utc};
use entity::{
    course, enrolment,
    values::{CourseStatus, EnrolmentStatus, Face, Role},
};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::{
    queries,
    service::{CourseError, locked},
};
use crate::{
    app::AppState,
    db::Db,
    error::Message,
    i18n,
    people::{self, NameFields, Names, service::NewPerson},
    sign_in,
};

/// Gives the person a place on the course; coming back after a withdrawal
/// takes up the old place with all its attempts. Enrolling twice changes nothing.
pub(crate) async fn enrol(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> Result<Uuid, CourseError> {
    let course = locked(tx, course_id).await?;
    if course.status == CourseStatus::Closed {
        return Err(CourseError::NotOpen(course.status));
    }
    if let Some(mut enrolment) = queries::enrolment(tx, course_id, person_id).await? {
        let id = enrolment.id;
        if enrolment.status == EnrolmentStatus::Withdrawn {
            enrolment.status = EnrolmentStatus::Active;
            enrolment.withdrawn_at = None;
            queries::update(tx, enrolment).await?;
        }
        return Ok(id);
    }
    let enrolment = enrolment::Model {
        id: Uuid::now_v7(),
        person_id,
        course_id,
        registration: Uuid::now_v7(),
        status: EnrolmentStatus::Active,
        due_on: None,
        enrolled_at: now,
        withdrawn_at: None,
        completed_at: None,
        progress_percent: 0,
        last_step_id: None,
        last_contact_at: None,
    };
    let id = enrolment.id;
    queries::insert(tx, enrolment).await?;
    Ok(id)
}

/// Gives the person a place on the course, as a transaction of its own.
pub async fn put_on_course(
    app: &AppState,
    person_id: Uuid,
    course_id: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<Uuid> {
    let enrolled = app
        .db
        .write(move |tx| Box::pin(enrol(tx, person_id, course_id, now)))
        .await;
    enrolled.map_err(|error| anyhow::anyhow!("{error}"))
}

/// Takes the person off the course. A running launch ends at its next request;
/// attempts, completions and certificates stay.
pub(crate) async fn withdraw(
    tx: &DatabaseTransaction,
    enrolment_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), CourseError> {
    let mut enrolment = queries::enrolment_by_id(tx, enrolment_id)
        .await?
        .ok_or(CourseError::NotFound)?;
    enrolment.status = EnrolmentStatus::Withdrawn;
    enrolment.withdrawn_at = Some(now);
    sign_in::end_invitations(tx, enrolment.person_id, enrolment.course_id, now).await?;
    queries::update(tx, enrolment).await?;
    Ok(())
}

/// Every place of the person with its course, newest first.
pub(crate) async fn courses_of_person(
    db: &Db,
    person_id: Uuid,
) -> Result<Vec<(enrolment::Model, course::Model)>, DbErr> {
    queries::courses_of_person(db.read(), person_id).await
}

/// Somebody to invite: an address, and a name where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invitee {
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) email: String,
}

/// Enrols the invitee, as a new person where the address is unknown, and
/// queues a mail with a link that is good for this person alone.
pub(crate) async fn invite(
    tx: &DatabaseTransaction,
    app: &AppState,
    course_id: Uuid,
    invitee: Invitee,
    invited_by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Uuid, CourseError> {
    let person_id = people::service::find_or_create_by_email(tx, new_person(&invitee), now).await?;
    let enrolment_id = enrol(tx, person_id, course_id, now).await?;
    let invite = sign_in::Invite {
        person_id,
        course_id,
        invited_by,
    };
    sign_in::invite(app, tx, invite, now)
        .await
        .map_err(CourseError::Invitation)?;
    Ok(enrolment_id)
}

fn new_person(invitee: &Invitee) -> NewPerson {
    let typed = NameFields {
        given_name: invitee.given_name.clone(),
        family_name: invitee.family_name.clone(),
        ..NameFields::default()
    };
    // A name that is not whole yet is asked for when its person first comes.
    let names = typed.complete().unwrap_or_else(|| Names {
        given_name: serbian_text::to_latin(&invitee.given_name),
        family_name: String::new(),
        given_name_cyrl: invitee.given_name.clone(),
        family_name_cyrl: String::new(),
    });
    NewPerson {
        names,
        email: invitee.email.clone(),
        role: Role::Trainee,
        face: Face::SrCyrl,
        organisation_id: None,
        post: None,
    }
}

/// One line of a pasted list, or why it cannot be used.
pub(crate) type PastedLine = Result<Invitee, Message>;

/// Reads a pasted list: a line each, `name surname <address>`, `address` alone,
/// or columns parted by tab, semicolon or comma in any order of name and address.
pub(crate) fn read_pasted(text: &str) -> Vec<(usize, String, PastedLine)> {
    let mut seen = std::collections::HashSet::new();
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let mut read = read_line(line);
        if let Ok(invitee) = &read
            && !seen.insert(invitee.email.to_lowercase())
        {
            read = Err(Message::new("invite-line-twice").with("email", invitee.email.clone()));
        }
        lines.push((at + 1, line.to_owned(), read));
    }
    lines
}

fn read_line(line: &str) -> PastedLine {
    let words: Vec<&str> = line
        .split(['\t', ';', ',', ' ', '<', '>', '"'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect();
    let addresses: Vec<&str> = words
        .iter()
        .copied()
        .filter(|it| it.contains('@'))
        .collect();
    let [email] = addresses[..] else {
        let id = if addresses.is_empty() {
            "invite-line-no-address"
        } else {
            "invite-line-two-addresses"
        };
        return Err(Message::new(id));
    };
    if !is_address(email) {
        return Err(Message::new("invite-line-bad-address").with("email", email));
    }
    let names: Vec<&str> = words.into_iter().filter(|it| !it.contains('@')).collect();
    let (given_name, family_name) = match names.split_first() {
        Some((given, family)) if !family.is_empty() => ((*given).to_owned(), family.join(" ")),
        Some((only, _)) => ((*only).to_owned(), String::new()),
        None => (name_from_address(email), String::new()),
    };
    Ok(Invitee {
        given_name,
        family_name,
        email: email.to_owned(),
    })
}

/// What stands before the `@`, until the person says their name.
fn name_from_address(email: &str) -> String {
    email.split('@').next().unwrap_or(email).to_owned()
}

/// Whether this can be an address: something, `@`, a host with a dot, no odd characters.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|it| !it.is_whitespace() && !it.is_control() && !"@<>()[]\\,;:\"".contains(it))
    };
    plain(local)
        && plain(host)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= 190
}

/// The words for a line of a pasted list that cannot be used.
pub(crate) fn line_words(face: entity::values::Face, line: &PastedLine) -> Option<String> {
    line.as_ref()
        .err()
        .map(|message| i18n::translate(face, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_read_line_by_line() {
        let text = "Ана Анић <ana@example.org>\n\nmarko@example.org\nPetra;Perić;petra@example.org\n\
                    nobody\na@b.rs c@d.rs\nana@example.org\nx@y";

        let lines = read_pasted(text);

        let emails: Vec<Option<&str>> = lines
            .iter()
            .map(|(_, _, line)| line.as_ref().ok().map(|it| it.email.as_str()))
            .collect();
        assert_eq!(
            emails,
            [
                Some("ana@example.org"),
                Some("marko@example.org"),
                Some("petra@example.org"),
                None,
                None,
                None,
                None
            ]
        );
        assert_eq!(lines[1].0, 3);
        assert_eq!(lines[2].2.as_ref().unwrap().family_name, "Perić");
    }

    #[test]
    fn addresses_are_told_from_other_words() {
        for good in ["a@b.rs", "име@пример.срб", "a.b+c@d-e.org"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "a",
            "@b.rs",
            "a@",
            "a@b",
            "a@.rs",
            "a b@c.rs",
            "a@b.rs\r\nBcc: x@y.rs",
            "<a@b.rs>",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
