//! Attempts, launches, traces and step results.
//!
//! An attempt is pinned to a package version and is one row: its data model
//! and activity tree are one document of bytes beside the few columns that
//! lists and reports need. A commit is a read and a write by primary key.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Big, Bool, Bytes, Instant, Int, Real, Text, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("attempt")
            .null("enrolment_id", Uuid)
            .null("step_id", Uuid)
            .col("person_id", Uuid)
            .col("package_version_id", Uuid)
            .col("number", Int)
            .col("mode", Token)
            .col("state", Bytes)
            .col("generation", Int)
            .col("session", Token)
            .null("current_item", Text)
            .null("location", Text)
            .col("completion", Token)
            .col("success", Token)
            .null("score_scaled", Real)
            .null("score_raw", Real)
            .null("progress", Real)
            .col("time_hundredths", Big)
            .col("started_at", Instant)
            .col("last_contact_at", Instant)
            .null("ended_at", Instant)
            .references("enrolment_id", "enrolment")
            .references("step_id", "course_step")
            .references("person_id", "person")
            .references("package_version_id", "package_version")
            .unique(&["enrolment_id", "step_id", "number"])
            .index(&["package_version_id"])
            .index(&["session", "last_contact_at"])
            .create(manager)
            .await?;
        table("launch")
            .col("attempt_id", Uuid)
            .col("token_hash", Token)
            .col("generation", Int)
            .col("mode", Token)
            .col("face", Token)
            .col("mark", Big)
            .col("own_window", Bool)
            .col("created_at", Instant)
            .col("expires_at", Instant)
            .null("revoked_at", Instant)
            .references("attempt_id", "attempt")
            .unique(&["token_hash"])
            .index(&["attempt_id"])
            .create(manager)
            .await?;
        keyed(
            "attempt_trace",
            &[
                ("attempt_id", Uuid),
                ("launch_id", Uuid),
                ("first_entry", Big),
            ],
        )
        .col("stored_at", Instant)
        .col("calls", Bytes)
        .references("attempt_id", "attempt")
        .create(manager)
        .await?;
        table("unapplied_queue")
            .col("attempt_id", Uuid)
            .col("launch_id", Uuid)
            .col("received_at", Instant)
            .col("reason", Token)
            .col("entries", Bytes)
            .references("attempt_id", "attempt")
            .index(&["attempt_id"])
            .create(manager)
            .await?;
        keyed("step_result", &[("enrolment_id", Uuid), ("step_id", Uuid)])
            .col("status", Token)
            .col("met", Bool)
            .col("attempts", Int)
            .null("counted_attempt_id", Uuid)
            .null("score_scaled", Real)
            .col("time_hundredths", Big)
            .col("viewed", Bool)
            .col("rule_version", Int)
            .col("document", Bytes)
            .col("updated_at", Instant)
            .references("enrolment_id", "enrolment")
            .references("step_id", "course_step")
            .create(manager)
            .await?;
        Ok(())
    }
}
