//! Work that follows a transaction, and the mails it sends.
//!
//! A job is claimed by a lease; a lease that ran out may be claimed again, so
//! that a server which died loses nothing.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Bytes, Instant, Int, Text, Token, Uuid},
    table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("job")
            .col("kind", Token)
            .col("payload", Bytes)
            .col("state", Token)
            .col("attempts", Int)
            .col("run_at", Instant)
            .null("leased_until", Instant)
            .null("lease", Uuid)
            .null("last_error", Text)
            .col("created_at", Instant)
            .null("finished_at", Instant)
            .index(&["state", "run_at"])
            .create(manager)
            .await?;
        table("mail_message")
            .null("person_id", Uuid)
            .col("recipient", Text)
            .col("subject", Text)
            .col("text_body", Text)
            .col("html_body", Text)
            .col("face", Token)
            .col("created_at", Instant)
            .null("sent_at", Instant)
            .null("failed_with", Text)
            .references("person_id", "person")
            .index(&["created_at"])
            .create(manager)
            .await?;
        Ok(())
    }
}
