//! A body that people belong to.

use sea_orm::entity::prelude::*;

use crate::values::OrganisationKind;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: OrganisationKind,
    pub country: String,
    pub municipality: Option<String>,
    pub search_key: String,
    pub sort_key_latn: String,
    pub sort_key_cyrl: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
