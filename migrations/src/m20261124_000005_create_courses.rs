//! Courses, their steps and rules, enrolments and invitations.
//!
//! At most one enrolment per person and course, whatever its status:
//! withdrawing and coming back reuses the row, so that its attempts survive.
//! Rules are versions: a new rule is a new row, the old one stays.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Bytes, Date, Instant, Int, Text, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course")
            .col("title", Text)
            .col("summary", Text)
            .col("language", Token)
            .null("programme_id", Uuid)
            .col("duration_minutes", Int)
            .null("due_on", Date)
            .col("status", Token)
            .col("rules", Bytes)
            .null("rule_version_id", Uuid)
            .null("created_by", Uuid)
            .col("search_key", Text)
            .col("created_at", Instant)
            .null("published_at", Instant)
            .null("closed_at", Instant)
            .references("programme_id", "programme")
            .references("created_by", "person")
            .index(&["status"])
            .create(manager)
            .await?;
        table("course_rule_version")
            .col("course_id", Uuid)
            .col("number", Int)
            .col("document", Bytes)
            .null("created_by", Uuid)
            .col("created_at", Instant)
            .references("course_id", "course")
            .unique(&["course_id", "number"])
            .create(manager)
            .await?;
        table("course_step")
            .col("course_id", Uuid)
            .col("position", Int)
            .col("kind", Token)
            .col("title", Text)
            .null("package_version_id", Uuid)
            .null("body", Text)
            .null("document_hash", Token)
            .null("document_name", Text)
            .null("document_type", Token)
            .col("rules", Bytes)
            .col("created_at", Instant)
            .null("removed_at", Instant)
            .references("course_id", "course")
            .references("package_version_id", "package_version")
            .index(&["course_id", "position"])
            .create(manager)
            .await?;
        keyed(
            "course_trainer",
            &[("course_id", Uuid), ("trainer_id", Uuid)],
        )
        .references("course_id", "course")
        .references("trainer_id", "trainer")
        .create(manager)
        .await?;
        table("enrolment")
            .col("person_id", Uuid)
            .col("course_id", Uuid)
            .col("registration", Uuid)
            .col("status", Token)
            .null("due_on", Date)
            .col("enrolled_at", Instant)
            .null("withdrawn_at", Instant)
            .null("completed_at", Instant)
            .col("progress_percent", Int)
            .null("last_step_id", Uuid)
            .null("last_contact_at", Instant)
            .references("person_id", "person")
            .references("course_id", "course")
            .unique(&["person_id", "course_id"])
            .index(&["course_id", "status"])
            .create(manager)
            .await?;
        table("invitation")
            .col("token_hash", Token)
            .col("person_id", Uuid)
            .col("course_id", Uuid)
            .null("invited_by", Uuid)
            .col("created_at", Instant)
            .col("expires_at", Instant)
            .null("accepted_at", Instant)
            .references("person_id", "person")
            .references("course_id", "course")
            .unique(&["token_hash"])
            .index(&["course_id", "created_at"])
            .index(&["person_id"])
            .create(manager)
            .await?;
        Ok(())
    }
}
