//! Who trained in a session.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "training_session_trainer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub training_session_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub trainer_id: Uuid,
    #[sea_orm(belongs_to, from = "training_session_id", to = "id")]
    pub training_session: BelongsTo<super::training_session::Entity>,
    #[sea_orm(belongs_to, from = "trainer_id", to = "id")]
    pub trainer: BelongsTo<super::trainer::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
