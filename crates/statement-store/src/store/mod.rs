//! The store's own tables: the only place of this crate that knows SQL.

mod order;
mod statement;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    ExprTrait as _, IntoActiveModel as _, Order, QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, OnConflict, Query},
};
use uuid::Uuid;

use crate::Statement;

/// The one series of order numbers.
const SERIES: &str = "statements";

/// Stores statements in the transaction of what they tell of. Their order
/// numbers are given under a short lock: call this last, just before the commit.
pub async fn insert(
    tx: &DatabaseTransaction,
    statements: &[Statement],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if statements.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(statements.len()).unwrap_or(i64::MAX);
    let first = take_numbers(tx, count).await?;
    let rows = (first..).zip(statements).map(|(order_number, it)| {
        let row = statement::Model {
            id: it.id,
            order_number,
            registration: Some(it.context.registration),
            verb: it.verb.id().to_owned(),
            activity: it.object.id.clone(),
            stored_at: now,
            document: serde_json::to_vec(it).unwrap_or_default(),
        };
        row.into_active_model().reset_all()
    });
    statement::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Takes `count` numbers off the series and answers the first of them.
async fn take_numbers(tx: &DatabaseTransaction, count: i64) -> Result<i64, DbErr> {
    let mut take = Query::insert();
    take.into_table(order::Entity)
        .columns([order::Column::Name, order::Column::LastNumber])
        .values_panic([SERIES.into(), count.into()])
        .on_conflict(
            OnConflict::column(order::Column::Name)
                .value(
                    order::Column::LastNumber,
                    Expr::col((order::Entity, order::Column::LastNumber)).add(count),
                )
                .to_owned(),
        )
        .returning_col(order::Column::LastNumber);
    let last: i64 = tx
        .query_one(&take)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the statements' series".into()))?
        .try_get_by_index(0)?;
    Ok(last - count + 1)
}

/// The statements that tell of one attempt of a registration, in the order in
/// which they were stored.
pub async fn of_attempt(
    db: &impl ConnectionTrait,
    registration: Uuid,
    attempt_id: Uuid,
) -> Result<Vec<Statement>, DbErr> {
    let mut told = of_registration(db, registration).await?;
    told.retain(|it| it.context.attempt_id() == Some(attempt_id));
    Ok(told)
}

/// The statements of a registration in the order in which they were stored.
pub async fn of_registration(
    db: &impl ConnectionTrait,
    registration: Uuid,
) -> Result<Vec<Statement>, DbErr> {
    let rows = statement::Entity::find()
        .filter(statement::COLUMN.registration.eq(registration))
        .order_by(statement::COLUMN.order_number, Order::Asc)
        .all(db)
        .await?;
    rows.iter()
        .map(|row| {
            serde_json::from_slice(&row.document)
                .map_err(|error| DbErr::Custom(format!("statement {}: {error}", row.id)))
        })
        .collect()
}
