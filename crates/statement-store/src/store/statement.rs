//! An xAPI statement.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub order_number: i64,
    pub registration: Option<Uuid>,
    pub verb: String,
    pub activity: String,
    pub stored_at: DateTimeUtc,
    pub document: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
