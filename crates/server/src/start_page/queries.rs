//! Every SQL statement of the feature. Sessions are grouped by their first day, which both
//! databases can do alike; the service makes years of days.

use chrono::NaiveDate;
use entity::{
    participation, trainer, training_session, training_session_trainer, values::OrganisationKind,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, JoinType,
    PaginatorTrait as _, QueryFilter as _, QuerySelect as _, RelationTrait as _,
};
use uuid::Uuid;

/// How many records belong to sessions that began on this day.
#[derive(Debug, FromQueryResult)]
pub(super) struct OfDay {
    pub(super) day: NaiveDate,
    pub(super) count: i64,
}

/// Sessions that count as trainings and began by `today`.
pub(super) async fn trainings(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Vec<OfDay>, DbErr> {
    training_session::Entity::find()
        .select_only()
        .column_as(training_session::Column::StartsOn, "day")
        .column_as(training_session::COLUMN.id.count(), "count")
        .filter(training_session::COLUMN.counts_as_training.eq(true))
        .filter(training_session::COLUMN.starts_on.lte(today))
        .group_by(training_session::COLUMN.starts_on)
        .into_model()
        .all(db)
        .await
}

/// Places taken in those sessions; only those of people from `kind` when it is given.
pub(super) async fn participations(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    kind: Option<OrganisationKind>,
) -> Result<Vec<OfDay>, DbErr> {
    let mut query = participation::Entity::find()
        .select_only()
        .column_as(training_session::Column::StartsOn, "day")
        .column_as(participation::COLUMN.id.count(), "count")
        .join(
            JoinType::InnerJoin,
            participation::Relation::TrainingSession.def(),
        )
        .filter(training_session::COLUMN.counts_as_training.eq(true))
        .filter(training_session::COLUMN.starts_on.lte(today))
        .group_by(training_session::COLUMN.starts_on);
    if let Some(kind) = kind {
        query = query.filter(participation::COLUMN.organisation_kind.eq(kind));
    }
    query.into_model().all(db).await
}

/// A trainer's work on a day.
#[derive(Debug, FromQueryResult)]
pub(super) struct TrainedOn {
    pub(super) day: NaiveDate,
    pub(super) trainer_id: Uuid,
}

pub(super) async fn trained(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Vec<TrainedOn>, DbErr> {
    training_session_trainer::Entity::find()
        .select_only()
        .column_as(training_session::Column::StartsOn, "day")
        .column(training_session_trainer::Column::TrainerId)
        .join(
            JoinType::InnerJoin,
            training_session_trainer::Relation::TrainingSession.def(),
        )
        .filter(training_session::COLUMN.counts_as_training.eq(true))
        .filter(training_session::COLUMN.starts_on.lte(today))
        .distinct()
        .into_model()
        .all(db)
        .await
}

pub(super) async fn trainers(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    trainer::Entity::find().count(db).await
}
