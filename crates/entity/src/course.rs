//! A course: steps, rules, people.

use sea_orm::entity::prelude::*;

use crate::values::CourseStatus;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub title: String,
    pub summary: String,
    pub language: String,
    pub programme_id: Option<Uuid>,
    pub duration_minutes: i32,
    pub due_on: Option<Date>,
    pub status: CourseStatus,
    /// What is being edited; what counts is the rule version.
    pub rules: Vec<u8>,
    pub rule_version_id: Option<Uuid>,
    pub created_by: Option<Uuid>,
    pub search_key: String,
    pub created_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<Option<super::programme::Entity>>,
    #[sea_orm(belongs_to, from = "created_by", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
