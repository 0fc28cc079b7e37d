//! What the account pages show.

use entity::{
    organisation, person,
    values::{Role, SignInWay},
    web_session,
};
use serde::Serialize;

use crate::{i18n, page::View, people::NameFields, sign_in::Reader};

/// `GET /account`
#[derive(Debug, Serialize)]
pub(super) struct Account {
    name_latn: String,
    name_cyrl: String,
    email: String,
    face: &'static str,
    has_password: bool,
    /// The current password must be given to change it.
    asks_current: bool,
    /// Signed in by an invitation, as somebody with more rights: no password can be set.
    needs_link: bool,
    fault: Option<String>,
    done: Option<&'static str>,
    sessions: Vec<Session>,
}

#[derive(Debug, Serialize)]
struct Session {
    id: String,
    browser: Option<&'static str>,
    system: Option<&'static str>,
    way: SignInWay,
    is_this: bool,
    /// RFC 3339.
    created_at: String,
    last_seen_at: String,
}

impl Account {
    pub(super) fn new(
        reader: &Reader,
        person: &person::Model,
        sessions: Vec<web_session::Model>,
        done: &str,
    ) -> Self {
        let sessions = sessions.into_iter().map(|session| Session {
            id: session.id.to_string(),
            browser: known(&session.device, BROWSERS),
            system: known(&session.device, SYSTEMS),
            way: session.way,
            is_this: session.id == reader.session_id,
            created_at: session.created_at.to_rfc3339(),
            last_seen_at: session.last_seen_at.to_rfc3339(),
        });
        Self {
            name_latn: format!("{} {}", person.given_name, person.family_name),
            name_cyrl: format!("{} {}", person.given_name_cyrl, person.family_name_cyrl),
            email: person.email.clone(),
            face: i18n::tag(person.face),
            has_password: person.password_hash.is_some(),
            asks_current: person.password_hash.is_some() && !reader.has_fresh_link,
            needs_link: reader.role == Role::Trainee && person.role != Role::Trainee,
            fault: None,
            done: ["details", "face", "password", "session"]
                .into_iter()
                .find(|it| *it == done),
            sessions: sessions.collect(),
        }
    }

    pub(super) fn with_fault(mut self, fault: String) -> Self {
        self.fault = Some(fault);
        self
    }
}

/// Signs in a browser's description of itself, and its name; the first that fits is it.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

fn known(device: &str, table: &[(&'static str, &'static str)]) -> Option<&'static str> {
    let found = table.iter().find(|(sign, _)| device.contains(sign))?;
    Some(found.1)
}

impl View for Account {
    const TEMPLATE: &'static str = "account/account.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let session = |way, known: bool| Session {
            id: "id".into(),
            browser: known.then_some("Firefox"),
            system: known.then_some("Linux"),
            way,
            is_this: known,
            created_at: "2026-11-24T09:00:00Z".into(),
            last_seen_at: "2026-11-24T09:00:00Z".into(),
        };
        let account = |has_password, asks_current, needs_link, done| Self {
            name_latn: "Ada <b>".into(),
            name_cyrl: "Ада <b>".into(),
            email: "ada@example.org".into(),
            face: "sr-Cyrl",
            has_password,
            asks_current,
            needs_link,
            fault: None,
            done,
            sessions: vec![
                session(SignInWay::Password, true),
                session(SignInWay::Link, false),
                session(SignInWay::Invitation, false),
                session(SignInWay::Demo, false),
                session(SignInWay::Direct, false),
            ],
        };
        vec![
            account(false, false, false, None),
            account(true, true, false, Some("details")),
            account(true, false, false, Some("face")),
            account(true, false, false, Some("session")),
            account(true, false, true, Some("password")).with_fault("No".into()),
        ]
    }
}

/// `GET /account/details`
#[derive(Debug, Serialize)]
pub(super) struct DetailsPage {
    given_name: String,
    family_name: String,
    given_name_cyrl: String,
    family_name_cyrl: String,
    organisation: String,
    post: String,
    /// Names to choose from, in Cyrillic.
    organisations: Vec<String>,
    return_to: String,
    is_first_time: bool,
    has_fault: bool,
}

impl DetailsPage {
    pub(super) fn of(
        person: &person::Model,
        organisations: Vec<organisation::Model>,
        return_to: String,
    ) -> Self {
        let own = organisations
            .iter()
            .find(|it| Some(it.id) == person.organisation_id);
        Self {
            organisation: own.map(|it| it.name.clone()).unwrap_or_default(),
            given_name: person.given_name.clone(),
            family_name: person.family_name.clone(),
            given_name_cyrl: person.given_name_cyrl.clone(),
            family_name_cyrl: person.family_name_cyrl.clone(),
            post: person.post.clone().unwrap_or_default(),
            organisations: organisations.into_iter().map(|it| it.name).collect(),
            return_to,
            is_first_time: person.details_checked_at.is_none(),
            has_fault: false,
        }
    }

    /// The form as it was sent, with what is missing.
    pub(super) fn again(
        names: NameFields,
        organisation: String,
        post: String,
        organisations: Vec<organisation::Model>,
        return_to: String,
    ) -> Self {
        Self {
            given_name: names.given_name,
            family_name: names.family_name,
            given_name_cyrl: names.given_name_cyrl,
            family_name_cyrl: names.family_name_cyrl,
            organisation,
            post,
            organisations: organisations.into_iter().map(|it| it.name).collect(),
            return_to,
            is_first_time: true,
            has_fault: true,
        }
    }
}

impl View for DetailsPage {
    const TEMPLATE: &'static str = "account/details.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |is_first_time, has_fault| Self {
            given_name: "Ada".into(),
            family_name: "<b>".into(),
            given_name_cyrl: "Ада".into(),
            family_name_cyrl: String::new(),
            organisation: "Општина <b>".into(),
            post: String::new(),
            organisations: vec!["Општина <b>".into()],
            return_to: "/courses".into(),
            is_first_time,
            has_fault,
        };
        vec![page(true, false), page(false, false), page(true, true)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Account>();
        crate::page::tests::renders::<DetailsPage>();
    }

    #[test]
    fn browsers_are_named_in_words() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(known(chrome, BROWSERS), Some("Chrome"));
        assert_eq!(known(chrome, SYSTEMS), Some("Linux"));
        assert_eq!(known("curl/8", BROWSERS), None);
    }
}
