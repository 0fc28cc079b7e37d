//! A zip that arrives in chunks.

use sea_orm::entity::prelude::*;

use crate::values::UploadState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub package_id: Option<Uuid>,
    pub file_name: String,
    pub size_bytes: i64,
    pub chunk_bytes: i64,
    pub state: UploadState,
    pub problem: Option<Vec<u8>>,
    pub version_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub touched_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
