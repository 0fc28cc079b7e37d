//! A person's place in a training session.

use sea_orm::entity::prelude::*;

use crate::values::OrganisationKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub training_session_id: Uuid,
    pub person_id: Uuid,
    pub organisation_kind: OrganisationKind,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "training_session_id", to = "id")]
    pub training_session: BelongsTo<super::training_session::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
