//! One version of a package; never overwritten.

use sea_orm::entity::prelude::*;

use crate::values::{Profile, VersionState};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "package_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub package_id: Uuid,
    pub number: i32,
    pub kind: String,
    pub title: String,
    pub profile: Profile,
    pub manifest: Vec<u8>,
    pub findings: Vec<u8>,
    pub file_count: i32,
    pub size_bytes: i64,
    pub zip_hash: String,
    pub zip_bytes: i64,
    pub file_name: String,
    pub state: VersionState,
    pub uploaded_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "package_id", to = "id")]
    pub package: BelongsTo<super::package::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
