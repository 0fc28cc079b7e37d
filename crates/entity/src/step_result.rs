//! What counts for a step: derived from attempts, in their transaction.

use sea_orm::entity::prelude::*;

use crate::values::StepStatus;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "step_result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub enrolment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub step_id: Uuid,
    pub status: StepStatus,
    pub met: bool,
    pub attempts: i32,
    pub counted_attempt_id: Option<Uuid>,
    pub score_scaled: Option<f64>,
    pub time_hundredths: i64,
    pub viewed: bool,
    /// The number of the rule version that decided.
    pub rule_version: i32,
    /// The whole result, as `grading` gave it.
    pub document: Vec<u8>,
    pub updated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "step_id", to = "id")]
    pub course_step: BelongsTo<super::course_step::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
