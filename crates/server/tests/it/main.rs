//! Integration tests: the real server over real HTTP, on SQLite, or on
//! PostgreSQL when `TEST_POSTGRES_URL` is set. One binary, one module per feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod access;
mod api;
mod attempts;
mod automation;
mod backup;
mod certificates;
mod clock;
mod command_line;
mod completions;
mod content_origin;
mod courses;
mod db;
mod first_run;
mod jobs;
mod kill;
mod mail;
mod operation;
mod packages;
mod people;
mod playing;
mod programmes;
mod recording;
mod reports;
mod s3;
mod sign_in;
mod start_page;
mod support;
