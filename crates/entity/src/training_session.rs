//! One delivery of a programme.

use sea_orm::entity::prelude::*;

use crate::values::TrainingMode;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "training_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    pub title: String,
    pub title_en: String,
    pub mode: TrainingMode,
    pub starts_on: Date,
    pub ends_on: Date,
    pub place: Option<String>,
    pub counts_as_training: bool,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<super::programme::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
