//! Rows as JSON arrays and back.
//!
//! Numbers with a fraction travel as text, since JSON readers differ about
//! their last digit; bytes as base64; instants in UTC with all their digits.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult, Value as Sql,
    sea_query::{Alias, Expr, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    BackupError,
    schema::{Kind, Table},
};

/// Rows in one statement: SQLite takes 32,766 values, PostgreSQL 65,535.
const VALUES: usize = 16_000;

/// The statement that reads all rows of `table`.
pub(super) fn select(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|it| format!("\"{}\"", it.name))
        .collect();
    format!("SELECT {} FROM \"{}\"", columns.join(", "), table.name)
}

/// Appends the row as a line.
pub(super) fn write(line: &mut Vec<u8>, row: &QueryResult, table: &Table) -> Result<(), DbErr> {
    let values: Vec<Json> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| json_of(row, at, column.kind))
        .collect::<Result<_, DbErr>>()?;
    serde_json::to_writer(&mut *line, &values).map_err(|error| DbErr::Custom(error.to_string()))?;
    line.push(b'\n');
    Ok(())
}

fn json_of(row: &QueryResult, at: usize, kind: Kind) -> Result<Json, DbErr> {
    fn text(value: Option<impl Into<String>>) -> Json {
        value.map_or(Json::Null, |it| Json::String(it.into()))
    }
    Ok(match kind {
        Kind::Uuid => text(row.try_get_by_index::<Option<Uuid>>(at)?),
        Kind::Text => text(row.try_get_by_index::<Option<String>>(at)?),
        Kind::Int => row.try_get_by_index::<Option<i32>>(at)?.into(),
        Kind::Big => row.try_get_by_index::<Option<i64>>(at)?.into(),
        Kind::Real => text(
            row.try_get_by_index::<Option<f64>>(at)?
                .map(|it| it.to_string()),
        ),
        Kind::Bool => row.try_get_by_index::<Option<bool>>(at)?.into(),
        Kind::Instant => text(
            row.try_get_by_index::<Option<DateTime<Utc>>>(at)?
                .map(|it| it.to_rfc3339_opts(SecondsFormat::Nanos, true)),
        ),
        Kind::Date => text(
            row.try_get_by_index::<Option<NaiveDate>>(at)?
                .map(|it| it.to_string()),
        ),
        Kind::Bytes => text(
            row.try_get_by_index::<Option<Vec<u8>>>(at)?
                .map(|it| BASE64_STANDARD.encode(it)),
        ),
    })
}

/// Inserts the rows of `lines`; answers how many there were.
pub(super) async fn load(
    tx: &impl ConnectionTrait,
    table: &Table,
    lines: &[u8],
) -> Result<u64, BackupError> {
    let lines: Vec<&[u8]> = lines
        .split(|it| *it == b'\n')
        .filter(|it| !it.is_empty())
        .collect();
    let at_once = (VALUES / table.columns.len().max(1)).max(1);
    for batch in lines.chunks(at_once) {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(&table.name))
            .columns(table.columns.iter().map(|it| Alias::new(&it.name)));
        for line in batch {
            let values = read(line, table).map_err(|reason| BackupError::Row {
                table: table.name.clone(),
                reason,
            })?;
            insert.values_panic(values.into_iter().map(Expr::val));
        }
        tx.execute(&insert).await?;
    }
    Ok(lines.len() as u64)
}

fn read(line: &[u8], table: &Table) -> Result<Vec<Sql>, String> {
    let values: Vec<Json> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    if values.len() != table.columns.len() {
        return Err(format!(
            "{} values for {} columns",
            values.len(),
            table.columns.len()
        ));
    }
    let columns = table.columns.iter();
    columns
        .zip(values)
        .map(|(column, value)| {
            sql_of(column.kind, &value).ok_or_else(|| format!("column {}: {value}", column.name))
        })
        .collect()
}

fn sql_of(kind: Kind, value: &Json) -> Option<Sql> {
    if value.is_null() {
        return Some(match kind {
            Kind::Uuid => None::<Uuid>.into(),
            Kind::Text => None::<String>.into(),
            Kind::Int => None::<i32>.into(),
            Kind::Big => None::<i64>.into(),
            Kind::Real => None::<f64>.into(),
            Kind::Bool => None::<bool>.into(),
            Kind::Instant => None::<DateTime<Utc>>.into(),
            Kind::Date => None::<NaiveDate>.into(),
            Kind::Bytes => None::<Vec<u8>>.into(),
        });
    }
    Some(match kind {
        Kind::Uuid => value.as_str()?.parse::<Uuid>().ok()?.into(),
        Kind::Text => value.as_str()?.into(),
        Kind::Int => i32::try_from(value.as_i64()?).ok()?.into(),
        Kind::Big => value.as_i64()?.into(),
        Kind::Real => value.as_str()?.parse::<f64>().ok()?.into(),
        Kind::Bool => value.as_bool()?.into(),
        Kind::Instant => value.as_str()?.parse::<DateTime<Utc>>().ok()?.into(),
        Kind::Date => value.as_str()?.parse::<NaiveDate>().ok()?.into(),
        Kind::Bytes => BASE64_STANDARD.decode(value.as_str()?).ok()?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_its_column_is_refused() {
        for (kind, value) in [
            (Kind::Uuid, Json::from("x")),
            (Kind::Int, Json::from(1_i64 << 40)),
            (Kind::Int, Json::from("1")),
            (Kind::Real, Json::from("one")),
            (Kind::Bytes, Json::from("*")),
            (Kind::Date, Json::from("2026-02-30")),
        ] {
            assert_eq!(sql_of(kind, &value), None, "{kind:?} {value}");
        }
        assert_eq!(sql_of(Kind::Real, &Json::from("0.1")), Some(0.1.into()));
    }
}
