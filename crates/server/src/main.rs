//! The command line of Obuka.

use std::{future::IntoFuture as _, io::Write as _};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use server::{
    app::{self, AppState},
    clock::Clock,
    config::{Config, Settings},
    db::Db,
    store::Store,
};
use tokio::net::TcpListener;

#[derive(Parser)]
#[command(name = "obuka", version, about = "Obuka, a learning management system")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site; the first visit to an empty one opens the set-up guide
    Serve,
    /// Serve the demo centre: people, courses and modules to try, one-click sign-in
    Demo,
    /// Bring the database's schema up to date and stop
    Migrate,
    /// Say whether the settings are usable, and what they mean
    CheckConfig,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = std::env::var("OBUKA_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let settings = Settings::load()?;
    match Cli::parse().command {
        Command::Serve => serve(settings.check(false)?).await,
        Command::Demo => serve(settings.check(true)?).await,
        Command::Migrate => {
            let config = settings.check(false)?;
            open_database(&config).await?;
            Ok(())
        }
        Command::CheckConfig => check_config(settings),
    }
}

fn check_config(settings: Settings) -> anyhow::Result<()> {
    let config = settings.check(false)?;
    let mut out = std::io::stdout();
    writeln!(out, "site      {}", config.app_origin)?;
    writeln!(out, "content   {}", config.content_origin)?;
    writeln!(out, "data      {}", config.settings.data.display())?;
    Ok(())
}

async fn open_database(config: &Config) -> anyhow::Result<Db> {
    std::fs::create_dir_all(&config.settings.data).with_context(|| {
        format!("the data folder {} cannot be made", config.settings.data.display())
    })?;
    Db::open(&config.settings.database())
        .await
        .context("the database cannot be opened")
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    let store = Store::open(&config.settings)?;
    let app_listen = config.app_listen();
    let state = AppState::new(db, store, config, Clock::default());
    let app = TcpListener::bind(app_listen)
        .await
        .with_context(|| format!("cannot listen on {app_listen}"))?;
    tracing::info!("ready at {}", state.config.app_origin);
    axum::serve(app, app::app_router(&state)).into_future().await?;
    Ok(())
}
