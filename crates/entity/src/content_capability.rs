//! The unguessable prefix under which a version's files are served for a while.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "content_capability")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token: String,
    pub version_id: Uuid,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "version_id", to = "id")]
    pub package_version: BelongsTo<super::package_version::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
