//! The site's settings that are kept as rows: a value under a name.

use entity::setting;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, Set, sea_query::OnConflict};

/// The value under this name.
pub(crate) async fn setting(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<String>, DbErr> {
    let row = setting::Entity::find_by_id(name.to_owned()).one(db).await?;
    Ok(row.map(|it| it.value))
}

/// Stores the value under this name, over what stood there.
pub(crate) async fn put_setting(
    db: &impl ConnectionTrait,
    name: &str,
    value: &str,
) -> Result<(), DbErr> {
    let row = setting::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    let replace = OnConflict::column(setting::Column::Name)
        .update_column(setting::Column::Value)
        .to_owned();
    setting::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
