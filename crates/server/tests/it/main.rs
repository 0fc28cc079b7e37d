//! Integration tests: the real server over real HTTP, on SQLite, or on
//! PostgreSQL when `TEST_POSTGRES_URL` is set. One binary, one module per feature.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod access;
mod access_tokens;
mod answers;
mod api;
mod attempt_page;
mod attempts;
mod automation;
mod away;
mod backup;
mod certificates;
mod clock;
mod command_line;
mod completions;
mod content_origin;
mod courses;
mod db;
mod documents;
mod first_run;
mod forged;
mod jobs;
mod kill;
mod killed_imports;
mod load;
mod mail;
mod moved;
mod operation;
mod outages;
mod packages;
mod people;
mod playing;
mod process;
mod programmes;
mod recording;
mod reports;
mod s3;
mod sign_in;
mod start_page;
mod support;
mod vector_runner;
mod versions;
