//! A certificate, with the snapshot that it prints.

use sea_orm::entity::prelude::*;

use crate::values::DocumentKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub completion_id: Uuid,
    pub enrolment_id: Uuid,
    pub person_id: Uuid,
    pub kind: DocumentKind,
    pub year: i32,
    pub number: i32,
    pub serial: String,
    pub check_code: String,
    pub snapshot: Vec<u8>,
    pub issued_on: Date,
    pub issued_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    pub revoked_reason: Option<String>,
    #[sea_orm(belongs_to, from = "completion_id", to = "id")]
    pub completion: BelongsTo<super::completion::Entity>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
