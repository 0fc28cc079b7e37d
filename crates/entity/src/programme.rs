//! A programme of professional development.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub title: String,
    pub title_en: String,
    pub accreditation_id: Option<Uuid>,
    pub hours: i32,
    pub search_key: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "accreditation_id", to = "id")]
    pub accreditation: BelongsTo<Option<super::accreditation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
