//! One attempt at a step, pinned to a package version.

use sea_orm::entity::prelude::*;

use crate::values::{Completion, LaunchMode, SessionState, Success};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub enrolment_id: Option<Uuid>,
    pub step_id: Option<Uuid>,
    pub person_id: Uuid,
    pub package_version_id: Uuid,
    pub number: i32,
    pub mode: LaunchMode,
    pub state: Vec<u8>,
    pub generation: i32,
    pub session: SessionState,
    pub current_item: Option<String>,
    pub location: Option<String>,
    pub completion: Completion,
    pub success: Success,
    pub score_scaled: Option<f64>,
    pub score_raw: Option<f64>,
    pub progress: Option<f64>,
    pub time_hundredths: i64,
    pub started_at: DateTimeUtc,
    pub last_contact_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<Option<super::enrolment::Entity>>,
    #[sea_orm(belongs_to, from = "step_id", to = "id")]
    pub course_step: BelongsTo<Option<super::course_step::Entity>>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    #[sea_orm(belongs_to, from = "package_version_id", to = "id")]
    pub package_version: BelongsTo<super::package_version::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
