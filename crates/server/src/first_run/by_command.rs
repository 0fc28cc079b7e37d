//! `obuka create-admin`: an administrator from the command line.

use entity::values::Face;

use super::{queries, service, service::FirstAdministrator, site::SET_UP_AT};
use crate::{
    app::AppState,
    error::{AppError, Message},
    i18n,
    people::{NameFields, service::email_key},
    sign_in::ways::password_fault,
};

/// Who is to be administrator.
#[derive(Debug, Clone)]
pub struct Admin {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub password: String,
}

/// Why there is none, in English.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NoAdmin(String);

impl From<AppError> for NoAdmin {
    fn from(error: AppError) -> Self {
        // The words of pages are for who looks at one; the cause is of more use here.
        match error {
            AppError::Database(error) => Self(error.to_string()),
            other => Self(i18n::translate(Face::En, &other.message())),
        }
    }
}

/// Adds an administrator with a password and closes the set-up guide; answers the address.
pub async fn create_administrator(app: &AppState, admin: Admin) -> Result<String, NoAdmin> {
    let first = check(admin).map_err(|it| NoAdmin(i18n::translate(Face::En, &it)))?;
    let (email, now) = (first.email.clone(), app.clock.now());
    let hash = app.passwords.hash(&first.password).await?;
    app.db
        .write(move |tx| {
            let (first, hash) = (first.clone(), hash.clone());
            Box::pin(async move {
                service::add_administrator(tx, first, hash, now).await?;
                queries::put_setting(tx, SET_UP_AT, &now.to_rfc3339()).await?;
                Ok::<_, AppError>(())
            })
        })
        .await?;
    Ok(email)
}

fn check(admin: Admin) -> Result<FirstAdministrator, Message> {
    let fields = NameFields {
        given_name: admin.given_name,
        family_name: admin.family_name,
        ..NameFields::default()
    };
    let names = fields.complete().ok_or(Message::new("details-fault"))?;
    if email_key(&admin.email).is_none() {
        return Err(Message::new("person-address-wrong"));
    }
    match password_fault(&admin.password, &admin.email) {
        Some(fault) => Err(fault),
        None => Ok(FirstAdministrator {
            names,
            email: admin.email,
            password: admin.password,
            face: Face::SrCyrl,
        }),
    }
}
