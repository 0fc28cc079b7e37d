//! Somebody who trains.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trainer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Option<Uuid>,
    pub given_name: String,
    pub family_name: String,
    pub given_name_cyrl: String,
    pub family_name_cyrl: String,
    pub fields: String,
    pub languages: String,
    pub search_key: String,
    pub sort_key_latn: String,
    pub sort_key_cyrl: String,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
