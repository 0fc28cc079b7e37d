//! One chunk of an upload; its bytes are an object.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_chunk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub size_bytes: i64,
    pub hash: String,
    #[sea_orm(belongs_to, from = "upload_id", to = "id")]
    pub upload: BelongsTo<super::upload::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
