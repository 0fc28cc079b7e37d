//! The statement store's own tables.
//!
//! They join with nothing else: the link to an attempt is the registration.
//! The order number is given under a short lock just before the commit.

use sea_orm_migration::prelude::*;

use crate::columns::{
    Kind::{Big, Bytes, Instant, Token, Uuid},
    keyed, table,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        keyed("statement_order", &[("name", Token)])
            .col("last_number", Big)
            .create(manager)
            .await?;
        table("statement")
            .col("order_number", Big)
            .null("registration", Uuid)
            .col("verb", Token)
            .col("activity", Token)
            .col("stored_at", Instant)
            .col("document", Bytes)
            .unique(&["order_number"])
            .index(&["registration"])
            .create(manager)
            .await?;
        Ok(())
    }
}
