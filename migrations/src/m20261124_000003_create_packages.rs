//! Uploads, packages, their versions and files.
//!
//! A version is never overwritten. Its files are rows that point at objects
//! addressed by content hash; an upload's chunks are objects with a row each,
//! so that any server can take the next one.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Big, Bytes, Instant, Int, Text, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keyed("stored_object", &[("hash", Token)])
            .col("size_bytes", Big)
            .col("created_at", Instant)
            .null("removing_since", Instant)
            .null("damaged_at", Instant)
            .index(&["created_at"])
            .create(manager)
            .await?;
        table("upload")
            .col("person_id", Uuid)
            .null("package_id", Uuid)
            .col("file_name", Text)
            .col("size_bytes", Big)
            .col("chunk_bytes", Big)
            .col("state", Token)
            .null("problem", Bytes)
            .null("version_id", Uuid)
            .col("created_at", Instant)
            .col("touched_at", Instant)
            .references("person_id", "person")
            .index(&["state", "touched_at"])
            .create(manager)
            .await?;
        keyed("upload_chunk", &[("upload_id", Uuid), ("position", Int)])
            .col("size_bytes", Big)
            .col("hash", Token)
            .references("upload_id", "upload")
            .index(&["hash"])
            .create(manager)
            .await?;
        table("package")
            .col("title", Text)
            .col("search_key", Text)
            .null("created_by", Uuid)
            .null("published_version_id", Uuid)
            .col("created_at", Instant)
            .null("archived_at", Instant)
            .references("created_by", "person")
            .create(manager)
            .await?;
        table("package_version")
            .col("package_id", Uuid)
            .col("number", Int)
            .col("kind", Token)
            .col("title", Text)
            .col("profile", Token)
            .col("manifest", Bytes)
            .col("findings", Bytes)
            .col("file_count", Int)
            .col("size_bytes", Big)
            .col("zip_hash", Token)
            .col("zip_bytes", Big)
            .col("file_name", Text)
            .col("state", Token)
            .null("uploaded_by", Uuid)
            .col("created_at", Instant)
            .null("published_at", Instant)
            .references("package_id", "package")
            .index(&["zip_hash"])
            .unique(&["package_id", "number"])
            .create(manager)
            .await?;
        keyed("package_file", &[("version_id", Uuid), ("path", Text)])
            .col("hash", Token)
            .col("size_bytes", Big)
            .references("version_id", "package_version")
            .index(&["hash"])
            .create(manager)
            .await?;
        keyed("content_capability", &[("token", Token)])
            .col("version_id", Uuid)
            .col("created_at", Instant)
            .col("expires_at", Instant)
            .references("version_id", "package_version")
            .index(&["version_id", "created_at"])
            .create(manager)
            .await?;
        Ok(())
    }
}
