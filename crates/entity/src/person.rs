//! A person: learner, trainer, coordinator or administrator.

use sea_orm::entity::prelude::*;

use crate::values::{Face, PersonStatus, Role};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub given_name_cyrl: String,
    pub family_name_cyrl: String,
    pub email: String,
    pub email_key: String,
    pub role: Role,
    pub status: PersonStatus,
    pub face: Face,
    pub organisation_id: Option<Uuid>,
    pub post: Option<String>,
    pub password_hash: Option<String>,
    pub sign_in_set_at: Option<DateTimeUtc>,
    pub details_checked_at: Option<DateTimeUtc>,
    pub search_key: String,
    pub sort_key_latn: String,
    pub sort_key_cyrl: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<Option<super::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
