//! The steps of a course show another version of a module: done, to be done at
//! a time, or called off.

use sea_orm::entity::prelude::*;

use crate::values::SwitchState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version_switch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub course_id: Uuid,
    pub package_id: Uuid,
    /// What the course showed before; none until it is done.
    pub from_version_id: Option<Uuid>,
    pub to_version_id: Uuid,
    /// The way of each group of learners.
    pub choices: Vec<u8>,
    pub state: SwitchState,
    pub run_at: DateTimeUtc,
    pub created_by: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub ended_by: Option<Uuid>,
    /// Whom it touched, and how.
    pub outcome: Option<Vec<u8>>,
    /// The id of the message that says why it failed.
    pub problem: Option<String>,
    #[sea_orm(belongs_to, from = "course_id", to = "id")]
    pub course: BelongsTo<super::course::Entity>,
    #[sea_orm(belongs_to, from = "package_id", to = "id")]
    pub package: BelongsTo<super::package::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
