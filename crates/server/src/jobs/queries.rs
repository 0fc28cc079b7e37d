//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{job, values::JobState};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction,
    DbErr, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set,
    sea_query::{LockBehavior, LockType, OnConflict},
};
use uuid::Uuid;

pub(super) use crate::db::Batch;
pub(super) use crate::rows::update;

/// The row of a periodic job, unless it is there already.
pub(super) async fn insert_once(tx: &DatabaseTransaction, job: job::Model) -> Result<(), DbErr> {
    job::Entity::insert(job.into_active_model().reset_all())
        .on_conflict(OnConflict::column(job::COLUMN.id).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Waiting and due, or running under a lease that ran out.
fn claimable(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(
            Condition::all()
                .add(job::COLUMN.state.eq(JobState::Waiting))
                .add(job::COLUMN.run_at.lte(now)),
        )
        .add(
            Condition::all()
                .add(job::COLUMN.state.eq(JobState::Running))
                .add(job::COLUMN.leased_until.lte(now)),
        )
}

pub(super) async fn any_claimable(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let found = job::Entity::find()
        .filter(claimable(now))
        .select_only()
        .column(job::Column::Id)
        .limit(1)
        .into_tuple::<Uuid>()
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// The job that has waited longest, locked; jobs that another worker is just
/// claiming are passed over. (SQLite needs no lock: the write door holds the only one.)
pub(super) async fn lock_next(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
) -> Result<Option<job::Model>, DbErr> {
    job::Entity::find()
        .filter(claimable(now))
        .order_by_asc(job::COLUMN.run_at)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx)
        .await
}

/// The job, locked, if `lease` still holds it.
pub(super) async fn lock_leased(
    tx: &DatabaseTransaction,
    id: Uuid,
    lease: Uuid,
) -> Result<Option<job::Model>, DbErr> {
    job::Entity::find_by_id(id)
        .filter(job::COLUMN.lease.eq(lease))
        .lock_exclusive()
        .one(tx)
        .await
}

/// Lengthens the lease; does nothing when another worker holds the job by now.
pub(super) async fn renew(
    tx: &DatabaseTransaction,
    id: Uuid,
    lease: Uuid,
    until: DateTime<Utc>,
) -> Result<(), DbErr> {
    let renewed = job::ActiveModel {
        leased_until: Set(Some(until)),
        ..Default::default()
    };
    job::Entity::update_many()
        .set(renewed)
        .filter(job::COLUMN.id.eq(id))
        .filter(job::COLUMN.lease.eq(lease))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete_done_before(
    tx: &DatabaseTransaction,
    before: DateTime<Utc>,
) -> Result<(), DbErr> {
    job::Entity::delete_many()
        .filter(job::COLUMN.state.eq(JobState::Done))
        .filter(job::COLUMN.finished_at.lt(before))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn count(db: &impl ConnectionTrait, state: JobState) -> Result<u64, DbErr> {
    job::Entity::find()
        .filter(job::COLUMN.state.eq(state))
        .count(db)
        .await
}

/// When the job that is due longest should have run.
pub(super) async fn oldest_due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    job::Entity::find()
        .filter(job::COLUMN.state.eq(JobState::Waiting))
        .filter(job::COLUMN.run_at.lte(now))
        .order_by_asc(job::COLUMN.run_at)
        .select_only()
        .column(job::Column::RunAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await
}

/// Jobs that were given up, and those that failed and wait for another try; newest first.
pub(super) async fn troubled(
    db: &impl ConnectionTrait,
    at_most: u64,
) -> Result<Vec<job::Model>, DbErr> {
    let troubled = Condition::any()
        .add(job::COLUMN.state.eq(JobState::Failed))
        .add(
            Condition::all()
                .add(job::COLUMN.state.eq(JobState::Waiting))
                .add(job::COLUMN.last_error.is_not_null()),
        );
    job::Entity::find()
        .filter(troubled)
        .order_by_desc(job::COLUMN.created_at)
        .limit(at_most)
        .all(db)
        .await
}
