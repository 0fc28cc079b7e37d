//! One opening of the player; its token is kept as a hash.

use sea_orm::entity::prelude::*;

use crate::values::{Face, LaunchMode};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "launch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub attempt_id: Uuid,
    pub token_hash: String,
    pub generation: i32,
    pub mode: LaunchMode,
    pub face: Face,
    pub mark: i64,
    pub own_window: bool,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "attempt_id", to = "id")]
    pub attempt: BelongsTo<super::attempt::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
