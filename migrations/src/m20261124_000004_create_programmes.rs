//! Accreditations, programmes, training sessions, participations, trainers.
//!
//! The records behind the public figures and the completion record's columns.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Bool, Date, Instant, Int, Text, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("accreditation")
            .col("body", Text)
            .col("field", Text)
            .col("field_en", Text)
            .col("decision", Text)
            .col("decided_on", Date)
            .null("valid_until", Date)
            .col("created_at", Instant)
            .create(manager)
            .await?;
        table("programme")
            .col("code", Token)
            .col("title", Text)
            .col("title_en", Text)
            .null("accreditation_id", Uuid)
            .col("hours", Int)
            .col("search_key", Text)
            .col("created_at", Instant)
            .references("accreditation_id", "accreditation")
            .unique(&["code"])
            .create(manager)
            .await?;
        table("training_session")
            .col("programme_id", Uuid)
            .col("title", Text)
            .col("title_en", Text)
            .col("mode", Token)
            .col("starts_on", Date)
            .col("ends_on", Date)
            .null("place", Text)
            .col("counts_as_training", Bool)
            .col("created_at", Instant)
            .references("programme_id", "programme")
            .index(&["starts_on"])
            .create(manager)
            .await?;
        table("participation")
            .col("training_session_id", Uuid)
            .col("person_id", Uuid)
            .col("organisation_kind", Token)
            .col("created_at", Instant)
            .references("training_session_id", "training_session")
            .references("person_id", "person")
            .unique(&["training_session_id", "person_id"])
            .index(&["person_id"])
            .create(manager)
            .await?;
        table("trainer")
            .null("person_id", Uuid)
            .col("given_name", Text)
            .col("family_name", Text)
            .col("given_name_cyrl", Text)
            .col("family_name_cyrl", Text)
            .col("fields", Text)
            .col("languages", Text)
            .col("search_key", Text)
            .col("sort_key_latn", Text)
            .col("sort_key_cyrl", Text)
            .col("created_at", Instant)
            .references("person_id", "person")
            .create(manager)
            .await?;
        keyed(
            "training_session_trainer",
            &[("training_session_id", Uuid), ("trainer_id", Uuid)],
        )
        .references("training_session_id", "training_session")
        .references("trainer_id", "trainer")
        .create(manager)
        .await?;
        Ok(())
    }
}
