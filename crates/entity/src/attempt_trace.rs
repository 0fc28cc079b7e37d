//! Calls of an attempt, as they were stored.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt_trace")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub attempt_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub launch_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_entry: i64,
    pub stored_at: DateTimeUtc,
    pub calls: Vec<u8>,
    #[sea_orm(belongs_to, from = "attempt_id", to = "id")]
    pub attempt: BelongsTo<super::attempt::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
