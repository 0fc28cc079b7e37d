//! That a person completed a course: an immutable snapshot.

use sea_orm::entity::prelude::*;

use crate::values::{CompletionOutcome, TrainingMode};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "completion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub enrolment_id: Uuid,
    pub person_id: Uuid,
    pub course_id: Uuid,
    pub rule_version_id: Uuid,
    pub outcome: CompletionOutcome,
    pub completed_on: Date,
    pub completed_at: DateTimeUtc,
    pub recorded_at: DateTimeUtc,
    pub replaces_id: Option<Uuid>,
    pub replaced_by_id: Option<Uuid>,
    pub reason: Option<String>,
    pub recorded_by: Option<Uuid>,
    pub family_name: String,
    pub given_name: String,
    pub family_name_cyrl: String,
    pub given_name_cyrl: String,
    pub organisation_id: Option<Uuid>,
    pub organisation: Option<String>,
    pub organisation_kind: Option<String>,
    pub municipality: Option<String>,
    pub country: Option<String>,
    pub post: Option<String>,
    pub programme_id: Option<Uuid>,
    pub programme: Option<String>,
    pub programme_code: Option<String>,
    pub accreditation_field: Option<String>,
    pub accreditation_decision: Option<String>,
    pub accreditation_decided_on: Option<Date>,
    pub mode: TrainingMode,
    pub started_on: Option<Date>,
    pub hours: Option<i32>,
    pub score_percent: Option<f64>,
    pub trainers: Option<String>,
    pub snapshot: Vec<u8>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    #[sea_orm(belongs_to, from = "course_id", to = "id")]
    pub course: BelongsTo<super::course::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
