//! Every SQL statement of the feature.

use entity::{
    accreditation, course_trainer, participation, person, programme, trainer, training_session,
    training_session_trainer, values::Face,
};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel, QueryFilter as _, QueryOrder as _, QuerySelect as _, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::people;
pub(super) use crate::rows::{find, insert, update};

/// What forms choose from; a centre has some tens of each.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) accreditations: Vec<accreditation::Model>,
    pub(super) programmes: Vec<programme::Model>,
    pub(super) trainers: Vec<trainer::Model>,
}

pub(super) async fn lists(db: &impl ConnectionTrait, face: Face) -> Result<Lists, DbErr> {
    Ok(Lists {
        accreditations: accreditations(db).await?,
        programmes: programmes(db).await?,
        trainers: trainers(db, face).await?,
    })
}

pub(super) async fn accreditations(
    db: &impl ConnectionTrait,
) -> Result<Vec<accreditation::Model>, DbErr> {
    accreditation::Entity::find()
        .order_by_desc(accreditation::COLUMN.decided_on)
        .all(db)
        .await
}

pub(super) async fn programmes(db: &impl ConnectionTrait) -> Result<Vec<programme::Model>, DbErr> {
    programme::Entity::find()
        .order_by_asc(programme::COLUMN.code)
        .all(db)
        .await
}

/// The trainers by name in the alphabet of `face`.
pub(super) async fn trainers(
    db: &impl ConnectionTrait,
    face: Face,
) -> Result<Vec<trainer::Model>, DbErr> {
    let by_name = match face {
        Face::SrCyrl => trainer::Column::SortKeyCyrl,
        Face::SrLatn | Face::En => trainer::Column::SortKeyLatn,
    };
    trainer::Entity::find()
        .order_by_asc(by_name)
        .order_by_asc(trainer::COLUMN.id)
        .all(db)
        .await
}

pub(super) async fn sessions(
    db: &impl ConnectionTrait,
) -> Result<Vec<(training_session::Model, Option<programme::Model>)>, DbErr> {
    training_session::Entity::find()
        .find_also_related(programme::Entity)
        .order_by_desc(training_session::COLUMN.starts_on)
        .order_by_desc(training_session::COLUMN.id)
        .all(db)
        .await
}

/// How many people took part, by session.
pub(super) async fn participants_by_session(
    db: &impl ConnectionTrait,
) -> Result<Vec<(Uuid, i64)>, DbErr> {
    participation::Entity::find()
        .select_only()
        .column(participation::Column::TrainingSessionId)
        .column_as(participation::COLUMN.id.count(), "people")
        .group_by(participation::Column::TrainingSessionId)
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn trainers_of_session(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<Uuid>, DbErr> {
    training_session_trainer::Entity::find()
        .select_only()
        .column(training_session_trainer::Column::TrainerId)
        .filter(training_session_trainer::COLUMN.training_session_id.eq(id))
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn put_trainers_of_session(
    tx: &DatabaseTransaction,
    id: Uuid,
    trainers: &[Uuid],
) -> Result<(), DbErr> {
    training_session_trainer::Entity::delete_many()
        .filter(training_session_trainer::COLUMN.training_session_id.eq(id))
        .exec(tx)
        .await?;
    for trainer_id in trainers {
        let row = training_session_trainer::Model {
            training_session_id: id,
            trainer_id: *trainer_id,
        };
        insert(tx, row).await?;
    }
    Ok(())
}

pub(super) async fn trainers_of_course(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<Uuid>, DbErr> {
    course_trainer::Entity::find()
        .select_only()
        .column(course_trainer::Column::TrainerId)
        .filter(course_trainer::COLUMN.course_id.eq(id))
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn put_trainers_of_course(
    tx: &DatabaseTransaction,
    id: Uuid,
    trainers: &[Uuid],
) -> Result<(), DbErr> {
    course_trainer::Entity::delete_many()
        .filter(course_trainer::COLUMN.course_id.eq(id))
        .exec(tx)
        .await?;
    for trainer_id in trainers {
        let row = course_trainer::Model {
            course_id: id,
            trainer_id: *trainer_id,
        };
        insert(tx, row).await?;
    }
    Ok(())
}

/// Those of `ids` that are trainers.
pub(super) async fn known_trainers(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<Uuid>, DbErr> {
    trainer::Entity::find()
        .select_only()
        .column(trainer::Column::Id)
        .filter(trainer::COLUMN.id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

/// The people of a session by name in the alphabet of `face`.
pub(super) async fn participants(
    db: &impl ConnectionTrait,
    session_id: Uuid,
    face: Face,
) -> Result<Vec<person::Model>, DbErr> {
    let rows = participation::Entity::find()
        .find_also_related(person::Entity)
        .filter(participation::COLUMN.training_session_id.eq(session_id))
        .order_by_asc(people::by_name(face))
        .order_by_asc(person::COLUMN.id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, person)| person).collect())
}

/// Whoever takes part already stays as they are.
pub(super) async fn add_participant(
    tx: &DatabaseTransaction,
    row: participation::Model,
) -> Result<(), DbErr> {
    let keep = OnConflict::columns([
        participation::Column::TrainingSessionId,
        participation::Column::PersonId,
    ])
    .do_nothing()
    .to_owned();
    participation::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(keep)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

pub(super) async fn remove_participant(
    tx: &DatabaseTransaction,
    session_id: Uuid,
    person_id: Uuid,
) -> Result<(), DbErr> {
    participation::Entity::delete_many()
        .filter(participation::COLUMN.training_session_id.eq(session_id))
        .filter(participation::COLUMN.person_id.eq(person_id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(super) async fn kind_of_organisation(
    db: &impl ConnectionTrait,
    person: &person::Model,
) -> Result<Option<entity::values::OrganisationKind>, DbErr> {
    let Some(id) = person.organisation_id else {
        return Ok(None);
    };
    let found = entity::organisation::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|it| it.kind))
}
