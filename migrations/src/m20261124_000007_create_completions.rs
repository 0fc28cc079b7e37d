//! Completions, certificates with their series, and issued reports.
//!
//! A completion is an immutable snapshot; the columns beside it are the ones
//! that the completion record filters, sorts and prints. A correction is a new
//! row that names the one it replaces. Certificate numbers have no gaps: the
//! series row is the last lock a transaction takes.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Big, Bytes, Date, Instant, Int, Real, Text, Token, Uuid},
    keyed, table,
};

/// All that the counts over the completion record read, so that they need no rows.
const RECORD: &[&str] = &[
    "completed_on",
    "replaced_by_id",
    "outcome",
    "person_id",
    "organisation_id",
    "programme_id",
    "country",
    "organisation_kind",
    "accreditation_field",
    "id",
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("completion")
            .col("enrolment_id", Uuid)
            .col("person_id", Uuid)
            .col("course_id", Uuid)
            .col("rule_version_id", Uuid)
            .col("outcome", Token)
            .col("completed_on", Date)
            .col("completed_at", Instant)
            .col("recorded_at", Instant)
            .null("replaces_id", Uuid)
            .null("replaced_by_id", Uuid)
            .null("reason", Text)
            .null("recorded_by", Uuid)
            .col("family_name", Text)
            .col("given_name", Text)
            .col("family_name_cyrl", Text)
            .col("given_name_cyrl", Text)
            .null("organisation_id", Uuid)
            .null("organisation", Text)
            .null("organisation_kind", Token)
            .null("municipality", Text)
            .null("country", Token)
            .null("post", Text)
            .null("programme_id", Uuid)
            .null("programme", Text)
            .null("programme_code", Token)
            .null("accreditation_field", Text)
            .null("accreditation_decision", Text)
            .null("accreditation_decided_on", Date)
            .col("mode", Token)
            .null("started_on", Date)
            .null("hours", Int)
            .null("score_percent", Real)
            .null("trainers", Text)
            .col("snapshot", Bytes)
            .references("enrolment_id", "enrolment")
            .references("person_id", "person")
            .references("course_id", "course")
            .index(&["enrolment_id"])
            .index(&["completed_on", "id"])
            .index(&["programme_id", "completed_on"])
            .index(&["person_id"])
            .index(&["accreditation_field", "completed_on"])
            .index_as("ix_completion_record", RECORD)
            .create(manager)
            .await?;
        documents(manager).await
    }
}

/// Certificates with their series, their files, and reports as they were issued.
async fn documents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    keyed("certificate_series", &[("kind", Token), ("year", Int)])
        .col("last_number", Int)
        .create(manager)
        .await?;
    table("certificate")
        .col("completion_id", Uuid)
        .col("enrolment_id", Uuid)
        .col("person_id", Uuid)
        .col("kind", Token)
        .col("year", Int)
        .col("number", Int)
        .col("serial", Token)
        .col("check_code", Token)
        .col("snapshot", Bytes)
        .col("issued_on", Date)
        .col("issued_at", Instant)
        .null("revoked_at", Instant)
        .null("revoked_reason", Text)
        .references("completion_id", "completion")
        .references("enrolment_id", "enrolment")
        .references("person_id", "person")
        .unique(&["kind", "year", "number"])
        .unique(&["check_code"])
        .index(&["completion_id"])
        .index(&["serial"])
        .index(&["person_id"])
        .index(&["enrolment_id"])
        .create(manager)
        .await?;
    // One valid document of a kind from an enrolment; withdrawn ones stay beside it.
    manager
        .get_connection()
        .execute_unprepared(
            "CREATE UNIQUE INDEX IF NOT EXISTS ux_certificate_valid \
             ON certificate (enrolment_id, kind) WHERE revoked_at IS NULL",
        )
        .await?;
    keyed(
        "rendered_document",
        &[("certificate_id", Uuid), ("face", Token)],
    )
    .col("hash", Token)
    .col("size_bytes", Big)
    .col("rendered_at", Instant)
    .references("certificate_id", "certificate")
    .create(manager)
    .await?;
    table("issued_report")
        .col("year", Int)
        .col("number", Int)
        .col("serial", Token)
        .col("format", Token)
        .col("face", Token)
        .col("filter", Bytes)
        .col("filter_words", Text)
        .col("row_count", Int)
        .col("person_count", Int)
        .col("hash", Token)
        .col("size_bytes", Big)
        .null("issued_by", Uuid)
        .col("issued_at", Instant)
        .references("issued_by", "person")
        .unique(&["year", "number"])
        .create(manager)
        .await?;
    Ok(())
}
