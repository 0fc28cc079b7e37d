//! Every SQL statement of the feature.

use entity::{person, setting, values::Role};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _,
};

pub(super) use crate::settings::put_setting;

pub(super) async fn settings(
    db: &impl ConnectionTrait,
    names: &[&str],
) -> Result<Vec<setting::Model>, DbErr> {
    setting::Entity::find()
        .filter(setting::COLUMN.name.is_in(names.iter().copied()))
        .all(db)
        .await
}

/// Stores a setting; who comes second for a name that is there already fails.
pub(super) async fn insert_setting(
    tx: &DatabaseTransaction,
    name: &str,
    value: &str,
) -> Result<(), DbErr> {
    setting::Entity::insert(row(name, value))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_setting(tx: &DatabaseTransaction, name: &str) -> Result<(), DbErr> {
    setting::Entity::delete_by_id(name.to_owned())
        .exec(tx)
        .await?;
    Ok(())
}

fn row(name: &str, value: &str) -> setting::ActiveModel {
    let row = setting::Model {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    row.into_active_model().reset_all()
}

pub(super) async fn has_administrator(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let count = person::Entity::find()
        .filter(person::COLUMN.role.eq(Role::Administrator))
        .count(db)
        .await?;
    Ok(0 < count)
}
