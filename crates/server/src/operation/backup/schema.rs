//! Which tables and columns a database has, whatever version made them.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use serde::{Deserialize, Serialize};

use super::BackupError;

/// A table in the order of making, so that what it points at comes before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// The kinds of value that the schema uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Uuid,
    Text,
    Int,
    Big,
    Real,
    Bool,
    Instant,
    Date,
    Bytes,
}

impl Kind {
    /// Reads the type's name as either database writes it.
    fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let bare = name.split('(').next().unwrap_or_default().trim();
        Some(match bare {
            "uuid" | "uuid_text" => Self::Uuid,
            "text" | "varchar" | "character varying" => Self::Text,
            "integer" => Self::Int,
            "bigint" => Self::Big,
            "double" | "double precision" | "real" => Self::Real,
            "boolean" => Self::Bool,
            "timestamp_with_timezone_text" | "timestamp with time zone" => Self::Instant,
            "date" | "date_text" => Self::Date,
            "blob" | "bytea" => Self::Bytes,
            _ => return None,
        })
    }
}

/// The note of the migrations that ran; it is made again, not copied.
const MIGRATIONS: &str = "seaql_migrations";

/// All tables but the migrations' own.
pub(super) async fn tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, BackupError> {
    let names = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' \
             AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
        }
        _ => {
            "SELECT c.relname::text AS name FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') \
             AND NOT c.relispartition ORDER BY c.oid"
        }
    };
    let mut tables = Vec::new();
    for name in texts(db, names, "name").await? {
        if name != MIGRATIONS {
            let columns = columns(db, &name).await?;
            tables.push(Table { name, columns });
        }
    }
    Ok(tables)
}

async fn columns(db: &impl ConnectionTrait, table: &str) -> Result<Vec<Column>, BackupError> {
    let backend = db.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => "SELECT name, type AS kind FROM pragma_table_info(?1) ORDER BY cid",
        _ => {
            "SELECT column_name::text AS name, data_type::text AS kind \
             FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    let asked = Statement::from_sql_and_values(backend, sql, [table.into()]);
    let mut columns = Vec::new();
    for row in db.query_all_raw(asked).await? {
        let (name, kind): (String, String) = (row.try_get("", "name")?, row.try_get("", "kind")?);
        let Some(kind) = Kind::parse(&kind) else {
            return Err(BackupError::UnknownKind {
                table: table.to_owned(),
                column: name,
                kind,
            });
        };
        // SQLite has one type of whole numbers, of up to 64 bits, whatever the schema asks for.
        let kind = match (backend, kind) {
            (DbBackend::Sqlite, Kind::Int) => Kind::Big,
            (_, kind) => kind,
        };
        columns.push(Column { name, kind });
    }
    Ok(columns)
}

/// The migrations that ran, in order; none where there is no site.
pub(in crate::operation) async fn migrations(
    db: &impl ConnectionTrait,
) -> Result<Vec<String>, DbErr> {
    let there = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
        }
        _ => {
            "SELECT c.relname::text AS name FROM pg_class c \
             JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND c.relname = 'seaql_migrations'"
        }
    };
    if texts(db, there, "name").await?.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT version FROM seaql_migrations ORDER BY version";
    texts(db, sql, "version").await
}

async fn texts(db: &impl ConnectionTrait, sql: &str, column: &str) -> Result<Vec<String>, DbErr> {
    let asked = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(asked).await?;
    rows.iter().map(|row| row.try_get("", column)).collect()
}

/// The first table that holds a row.
pub(super) async fn first_used(
    db: &impl ConnectionTrait,
    tables: &[Table],
) -> Result<Option<String>, DbErr> {
    for table in tables {
        let sql = format!("SELECT 1 AS found FROM \"{}\" LIMIT 1", table.name);
        let asked = Statement::from_string(db.get_database_backend(), sql);
        if db.query_one_raw(asked).await?.is_some() {
            return Ok(Some(table.name.clone()));
        }
    }
    Ok(None)
}

/// Lets rows that point at each other come in any order until the transaction's end.
pub(super) async fn defer_references(
    tx: &impl ConnectionTrait,
    tables: &[Table],
) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        return tx
            .execute_unprepared("PRAGMA defer_foreign_keys = ON")
            .await
            .map(drop);
    }
    alter_references(tx, tables, "DEFERRABLE INITIALLY DEFERRED").await
}

/// Checks all references now, and makes them immediate again.
pub(super) async fn check_references(
    tx: &impl ConnectionTrait,
    tables: &[Table],
) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Sqlite {
        // The commit checks.
        return Ok(());
    }
    tx.execute_unprepared("SET CONSTRAINTS ALL IMMEDIATE")
        .await?;
    alter_references(tx, tables, "NOT DEFERRABLE").await
}

async fn alter_references(
    tx: &impl ConnectionTrait,
    tables: &[Table],
    how: &str,
) -> Result<(), DbErr> {
    for table in tables {
        let sql = "SELECT conname::text AS name FROM pg_constraint \
                   WHERE contype = 'f' AND conrelid = to_regclass(quote_ident($1))";
        let asked =
            Statement::from_sql_and_values(tx.get_database_backend(), sql, [(&table.name).into()]);
        for row in tx.query_all_raw(asked).await? {
            let name: String = row.try_get("", "name")?;
            let sql = format!(
                "ALTER TABLE \"{}\" ALTER CONSTRAINT \"{name}\" {how}",
                table.name
            );
            tx.execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_names_of_types_are_understood() {
        for (name, kind) in [
            ("uuid_text", Some(Kind::Uuid)),
            ("uuid", Some(Kind::Uuid)),
            ("varchar(190)", Some(Kind::Text)),
            ("character varying", Some(Kind::Text)),
            ("timestamp with time zone", Some(Kind::Instant)),
            ("BLOB", Some(Kind::Bytes)),
            ("money", None),
        ] {
            assert_eq!(Kind::parse(name), kind, "{name}");
        }
    }
}
