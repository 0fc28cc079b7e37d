//! Statements that go to the database together.
//!
//! On SQLite each statement by itself is a change to the driver's thread and
//! back, which costs more than its work; there several are sent as one text.
//! PostgreSQL takes them one by one.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr,
    EntityTrait as _, IntoActiveModel, QueryResult, QueryTrait, SelectorTrait, Statement,
    StatementBuilder, Values,
};

/// The only column of the row that stands between the rows of two selects.
const NEXT: &str = "next_select";

/// Writes of which nobody reads a result, kept until they are sent.
#[must_use = "nothing is written before it is sent"]
pub(crate) struct Batch {
    backend: DbBackend,
    statements: Vec<Statement>,
}

impl Batch {
    /// Nothing yet, for the database of `tx`.
    pub(crate) fn new(tx: &DatabaseTransaction) -> Self {
        Self {
            backend: tx.get_database_backend(),
            statements: Vec::new(),
        }
    }

    /// A write that is none of a whole row.
    pub(crate) fn add(&mut self, query: &impl QueryTrait) {
        self.statements.push(query.build(self.backend));
    }

    /// A new row.
    pub(crate) fn insert<A: ActiveModelTrait>(&mut self, row: impl IntoActiveModel<A>) {
        self.add(&A::Entity::insert(row.into_active_model().reset_all()));
    }

    /// Sends what was kept, in its order.
    pub(crate) async fn run(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let statements = match self.backend {
            DbBackend::Sqlite => one_text(self.statements).into_iter().collect(),
            _ => self.statements,
        };
        for statement in statements {
            tx.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Sends what was kept, then a query that answers one row.
    pub(crate) async fn run_and_query(
        mut self,
        tx: &DatabaseTransaction,
        query: &impl StatementBuilder,
    ) -> Result<Option<QueryResult>, DbErr> {
        let query = self.backend.build(query);
        if self.backend != DbBackend::Sqlite {
            self.run(tx).await?;
            return tx.query_one_raw(query).await;
        }
        self.statements.push(query);
        match one_text(self.statements) {
            Some(text) => tx.query_one_raw(text).await,
            None => Ok(None),
        }
    }

    /// Sends what was kept, then selects, of which it answers the rows.
    pub(crate) async fn run_and_select<const N: usize>(
        mut self,
        tx: &DatabaseTransaction,
        selects: [Statement; N],
    ) -> Result<[Rows; N], DbErr> {
        let mut answers = [const { Rows(Vec::new()) }; N];
        if self.backend != DbBackend::Sqlite {
            self.run(tx).await?;
            for (answer, select) in answers.iter_mut().zip(selects) {
                answer.0 = tx.query_all_raw(select).await?;
            }
            return Ok(answers);
        }
        for (index, select) in selects.into_iter().enumerate() {
            if 0 < index {
                let between = format!("SELECT 1 AS {NEXT}");
                self.statements
                    .push(Statement::from_string(self.backend, between));
            }
            self.statements.push(select);
        }
        let Some(text) = one_text(self.statements) else {
            return Ok(answers);
        };
        let mut to = 0;
        for row in tx.query_all_raw(text).await? {
            if row.try_get_by::<i32, _>(NEXT).is_ok() {
                to += 1;
            } else if let Some(answer) = answers.get_mut(to) {
                answer.0.push(row);
            }
        }
        Ok(answers)
    }
}

/// The rows of one select.
pub(crate) struct Rows(Vec<QueryResult>);

impl Rows {
    /// The rows as what the select is of.
    pub(crate) fn decode<S: SelectorTrait>(self) -> Result<Vec<S::Item>, DbErr> {
        self.0.into_iter().map(S::from_raw_query_result).collect()
    }
}

/// The statements as one, their values one after the other.
fn one_text(statements: Vec<Statement>) -> Option<Statement> {
    statements.into_iter().reduce(|mut all, next| {
        all.sql.push_str("; ");
        all.sql.push_str(&next.sql);
        let values = all.values.get_or_insert_with(|| Values(Vec::new()));
        values.0.extend(next.values.into_iter().flat_map(|it| it.0));
        all
    })
}
