//! The write door.

use entity::setting;
use futures::future::join_all;
use sea_orm::{DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, Set};
use server::db::Db;

use crate::support::TestServer;

async fn write_setting(db: &Db, number: u32, fail: bool) -> Result<u32, DbErr> {
    db.write(move |tx| {
        Box::pin(async move {
            let row = setting::ActiveModel {
                name: Set(format!("test-{number}")),
                value: Set(String::new()),
            };
            setting::Entity::insert(row)
                .exec_without_returning(tx)
                .await?;
            if fail {
                return Err(DbErr::Custom("this one fails".into()));
            }
            Ok(number)
        })
    })
    .await
}

#[tokio::test]
async fn one_of_sixteen_grouped_writes_fails_and_fifteen_stay() {
    let server = TestServer::start().await;
    let db = &server.state.db;

    let results = join_all((0..16).map(|number| write_setting(db, number, number == 7))).await;

    for (number, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), number == 7, "{number}: {result:?}");
    }
    let stored = setting::Entity::find()
        .filter(setting::COLUMN.name.starts_with("test-"))
        .count(db.read())
        .await
        .unwrap();
    assert_eq!(stored, 15);
}

#[tokio::test]
async fn a_write_that_panics_is_rolled_back_alone() {
    let server = TestServer::start().await;
    let db = &server.state.db;
    if !db.is_sqlite() {
        return;
    }

    let panicking = db.write(|_| Box::pin(async { panic!("on purpose") as Result<(), DbErr> }));
    let others = join_all((0..4).map(|number| write_setting(db, number, false)));
    let (panicked, others) = futures::join!(panicking, others);

    assert!(panicked.is_err());
    assert!(others.iter().all(Result::is_ok), "{others:?}");
    assert_eq!(write_setting(db, 4, false).await.unwrap(), 4);
}
