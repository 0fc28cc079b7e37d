//! What the databases do by themselves with the same bytes, through the same driver.

use std::{str::FromStr as _, time::Instant};

use sqlx::{
    Connection as _, Executor as _, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// The state of an attempt, and what one commit adds to its trace.
const STATE: usize = 1700;
const TRACE: usize = 1500;
const TABLES: &str = "
    CREATE TABLE raw_attempt (id integer PRIMARY KEY, state {bytes} NOT NULL);
    CREATE TABLE raw_trace (id integer, n integer, calls {bytes} NOT NULL, PRIMARY KEY (id, n));
    CREATE TABLE raw_series (id integer PRIMARY KEY, last integer NOT NULL);
    CREATE TABLE raw_certificate (number integer PRIMARY KEY, facts {bytes} NOT NULL);
    INSERT INTO raw_series VALUES (1, 0);";

/// Commits a second on SQLite in durable transactions of `group` commits each.
pub(crate) async fn sqlite(dir: &std::path::Path, group: u32, seconds: f64) -> f64 {
    let file = dir.join(format!("raw-{group}.db"));
    let options = SqliteConnectOptions::from_str(&format!("sqlite://{}", file.display()))
        .unwrap()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", "8192");
    let mut db = SqliteConnection::connect_with(&options).await.unwrap();
    db.execute(sqlx::AssertSqlSafe(TABLES.replace("{bytes}", "blob")))
        .await
        .unwrap();
    for id in 0..16 {
        sqlx::query("INSERT INTO raw_attempt VALUES (?1, ?2)")
            .bind(id)
            .bind(vec![b'x'; STATE])
            .execute(&mut db)
            .await
            .unwrap();
    }
    let started = Instant::now();
    let mut commits = 0;
    while started.elapsed().as_secs_f64() < seconds {
        db.execute("BEGIN IMMEDIATE").await.unwrap();
        for _ in 0..group {
            let id = commits % 16;
            sqlx::query("SELECT state FROM raw_attempt WHERE id = ?1")
                .bind(id)
                .fetch_one(&mut db)
                .await
                .unwrap();
            sqlx::query("UPDATE raw_attempt SET state = ?2 WHERE id = ?1")
                .bind(id)
                .bind(vec![b'x'; STATE])
                .execute(&mut db)
                .await
                .unwrap();
            sqlx::query("INSERT INTO raw_trace VALUES (?1, ?2, ?3)")
                .bind(id)
                .bind(commits)
                .bind(vec![b'x'; TRACE])
                .execute(&mut db)
                .await
                .unwrap();
            commits += 1;
        }
        db.execute("COMMIT").await.unwrap();
    }
    f64::from(commits) / started.elapsed().as_secs_f64()
}

/// Commits a second on PostgreSQL on 16 connections, each commit a transaction;
/// or, with `counter`, numbers drawn a second from one row.
pub(crate) async fn postgres(server: &str, counter: bool, seconds: f64) -> f64 {
    let name = format!("obuka_raw_{}", uuid::Uuid::now_v7().simple());
    let mut admin = PgConnection::connect(&format!("{server}/postgres"))
        .await
        .unwrap();
    admin
        .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .unwrap();
    let url = format!("{server}/{name}");
    let mut db = PgConnection::connect(&url).await.unwrap();
    db.execute(sqlx::AssertSqlSafe(TABLES.replace("{bytes}", "bytea")))
        .await
        .unwrap();
    let started = Instant::now();
    let working = (0..16).map(|id| {
        let url = url.clone();
        tokio::spawn(async move {
            let mut db = PgConnection::connect(&url).await.unwrap();
            let mut commits = 0;
            insert_attempt(&mut db, id).await;
            while started.elapsed().as_secs_f64() < seconds {
                if counter {
                    draw_number(&mut db).await;
                } else {
                    commit(&mut db, id, commits).await;
                }
                commits += 1;
            }
            commits
        })
    });
    let commits: i32 = futures::future::join_all(working)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    let per_second = f64::from(commits) / started.elapsed().as_secs_f64();
    db.close().await.unwrap();
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
    per_second
}

async fn insert_attempt(db: &mut PgConnection, id: i32) {
    sqlx::query("INSERT INTO raw_attempt VALUES ($1, $2)")
        .bind(id)
        .bind(vec![b'x'; STATE])
        .execute(db)
        .await
        .unwrap();
}

async fn commit(db: &mut PgConnection, id: i32, n: i32) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("SELECT state FROM raw_attempt WHERE id = $1 FOR UPDATE")
        .bind(id)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    sqlx::query("UPDATE raw_attempt SET state = $2 WHERE id = $1")
        .bind(id)
        .bind(vec![b'x'; STATE])
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("INSERT INTO raw_trace VALUES ($1, $2, $3)")
        .bind(id)
        .bind(n)
        .bind(vec![b'x'; TRACE])
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The counter's row is locked from here to the commit.
async fn draw_number(db: &mut PgConnection) {
    let mut tx = db.begin().await.unwrap();
    let number: i32 =
        sqlx::query_scalar("UPDATE raw_series SET last = last + 1 WHERE id = 1 RETURNING last")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    sqlx::query("INSERT INTO raw_certificate VALUES ($1, $2)")
        .bind(number)
        .bind(vec![b'x'; TRACE])
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
