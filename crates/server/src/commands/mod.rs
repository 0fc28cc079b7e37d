//! What the commands do beside serving: each calls one use case and says how it went.

mod backup;
pub(crate) mod create_admin;
pub(crate) mod create_token;
pub(crate) mod export_record;
pub(crate) mod import_package;

use anyhow::Context as _;
use server::{
    app::AppState,
    clock::Clock,
    config::{Config, Settings},
    db::Db,
    operation,
    store::Store,
};

pub(crate) use backup::{backup, restore};

/// The database of the settings, its schema up to date. A server may be running on it.
pub(crate) async fn open_database(config: &Config) -> anyhow::Result<Db> {
    operation::open_database(&config.settings, Clock::default().now())
        .await
        .context("the database cannot be opened")
}

/// Everything that the server has, without serving.
pub(crate) async fn open(settings: Settings) -> anyhow::Result<AppState> {
    let config = settings.check(false)?;
    let db = open_database(&config).await?;
    let store = Store::open(&config.settings)?;
    Ok(AppState::new(db, store, config, Clock::default()))
}
