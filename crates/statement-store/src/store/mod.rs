//! The store's own tables: the only place of this crate that knows SQL.

mod order;
mod statement;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DbErr, EntityTrait as _, ExprTrait as _,
    IntoActiveModel as _, Order, QueryFilter as _, QueryOrder as _, QueryTrait,
    sea_query::{Expr, InsertStatement, OnConflict, Query},
};
use uuid::Uuid;

use crate::Statement;

/// The one series of order numbers.
const SERIES: &str = "statements";

/// Stores statements whose order numbers begin at `first`, in the transaction of
/// what they tell of.
pub fn insert(statements: &[Statement], first: i64, now: DateTime<Utc>) -> impl QueryTrait {
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
}

/// Takes `count` numbers off the series and answers the last of them. Numbers
/// are given under a short lock of all: ask for them last, just before the commit.
pub fn take_numbers(count: i64) -> InsertStatement {
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
    take
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
