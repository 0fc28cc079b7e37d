//! A report as it was issued; its bytes are an object.

use sea_orm::entity::prelude::*;

use crate::values::Face;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "issued_report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub year: i32,
    pub number: i32,
    pub serial: String,
    pub format: String,
    pub face: Face,
    pub filter: Vec<u8>,
    pub filter_words: String,
    pub row_count: i32,
    pub person_count: i32,
    pub hash: String,
    pub size_bytes: i64,
    pub issued_by: Option<Uuid>,
    pub issued_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "issued_by", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
