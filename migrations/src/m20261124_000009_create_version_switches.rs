//! Switches of courses from one version of a module to another.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Bytes, Instant, Token, Uuid},
    table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("version_switch")
            .col("course_id", Uuid)
            .col("package_id", Uuid)
            .null("from_version_id", Uuid)
            .col("to_version_id", Uuid)
            .col("choices", Bytes)
            .col("state", Token)
            .col("run_at", Instant)
            .null("created_by", Uuid)
            .col("created_at", Instant)
            .null("ended_at", Instant)
            .null("ended_by", Uuid)
            .null("outcome", Bytes)
            .null("problem", Token)
            .references("course_id", "course")
            .references("package_id", "package")
            .references("to_version_id", "package_version")
            .index(&["course_id", "package_id"])
            .create(manager)
            .await?;
        Ok(())
    }
}
