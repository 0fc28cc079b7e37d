//! `obuka create-token`: a bearer token for the automation interface.

use std::io::Write as _;

use clap::{Args, ValueEnum};
use entity::values::Role;
use server::{
    api::{self, NewToken},
    clock::Clock,
    config::Settings,
};

use super::open_database;

#[derive(Args)]
pub(crate) struct CreateToken {
    /// What the token may do
    #[arg(long)]
    role: TokenRole,
    /// What the token is for, shown to administrators
    #[arg(long, default_value = "made on the command line")]
    name: String,
    /// The address of the person on whose behalf it acts; a trainer's token needs one
    #[arg(long, value_name = "E-MAIL")]
    person: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum TokenRole {
    /// Packages, and the person's own courses
    Trainer,
    /// Also people, enrolments, launches and records
    Coordinator,
    /// Everything
    Administrator,
}

impl From<TokenRole> for Role {
    fn from(role: TokenRole) -> Self {
        match role {
            TokenRole::Trainer => Self::Trainer,
            TokenRole::Coordinator => Self::Coordinator,
            TokenRole::Administrator => Self::Administrator,
        }
    }
}

/// Prints the token as the last line.
pub(crate) async fn run(settings: Settings, asked: CreateToken) -> anyhow::Result<()> {
    let config = settings.check(false)?;
    let db = open_database(&config).await?;
    let new = NewToken {
        name: asked.name,
        role: asked.role.into(),
        email: asked.person,
        made_by: None,
    };
    let token = api::create_token(&db, new, Clock::default().now()).await?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "Keep this token; it is not shown again. Send it as `Authorization: Bearer TOKEN`."
    )?;
    writeln!(out, "{token}")?;
    Ok(())
}
