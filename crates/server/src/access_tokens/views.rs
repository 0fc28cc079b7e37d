//! What the pages about tokens show.

use std::collections::BTreeMap;

use entity::{
    api_token, person,
    values::{Face, PersonStatus, Role},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::page::View;

/// The roles that a token can have, the narrowest first.
const ROLES: [Role; 3] = [Role::Trainer, Role::Coordinator, Role::Administrator];
/// Characters that the name may have.
const LONGEST_NAME: usize = 100;

/// What is wrong, by the name of the field: a message id each.
pub(super) type FormErrors = BTreeMap<&'static str, &'static str>;

/// The form that makes a token.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TokenForm {
    name: String,
    role: String,
    person: String,
}

impl TokenForm {
    /// Name, role, and the address of the person on whose behalf the token acts.
    pub(super) fn check(&self) -> Result<(String, Role, Option<String>), FormErrors> {
        let mut errors = FormErrors::new();
        let name: String = self.name.chars().filter(|it| !it.is_control()).collect();
        let name = name.trim().to_owned();
        if name.is_empty() {
            errors.insert("name", "access-token-name-missing");
        } else if LONGEST_NAME < name.chars().count() {
            errors.insert("name", "access-token-name-long");
        }
        let role = serde_json::from_value(self.role.clone().into()).ok();
        let role = role.filter(|it| ROLES.contains(it));
        if role.is_none() {
            errors.insert("role", "access-token-role-wrong");
        }
        let person = Some(self.person.trim().to_owned()).filter(|it| !it.is_empty());
        match role {
            Some(role) if errors.is_empty() => Ok((name, role, person)),
            _ => Err(errors),
        }
    }
}

/// `GET /access-tokens`
#[derive(Debug, Serialize)]
pub(super) struct List {
    has_revoked: bool,
    roles: [Role; 3],
    form: TokenForm,
    errors: FormErrors,
    good: Vec<Line>,
    revoked: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    id: Uuid,
    name: String,
    role: Role,
    person: Option<Whose>,
    /// RFC 3339, as are the others.
    created_at: String,
    last_used_at: Option<String>,
    revoked_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct Whose {
    id: Uuid,
    name: String,
    is_suspended: bool,
}

impl List {
    pub(super) fn new(
        face: Face,
        tokens: Vec<(api_token::Model, Option<person::Model>)>,
        form: TokenForm,
    ) -> Self {
        let lines = tokens
            .into_iter()
            .map(|(token, person)| Line::new(face, token, person));
        let (good, revoked) = lines.partition(|it| it.revoked_at.is_none());
        Self {
            has_revoked: false,
            roles: ROLES,
            form,
            errors: FormErrors::new(),
            good,
            revoked,
        }
    }

    pub(super) fn said(self, has_revoked: bool) -> Self {
        Self {
            has_revoked,
            ..self
        }
    }

    pub(super) fn with(self, errors: FormErrors) -> Self {
        Self { errors, ..self }
    }
}

impl Line {
    fn new(face: Face, token: api_token::Model, person: Option<person::Model>) -> Self {
        Self {
            id: token.id,
            name: token.name,
            role: token.role,
            person: person.map(|it| Whose {
                id: it.id,
                is_suspended: it.status == PersonStatus::Suspended,
                name: match face {
                    Face::SrCyrl => format!("{} {}", it.given_name_cyrl, it.family_name_cyrl),
                    Face::SrLatn | Face::En => format!("{} {}", it.given_name, it.family_name),
                },
            }),
            created_at: token.created_at.to_rfc3339(),
            last_used_at: token.last_used_at.map(|it| it.to_rfc3339()),
            revoked_at: token.revoked_at.map(|it| it.to_rfc3339()),
        }
    }
}

/// The answer to the form: the token, this once.
#[derive(Debug, Serialize)]
pub(super) struct Made {
    pub(super) name: String,
    pub(super) token: String,
    /// The site's address.
    pub(super) site: String,
}

/// `GET /access-tokens/{id}/revoke`
#[derive(Debug, Serialize)]
pub(super) struct Revoke {
    id: Uuid,
    name: String,
    last_used_at: Option<String>,
}

impl Revoke {
    pub(super) fn new(token: api_token::Model) -> Self {
        Self {
            id: token.id,
            name: token.name,
            last_used_at: token.last_used_at.map(|it| it.to_rfc3339()),
        }
    }
}

impl View for List {
    const TEMPLATE: &'static str = "access_tokens/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let at = || "2026-11-24T09:00:00Z".to_owned();
        let line = |whose: Option<bool>, is_used: bool, is_revoked: bool| Line {
            id: Uuid::nil(),
            name: "HR <b>".into(),
            role: Role::Coordinator,
            person: whose.map(|is_suspended| Whose {
                id: Uuid::nil(),
                name: "Ада".into(),
                is_suspended,
            }),
            created_at: at(),
            last_used_at: is_used.then(at),
            revoked_at: is_revoked.then(at),
        };
        let list = |good, revoked| Self {
            has_revoked: false,
            roles: ROLES,
            form: TokenForm::default(),
            errors: FormErrors::new(),
            good,
            revoked,
        };
        let full = || {
            list(
                vec![line(Some(true), true, false), line(None, false, false)],
                vec![line(Some(false), true, true), line(None, false, true)],
            )
        };
        let fault = ("name", "access-token-name-missing");
        vec![
            list(vec![], vec![]),
            full().said(true),
            full().with([fault, ("person", "access-token-nobody")].into()),
        ]
    }
}

impl View for Made {
    const TEMPLATE: &'static str = "access_tokens/made.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {
            name: "HR <b>".into(),
            token: "obuka_x".into(),
            site: "http://localhost:8080".into(),
        }]
    }
}

impl View for Revoke {
    const TEMPLATE: &'static str = "access_tokens/revoke.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let revoke = |last_used_at| Self {
            id: Uuid::nil(),
            name: "HR <b>".into(),
            last_used_at,
        };
        vec![revoke(None), revoke(Some("2026-11-24T09:00:00Z".into()))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<List>();
        crate::page::tests::renders::<Made>();
        crate::page::tests::renders::<Revoke>();
    }

    #[test]
    fn a_token_has_a_name_and_never_the_role_of_trainees() {
        let form = |name: &str, role: &str| TokenForm {
            name: name.into(),
            role: role.into(),
            person: " ".into(),
        };

        let good = form(" HR\u{7} ", "coordinator").check();
        assert_eq!(good, Ok(("HR".to_owned(), Role::Coordinator, None)));
        for (name, role, wrong) in [
            ("", "trainer", "name"),
            (&"x".repeat(101), "trainer", "name"),
            ("HR", "trainee", "role"),
            ("HR", "", "role"),
        ] {
            assert!(form(name, role).check().unwrap_err().contains_key(wrong));
        }
    }
}
