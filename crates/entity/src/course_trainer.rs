//! Who trains on a course.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_trainer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub trainer_id: Uuid,
    #[sea_orm(belongs_to, from = "course_id", to = "id")]
    pub course: BelongsTo<super::course::Entity>,
    #[sea_orm(belongs_to, from = "trainer_id", to = "id")]
    pub trainer: BelongsTo<super::trainer::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
