//! `obuka create-admin`: an administrator, also when nobody can sign in any more.

use std::io::{BufRead as _, Write as _};

use clap::Args;
use server::{config::Settings, first_run};

use super::open;

#[derive(Args)]
pub(crate) struct CreateAdmin {
    /// The address to sign in with
    #[arg(long, value_name = "E-MAIL")]
    email: String,
    #[arg(long)]
    given_name: String,
    #[arg(long)]
    family_name: String,
}

/// Reads the password from standard input: it would stand in the list of processes.
pub(crate) async fn run(settings: Settings, asked: CreateAdmin) -> anyhow::Result<()> {
    let app = open(settings).await?;
    let mut out = std::io::stdout();
    writeln!(out, "Password (as the first line of the input):")?;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    let admin = first_run::Admin {
        given_name: asked.given_name,
        family_name: asked.family_name,
        email: asked.email,
        password: password.to_owned(),
    };
    let email = first_run::create_administrator(&app, admin).await?;
    writeln!(out, "{email} is an administrator and can sign in.")?;
    Ok(())
}
