//! The SQL of health and of the note about the last backup.

use sea_orm::{ConnectionTrait, DbErr};

pub(super) use crate::settings::{put_setting, setting};

/// Asks the database for an answer, and nothing else.
pub(super) async fn ping(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    db.execute_unprepared("SELECT 1").await.map(drop)
}
