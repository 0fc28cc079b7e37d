//! The server: the only binary, assembled from one folder per feature.
//!
//! Shared ground is named for what it does: `app` puts the features together,
//! `routes` holds who may use what, `page` renders, `db` writes.

mod access_tokens;
mod account;
pub mod api;
pub mod app;
mod assets;
mod attempts;
mod audit;
pub mod clock;
mod completions;
mod components;
pub mod config;
mod courses;
pub mod db;
pub mod demo;
mod download;
mod error;
pub mod first_run;
mod i18n;
pub mod jobs;
mod mail;
pub mod operation;
mod outage;
mod packages;
mod page;
mod people;
mod programmes;
mod reports;
mod rich_text;
pub mod routes;
mod rows;
mod settings;
pub mod sign_in;
mod start_page;
pub mod store;

/// Opening the player, for tests and the automation interface.
pub mod player {
    pub use crate::attempts::service::{Launch, LaunchError, Launched, end_lapsed, launch, trial};
}

/// Importing packages without pages, for the command line, tests and benchmarks.
pub mod modules {
    pub use crate::packages::service::{
        Import, ImportError, Imported, ImportedItem, import, sweep_now,
    };
}

/// Putting people on courses without pages, for tests and benchmarks.
pub mod enrolments {
    pub use crate::courses::service::put_on_course;
}
