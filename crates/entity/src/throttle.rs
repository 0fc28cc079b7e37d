//! Failed sign-ins by bucket (account and address, or address).

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: String,
    pub failures: i32,
    pub since: DateTimeUtc,
    pub until: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
