//! Work that follows a transaction, claimed by a lease.

use sea_orm::entity::prelude::*;

use crate::values::JobState;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub payload: Vec<u8>,
    pub state: JobState,
    pub attempts: i32,
    pub run_at: DateTimeUtc,
    pub leased_until: Option<DateTimeUtc>,
    pub lease: Option<Uuid>,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
