//! People, their organisations, and how they sign in.
//!
//! `web_session.way` says how its person signed in (by an invitation: trainee rights);
//! `web_session.binding` is the hash of the browser and network that signed in,
//! where a cookie could be planted by the content's origin on the same host.
//! `sort_key_*` puts names in the order of the alphabet in which a list is shown;
//! `search_key` finds them however they are spelt. Secrets (sessions, links, API tokens) are kept as SHA-256 only. A person's
//! e-mail address is unique in its folded form.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Bytes, Instant, Int, Text, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keyed("setting", &[("name", Token)])
            .col("value", Text)
            .create(manager)
            .await?;
        table("organisation")
            .col("name", Text)
            .col("kind", Token)
            .col("country", Token)
            .null("municipality", Text)
            .col("search_key", Text)
            .col("sort_key_latn", Text)
            .col("sort_key_cyrl", Text)
            .col("created_at", Instant)
            .index(&["search_key"])
            .index(&["sort_key_latn"])
            .index(&["sort_key_cyrl"])
            .create(manager)
            .await?;
        table("person")
            .col("given_name", Text)
            .col("family_name", Text)
            .col("given_name_cyrl", Text)
            .col("family_name_cyrl", Text)
            .col("email", Text)
            .col("email_key", Token)
            .col("role", Token)
            .col("status", Token)
            .col("face", Token)
            .null("organisation_id", Uuid)
            .null("post", Text)
            .null("password_hash", Text)
            .null("sign_in_set_at", Instant)
            .null("details_checked_at", Instant)
            .col("search_key", Text)
            .col("sort_key_latn", Text)
            .col("sort_key_cyrl", Text)
            .col("created_at", Instant)
            .references("organisation_id", "organisation")
            .unique(&["email_key"])
            .index(&["organisation_id"])
            .index(&["sort_key_latn"])
            .index(&["sort_key_cyrl"])
            .create(manager)
            .await?;
        ways_in(manager).await
    }
}

/// How people and programs get in, and who did what.
async fn ways_in(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table("web_session")
        .col("token_hash", Token)
        .col("person_id", Uuid)
        .col("csrf", Token)
        .col("device", Text)
        .col("way", Token)
        .null("binding", Token)
        .col("created_at", Instant)
        .col("last_seen_at", Instant)
        .col("expires_at", Instant)
        .references("person_id", "person")
        .unique(&["token_hash"])
        .index(&["person_id"])
        .create(manager)
        .await?;
    table("sign_in_link")
        .col("token_hash", Token)
        .col("person_id", Uuid)
        .col("created_at", Instant)
        .col("expires_at", Instant)
        .null("used_at", Instant)
        .references("person_id", "person")
        .unique(&["token_hash"])
        .create(manager)
        .await?;
    keyed("throttle", &[("bucket", Token)])
        .col("failures", Int)
        .col("since", Instant)
        .col("until", Instant)
        .create(manager)
        .await?;
    table("api_token")
        .col("token_hash", Token)
        .col("name", Text)
        .col("role", Token)
        .null("person_id", Uuid)
        .col("created_at", Instant)
        .null("last_used_at", Instant)
        .null("revoked_at", Instant)
        .references("person_id", "person")
        .unique(&["token_hash"])
        .create(manager)
        .await?;
    table("audit_event")
        .col("at", Instant)
        .null("actor_id", Uuid)
        .col("action", Token)
        .col("subject_kind", Token)
        .null("subject_id", Uuid)
        .col("detail", Bytes)
        .index(&["subject_kind", "subject_id"])
        .index(&["at"])
        .create(manager)
        .await?;
    Ok(())
}
