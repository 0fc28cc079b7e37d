//! A shorthand for tables: columns by name and kind, keys and indexes by rule.
//!
//! Names follow one pattern: `fk_`, `ix_`, `ux_` + table + columns.

use sea_orm_migration::{prelude::*, schema};

/// The kinds of column the schema uses; the trailing `?` of the constructors'
/// names in SQL is written `null` here.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Uuid,
    /// Text of any length.
    Text,
    /// A short token, such as a status or a hash in hexadecimal.
    Token,
    /// A 32-bit whole number.
    Int,
    /// A 64-bit whole number.
    Big,
    Real,
    Bool,
    /// An instant in UTC.
    Instant,
    /// A calendar date without a time.
    Date,
    /// Bytes, opaque to the database.
    Bytes,
}

impl Kind {
    fn column(self, name: &str) -> ColumnDef {
        let name = name.to_owned();
        match self {
            Self::Uuid => schema::uuid(name),
            Self::Text => schema::text(name),
            Self::Token => schema::string_len(name, 190),
            Self::Int => schema::integer(name),
            Self::Big => schema::big_integer(name),
            Self::Real => schema::double(name),
            Self::Bool => schema::boolean(name),
            Self::Instant => schema::timestamp_with_time_zone(name),
            Self::Date => schema::date(name),
            Self::Bytes => schema::binary(name),
        }
    }
}

/// A table in the making.
pub(crate) struct NewTable {
    name: &'static str,
    statement: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

/// Starts a table whose primary key is a UUID column `id`.
pub(crate) fn table(name: &'static str) -> NewTable {
    keyed(name, &[("id", Kind::Uuid)])
}

/// Starts a table with the given columns as its primary key.
pub(crate) fn keyed(name: &'static str, key: &[(&'static str, Kind)]) -> NewTable {
    let mut statement = Table::create().table(name).to_owned();
    let mut primary = Index::create();
    for (column, kind) in key {
        statement.col(kind.column(column).not_null());
        primary.col(*column);
    }
    statement.primary_key(&mut primary);
    NewTable {
        name,
        statement,
        indexes: Vec::new(),
    }
}

impl NewTable {
    /// A column that always has a value.
    pub(crate) fn col(mut self, name: &'static str, kind: Kind) -> Self {
        self.statement.col(kind.column(name).not_null());
        self
    }

    /// A column that may be null.
    pub(crate) fn null(mut self, name: &'static str, kind: Kind) -> Self {
        let mut column = kind.column(name);
        self.statement.col(column.null());
        self
    }

    /// `column` points at `id` of `target`, whose row cannot go while this one stands.
    pub(crate) fn references(mut self, column: &'static str, target: &'static str) -> Self {
        self.statement.foreign_key(
            ForeignKey::create()
                .name(format!("fk_{}_{column}", self.name))
                .from(self.name, column)
                .to(target, "id")
                .on_delete(ForeignKeyAction::Restrict),
        );
        self
    }

    /// At most one row for these values.
    pub(crate) fn unique(mut self, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        index
            .name(format!("ux_{}_{}", self.name, columns.join("_")))
            .table(self.name)
            .unique();
        for column in columns {
            index.col(*column);
        }
        self.indexes.push(index);
        self
    }

    /// Rows are looked up or ordered by these values.
    pub(crate) fn index(self, columns: &[&'static str]) -> Self {
        let name = format!("ix_{}_{}", self.name, columns.join("_"));
        self.index_as(&name, columns)
    }

    /// The same under a name of its own, where the rule's would be too long.
    pub(crate) fn index_as(mut self, name: &str, columns: &[&'static str]) -> Self {
        let mut index = Index::create();
        index.name(name).table(self.name);
        for column in columns {
            index.col(*column);
        }
        self.indexes.push(index);
        self
    }

    pub(crate) async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        if manager.has_table(self.name).await? {
            // An interrupted migration goes on where it stopped.
            return self.create_indexes(manager).await;
        }
        manager.create_table(self.statement.clone()).await?;
        self.create_indexes(manager).await
    }

    async fn create_indexes(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        for mut index in self.indexes {
            manager
                .create_index(index.if_not_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}
