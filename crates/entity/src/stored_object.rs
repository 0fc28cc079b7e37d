//! An object in the store, by the SHA-256 of its content.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_object")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub size_bytes: i64,
    /// When it was last wanted; what was wanted lately is never swept.
    pub created_at: DateTimeUtc,
    /// Set while a sweep takes the object away.
    pub removing_since: Option<DateTimeUtc>,
    /// Set when the content turned out not to be what its hash promises.
    pub damaged_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
