//! Whole rows by their entity: what the `queries` of every feature do alike.
//!
//! A feature's `queries` re-export what they use, so that SQL stays in them.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait, IntoActiveModel, PrimaryKeyTrait,
};

/// Rows of one statement; below the databases' limits on parameters.
const CHUNK: usize = 200;

/// The row with this primary key.
pub(crate) async fn find<E: EntityTrait>(
    db: &impl ConnectionTrait,
    key: impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
) -> Result<Option<E::Model>, DbErr> {
    E::find_by_id(key).one(db).await
}

/// Stores a new row.
pub(crate) async fn insert<A>(
    tx: &DatabaseTransaction,
    row: impl IntoActiveModel<A>,
) -> Result<(), DbErr>
where
    A: ActiveModelTrait,
{
    A::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Stores new rows, many in a statement.
pub(crate) async fn insert_all<M, A>(tx: &DatabaseTransaction, rows: Vec<M>) -> Result<(), DbErr>
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

/// Writes every column of the row that is there under its primary key.
pub(crate) async fn update<A>(
    tx: &DatabaseTransaction,
    row: impl IntoActiveModel<A>,
) -> Result<(), DbErr>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}
