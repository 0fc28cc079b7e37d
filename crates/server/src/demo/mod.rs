//! The demo centre: invented people and organisations, the programmes and the
//! history that make the centre's public figures visible, and four courses to try.
//!
//! It is set up once, in a few transactions; a setting says that it is there.

mod answers;
mod courses;
mod history;
mod people;
mod queries;
mod words;

use chrono::{DateTime, Utc};

use crate::{
    app::AppState,
    completions::{self, IssuerFacts},
    error::AppError,
};

/// The setting that says how far the setting up has come.
const SETTING: &str = "demo_centre";

/// Why the demo centre could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("a sample module could not be built: {0}")]
    Build(#[from] content_packages::BuildError),
    #[error("a sample module could not be imported: {0}")]
    Import(String),
    #[error("a course could not be made: {0}")]
    Course(String),
    #[error("a file could not be written: {0}")]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Db(#[from] sea_orm::DbErr),
}

impl From<AppError> for DemoError {
    fn from(error: AppError) -> Self {
        Self::Course(format!("{error:?}"))
    }
}

impl crate::db::WriteError for DemoError {
    fn database(&self) -> Option<&sea_orm::DbErr> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

/// Sets the demo centre up, unless it is there already.
pub async fn set_up(app: &AppState, now: DateTime<Utc>) -> Result<(), DemoError> {
    if queries::setting(app.db.read(), SETTING).await?.is_some() {
        return Ok(());
    }
    tracing::info!("setting up the demo centre");
    let centre = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let organisations = people::organisations(tx, now).await?;
                let accounts = people::accounts(tx, &organisations, now).await?;
                let learners = people::learners(tx, &organisations, now).await?;
                let trainers = people::trainers(tx, accounts.trainer, now).await?;
                let programmes = history::programmes(tx, now).await?;
                history::sessions(tx, &programmes, &learners, &trainers, now).await?;
                Ok::<_, DemoError>(Centre {
                    accounts,
                    learners,
                    trainers,
                    programmes,
                })
            })
        })
        .await?;
    completions::save_issuer(app, &IssuerFacts::of_the_demo_centre()).await?;
    courses::set_up(app, &centre, now).await?;
    app.db
        .write(move |tx| Box::pin(queries::put_setting(tx, SETTING, "1")))
        .await?;
    tracing::info!("the demo centre is ready");
    Ok(())
}

/// What the parts of the setting up hand on.
pub(crate) struct Centre {
    accounts: people::Accounts,
    learners: Vec<people::Learner>,
    trainers: Vec<uuid::Uuid>,
    programmes: Vec<uuid::Uuid>,
}
