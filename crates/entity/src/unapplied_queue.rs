//! Entries that came too late to be replayed, kept whole.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unapplied_queue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub launch_id: Uuid,
    pub received_at: DateTimeUtc,
    pub reason: String,
    pub entries: Vec<u8>,
    #[sea_orm(belongs_to, from = "attempt_id", to = "id")]
    pub attempt: BelongsTo<super::attempt::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
