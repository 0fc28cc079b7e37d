//! The PDF of a certificate in one face.

use sea_orm::entity::prelude::*;

use crate::values::Face;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rendered_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub certificate_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub face: Face,
    pub hash: String,
    pub size_bytes: i64,
    pub rendered_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "certificate_id", to = "id")]
    pub certificate: BelongsTo<super::certificate::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
