//! One step of a course.

use sea_orm::entity::prelude::*;

use crate::values::StepKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: Uuid,
    pub position: i32,
    pub kind: StepKind,
    pub title: String,
    pub package_version_id: Option<Uuid>,
    pub body: Option<String>,
    pub document_hash: Option<String>,
    pub document_name: Option<String>,
    pub document_type: Option<String>,
    pub rules: Vec<u8>,
    pub created_at: DateTimeUtc,
    pub removed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "course_id", to = "id")]
    pub course: BelongsTo<super::course::Entity>,
    #[sea_orm(belongs_to, from = "package_version_id", to = "id")]
    pub package_version: BelongsTo<Option<super::package_version::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
