//! What the feature's pages show.

use serde::Serialize;
use uuid::Uuid;

use super::invitations::{Found, Standing};
use crate::page::View;

/// `GET /sign-in`
#[derive(Debug, Serialize)]
pub(super) struct SignIn {
    return_to: String,
    email: String,
    notice: Notice,
}

/// What the page says above its forms.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Notice {
    None,
    Wrong,
    Wait { minutes: u64 },
    Mailed,
}

impl SignIn {
    pub(super) fn new(return_to: &str, email: &str) -> Self {
        Self {
            return_to: return_to.to_owned(),
            email: email.chars().take(200).collect(),
            notice: Notice::None,
        }
    }

    pub(super) fn with(mut self, notice: Notice) -> Self {
        self.notice = notice;
        self
    }
}

impl View for SignIn {
    const TEMPLATE: &'static str = "sign_in/sign_in.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        [
            Notice::None,
            Notice::Wrong,
            Notice::Wait { minutes: 3 },
            Notice::Mailed,
        ]
        .map(|notice| Self::new("/courses?x=1", "ada@example.org").with(notice))
        .into()
    }
}

/// `GET /sign-in/link/{token}`
#[derive(Debug, Serialize)]
pub(super) struct Link {
    is_good: bool,
    token: String,
    return_to: String,
}

impl Link {
    pub(super) fn new(is_good: bool, token: &str, return_to: &str) -> Self {
        Self {
            is_good,
            token: token.to_owned(),
            return_to: return_to.to_owned(),
        }
    }
}

impl View for Link {
    const TEMPLATE: &'static str = "sign_in/link.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![
            Self::new(true, "x", "/home"),
            Self::new(false, "x", "/home"),
        ]
    }
}

/// `GET /invitation/{token}`
#[derive(Debug, Serialize)]
pub(super) struct Invitation {
    state: State,
    token: String,
    course: String,
    course_path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Unknown,
    Open,
    /// The reader is the invited person, signed in.
    Here,
    HasOwnSignIn,
    Expired,
    SentAgain,
}

impl Invitation {
    pub(super) fn new(found: Option<&Found>, token: &str, reader_id: Option<Uuid>) -> Self {
        let state = match found {
            None => State::Unknown,
            Some(it) if reader_id == Some(it.person.id) => State::Here,
            Some(it) => match it.standing {
                Standing::Open => State::Open,
                Standing::HasOwnSignIn => State::HasOwnSignIn,
                Standing::Expired => State::Expired,
            },
        };
        Self {
            state,
            token: token.to_owned(),
            course: found.map(|it| it.course.title.clone()).unwrap_or_default(),
            course_path: found
                .map(|it| format!("/courses/{}", it.course.id))
                .unwrap_or_default(),
        }
    }

    pub(super) fn sent_again(mut self) -> Self {
        self.state = State::SentAgain;
        self
    }

    pub(super) fn status(&self) -> u16 {
        match self.state {
            State::Unknown => 404,
            State::Expired => 410,
            State::Open | State::Here | State::HasOwnSignIn | State::SentAgain => 200,
        }
    }
}

impl View for Invitation {
    const TEMPLATE: &'static str = "sign_in/invitation.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        [
            State::Unknown,
            State::Open,
            State::Here,
            State::HasOwnSignIn,
            State::Expired,
            State::SentAgain,
        ]
        .map(|state| Self {
            state,
            token: "x".into(),
            course: "Заштита <b>".into(),
            course_path: "/courses/x".into(),
        })
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<SignIn>();
        crate::page::tests::renders::<Link>();
        crate::page::tests::renders::<Invitation>();
    }
}
