//! Every SQL statement of the feature.

use chrono::{DateTime, Utc};
use entity::{
    course, course_step, package_version, person,
    values::{CourseStatus, SwitchState},
    version_switch,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _, Statement,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

pub(super) use crate::{
    packages::queries::{lock_package, publish, version_numbered},
    rows::{find, insert, update},
};

/// A step of a course that shows some version of the module.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct StepUse {
    pub(super) course_id: Uuid,
    pub(super) step_id: Uuid,
    pub(super) step_title: String,
    pub(super) version_id: Uuid,
    pub(super) number: i32,
}

/// The steps that show the module, in courses that are not closed.
pub(super) async fn steps(
    db: &impl ConnectionTrait,
    package_id: Uuid,
    course_id: Option<Uuid>,
) -> Result<Vec<StepUse>, DbErr> {
    let mut select = course_step::Entity::find()
        .select_only()
        .column_as(course_step::Column::CourseId, "course_id")
        .column_as(course_step::Column::Id, "step_id")
        .column_as(course_step::Column::Title, "step_title")
        .column_as(package_version::Column::Id, "version_id")
        .column_as(package_version::Column::Number, "number")
        .join(
            JoinType::InnerJoin,
            course_step::Relation::PackageVersion.def(),
        )
        .join(JoinType::InnerJoin, course_step::Relation::Course.def())
        .filter(package_version::Column::PackageId.eq(package_id))
        .filter(course_step::Column::RemovedAt.is_null())
        .filter(course::Column::Status.ne(CourseStatus::Closed));
    if let Some(course_id) = course_id {
        select = select.filter(course_step::Column::CourseId.eq(course_id));
    }
    select
        .order_by_asc(course::Column::Title)
        .order_by_asc(course::Column::Id)
        .order_by_asc(course_step::Column::Position)
        .into_model()
        .all(db)
        .await
}

pub(super) async fn courses(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<Vec<course::Model>, DbErr> {
    course::Entity::find()
        .filter(course::Column::Id.is_in(ids))
        .order_by_asc(course::Column::Title)
        .order_by_asc(course::Column::Id)
        .all(db)
        .await
}

/// The switch, locked: it is done or called off, never both.
pub(super) async fn lock(
    tx: &DatabaseTransaction,
    id: Uuid,
) -> Result<Option<version_switch::Model>, DbErr> {
    version_switch::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await
}

/// The switch of the course's module that waits for its time.
pub(super) async fn waiting(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    package_id: Uuid,
) -> Result<Option<version_switch::Model>, DbErr> {
    version_switch::Entity::find()
        .filter(version_switch::Column::CourseId.eq(course_id))
        .filter(version_switch::Column::PackageId.eq(package_id))
        .filter(version_switch::Column::State.eq(SwitchState::Waiting))
        .one(db)
        .await
}

/// A switch with the names around it.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct SwitchRow {
    pub(crate) id: Uuid,
    pub(crate) course_id: Uuid,
    pub(crate) course_title: String,
    pub(crate) package_id: Uuid,
    pub(crate) from_number: Option<i32>,
    pub(crate) to_number: i32,
    pub(crate) choices: Vec<u8>,
    pub(crate) state: SwitchState,
    pub(crate) run_at: DateTime<Utc>,
    pub(crate) given_name: Option<String>,
    pub(crate) family_name: Option<String>,
    pub(crate) given_name_cyrl: Option<String>,
    pub(crate) family_name_cyrl: Option<String>,
    pub(crate) ended_at: Option<DateTime<Utc>>,
    pub(crate) outcome: Option<Vec<u8>>,
    pub(crate) problem: Option<String>,
}

/// Which switches of a module.
pub(super) enum Which<'i> {
    /// So many at most.
    Newest(u64),
    /// The same, of one course.
    NewestIn(Uuid, u64),
    These(&'i [Uuid]),
}

/// Switches of the module, the newest first.
pub(super) async fn switches(
    db: &impl ConnectionTrait,
    package_id: Uuid,
    which: Which<'_>,
) -> Result<Vec<SwitchRow>, DbErr> {
    let mut values: Vec<sea_orm::Value> = vec![package_id.into()];
    let (narrowed, at_most) = match which {
        Which::Newest(at_most) => (String::new(), at_most),
        Which::NewestIn(course_id, at_most) => {
            values.push(course_id.into());
            ("AND s.course_id = $2".to_owned(), at_most)
        }
        Which::These(ids) => {
            values.extend(ids.iter().map(|it| (*it).into()));
            let places: Vec<String> = (2..2 + ids.len()).map(|it| format!("${it}")).collect();
            let narrowed = format!("AND s.id IN ({})", places.join(", "));
            (narrowed, ids.len() as u64)
        }
    };
    let sql = format!(
        "SELECT s.id, s.course_id, c.title AS course_title, s.package_id,
                f.number AS from_number, t.number AS to_number,
                s.choices, s.state, s.run_at,
                p.given_name, p.family_name, p.given_name_cyrl, p.family_name_cyrl,
                s.ended_at, s.outcome, s.problem
         FROM version_switch s
         JOIN course c ON c.id = s.course_id
         JOIN package_version t ON t.id = s.to_version_id
         LEFT JOIN package_version f ON f.id = s.from_version_id
         LEFT JOIN person p ON p.id = s.created_by
         WHERE s.package_id = $1 {narrowed}
         ORDER BY s.id DESC LIMIT {at_most}"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    SwitchRow::find_by_statement(statement).all(db).await
}

/// The last switch that gave the course another version of the module.
pub(super) async fn last_done(
    db: &impl ConnectionTrait,
    course_id: Uuid,
    package_id: Uuid,
) -> Result<Option<version_switch::Model>, DbErr> {
    version_switch::Entity::find()
        .filter(version_switch::Column::CourseId.eq(course_id))
        .filter(version_switch::Column::PackageId.eq(package_id))
        .filter(version_switch::Column::State.eq(SwitchState::Done))
        // One that moved people only, while the course stayed where it was, is no step to take back.
        .filter(
            Expr::col(version_switch::Column::FromVersionId)
                .ne(Expr::col(version_switch::Column::ToVersionId)),
        )
        .order_by_desc(version_switch::Column::EndedAt)
        .order_by_desc(version_switch::Column::Id)
        .one(db)
        .await
}

/// The people behind these enrolments.
pub(super) async fn people(
    db: &impl ConnectionTrait,
    course_id: Uuid,
) -> Result<Vec<(Uuid, person::Model)>, DbErr> {
    let rows = entity::enrolment::Entity::find()
        .filter(entity::enrolment::Column::CourseId.eq(course_id))
        .find_also_related(person::Entity)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(enrolment, person)| person.map(|it| (enrolment.id, it)))
        .collect())
}

pub(super) async fn numbers(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<std::collections::HashMap<Uuid, i32>, DbErr> {
    let rows: Vec<(Uuid, i32)> = package_version::Entity::find()
        .select_only()
        .column(package_version::Column::Id)
        .column(package_version::Column::Number)
        .filter(package_version::Column::PackageId.eq(package_id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
