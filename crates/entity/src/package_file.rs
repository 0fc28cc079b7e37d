//! One file of a package version, by path.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "package_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    pub hash: String,
    pub size_bytes: i64,
    #[sea_orm(belongs_to, from = "version_id", to = "id")]
    pub package_version: BelongsTo<super::package_version::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
