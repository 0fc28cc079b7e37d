//! Every SQL statement of the feature.

use entity::setting;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel, Set, sea_query::OnConflict,
};

/// Rows of one statement; below the databases' limits on parameters.
const CHUNK: usize = 200;

pub(super) async fn setting(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<String>, DbErr> {
    let found = setting::Entity::find_by_id(name.to_owned()).one(db).await?;
    Ok(found.map(|it| it.value))
}

pub(super) async fn put_setting(
    tx: &DatabaseTransaction,
    name: &str,
    value: &str,
) -> Result<(), DbErr> {
    let row = setting::ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Name)
                .update_column(setting::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_all<M, A>(tx: &DatabaseTransaction, rows: Vec<M>) -> Result<(), DbErr>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    let mut rows = rows
        .into_iter()
        .map(|it| it.into_active_model().reset_all());
    loop {
        let chunk: Vec<A> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
}
