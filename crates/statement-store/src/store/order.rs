//! The last order number given.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "statement_order")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub last_number: i64,
}

impl ActiveModelBehavior for ActiveModel {}
