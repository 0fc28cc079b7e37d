//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::mail_message;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryOrder as _, QuerySelect as _, Set, sea_query::OnConflict,
};
use uuid::Uuid;

pub(super) use crate::rows::find;

/// Says whether the mail is new; one with its id stays as it is.
pub(super) async fn insert_once(
    tx: &DatabaseTransaction,
    mail: mail_message::Model,
) -> Result<bool, DbErr> {
    let unless_there = OnConflict::column(mail_message::Column::Id)
        .do_nothing()
        .to_owned();
    let inserted = mail_message::Entity::insert(mail.into_active_model().reset_all())
        .on_conflict(unless_there)
        .exec_without_returning(tx)
        .await?;
    Ok(0 < inserted)
}

/// The newest mails first.
pub(super) async fn newest(
    db: &impl ConnectionTrait,
    at_most: u64,
) -> Result<Vec<mail_message::Model>, DbErr> {
    mail_message::Entity::find()
        .order_by_desc(mail_message::COLUMN.created_at)
        .order_by_desc(mail_message::COLUMN.id)
        .limit(at_most)
        .all(db)
        .await
}

pub(super) async fn set_outcome(
    tx: &DatabaseTransaction,
    id: Uuid,
    sent_at: Option<DateTime<Utc>>,
    failed_with: Option<String>,
) -> Result<(), DbErr> {
    let outcome = mail_message::ActiveModel {
        id: Set(id),
        sent_at: Set(sent_at),
        failed_with: Set(failed_with),
        ..Default::default()
    };
    outcome.update(tx).await?;
    Ok(())
}
