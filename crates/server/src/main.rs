//! The command line of Obuka.

mod commands;

use std::{io::Write as _, net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use commands::{create_admin, create_token, export_record, import_package, open_database};
use server::{
    app::{self, AppState},
    clock::Clock,
    config::{Config, Settings},
    demo, first_run, operation,
    store::Store,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

// Rows are made on the database's thread and dropped on another one, which the
// system's allocator pays for dearly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Bring the database's schema up to date and stop; a site in use is backed up first
    Migrate,
    /// Write everything into one file, also while the site runs
    Backup {
        /// The file to write; it must not be there yet
        file: PathBuf,
    },
    /// Put what a backup holds into an empty place: a new data folder or an empty database
    Restore {
        /// The file that `backup` wrote
        file: PathBuf,
    },
    /// Say whether the settings are usable, and what they mean
    CheckConfig,
    /// Add an administrator, with a password from standard input
    CreateAdmin(create_admin::CreateAdmin),
    /// Make a token for the automation interface; also while the server runs
    CreateToken(create_token::CreateToken),
    /// Write the completion record into a file
    ExportRecord(export_record::ExportRecord),
    /// Take in a package from a zip on this machine; also while the server runs
    ImportPackage(import_package::ImportPackage),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = std::env::var("OBUKA_LOG").unwrap_or_else(|_| "info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log that takes no more lines must not stop the work it is about.
        .log_internal_errors(false)
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
        Command::Backup { file } => commands::backup(&settings.check(false)?, &file).await,
        Command::Restore { file } => commands::restore(&settings.check(false)?, &file).await,
        Command::CheckConfig => check_config(settings),
        Command::CreateAdmin(asked) => create_admin::run(settings, asked).await,
        Command::CreateToken(asked) => create_token::run(settings, asked).await,
        Command::ExportRecord(asked) => export_record::run(settings, asked).await,
        Command::ImportPackage(asked) => import_package::run(settings, asked).await,
    }
}

fn check_config(settings: Settings) -> anyhow::Result<()> {
    let config = settings.check(false)?;
    let mut out = std::io::stdout();
    for (name, meaning) in config.in_words() {
        writeln!(out, "{name:<10}{meaning}")?;
    }
    Ok(())
}

async fn serve(config: Config) -> anyhow::Result<()> {
    operation::raise_file_limit();
    let db = open_database(&config).await?;
    let store = Store::open(&config.settings)?;
    let (app_listen, content_listen) = (config.app_listen(), config.content_listen());
    let state = AppState::new(db, store, config, Clock::default());
    let app = listen(app_listen).await?;
    let content = listen(content_listen).await?;
    if state.config.demo {
        demo::set_up(&state, state.clock.now())
            .await
            .context("the demo centre cannot be set up")?;
    }
    if let Some(code) = first_run::announce(&state).await? {
        tracing::warn!(
            "this site is not set up yet: open {} and enter the code {code}",
            state.config.app_origin.url("/set-up")
        );
    }
    let stop = stop_signal()?;
    tracing::info!("ready at {}", state.config.app_origin);
    app::serve(&state, app, content, stop).await;
    Ok(())
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: is another server running there?"))
}

/// Done when the system or the terminal asks the server to stop.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate =
        signal(SignalKind::terminate()).context("the signal to stop cannot be received")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}
