//! The history of the schema, for SQLite and PostgreSQL alike.
//!
//! Forward only: a migration that has been released is never edited, and none
//! imports `entity`, which describes today. Each runs in the same form on both
//! databases; the tests start from empty and from the last release's snapshot.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's signature, which `async_trait` rewrites, has to be met letter by letter"
)]

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod columns;
mod m20261124_000001_create_people;
mod m20261124_000002_create_jobs_and_mail;
mod m20261124_000003_create_packages;
mod m20261124_000004_create_programmes;
mod m20261124_000005_create_courses;
mod m20261124_000006_create_attempts;
mod m20261124_000007_create_completions;
mod m20261124_000008_create_statements;
mod m20261124_000009_create_version_switches;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_create_people::Migration),
            Box::new(m20261124_000002_create_jobs_and_mail::Migration),
            Box::new(m20261124_000003_create_packages::Migration),
            Box::new(m20261124_000004_create_programmes::Migration),
            Box::new(m20261124_000005_create_courses::Migration),
            Box::new(m20261124_000006_create_attempts::Migration),
            Box::new(m20261124_000007_create_completions::Migration),
            Box::new(m20261124_000008_create_statements::Migration),
            Box::new(m20261124_000009_create_version_switches::Migration),
        ]
    }
}
