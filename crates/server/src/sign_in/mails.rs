//! The mails of the feature.

use serde::Serialize;

use crate::{error::Message, mail::MailView};

/// A link that signs in, once.
#[derive(Debug, Serialize)]
pub(super) struct Link {
    pub(super) url: String,
    pub(super) minutes: i64,
}

impl MailView for Link {
    const NAME: &'static str = "sign_in_link";

    fn subject(&self) -> Message {
        Message::new("mail-link-subject")
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            url: "http://localhost/sign-in/link/x".into(),
            minutes: 20,
        }]
    }
}

/// An invitation to a course.
#[derive(Debug, Serialize)]
pub(super) struct Invitation {
    pub(super) url: String,
    pub(super) course: String,
    /// In Cyrillic; shown in the reader's script.
    pub(super) inviter: Option<String>,
    pub(super) minutes: i32,
    pub(super) due_on: Option<String>,
    pub(super) expires_on: String,
}

impl MailView for Invitation {
    const NAME: &'static str = "invitation";

    fn subject(&self) -> Message {
        Message::new("mail-invitation-subject").with("course", &self.course)
    }

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let bare = Self {
            url: "http://localhost/invitation/x".into(),
            course: "Заштита <b>".into(),
            inviter: None,
            minutes: 0,
            due_on: None,
            expires_on: "2026-12-08".into(),
        };
        let full = Self {
            url: bare.url.clone(),
            course: bare.course.clone(),
            inviter: Some("Ана <b>".into()),
            minutes: 45,
            due_on: Some("2026-12-01".into()),
            expires_on: bare.expires_on.clone(),
        };
        vec![bare, full]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mail_renders() {
        crate::mail::tests::renders::<Link>();
        crate::mail::tests::renders::<Invitation>();
    }
}
