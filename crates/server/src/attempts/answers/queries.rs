//! The report's SQL.

use entity::{course, course_step, organisation, package_version, values::Face};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Statement, Value,
};
use uuid::Uuid;

use super::filter::{Filter, Scope, Which};

pub(super) use crate::rows::find;

/// Conditions with their values, `$1`, `$2` … in the order in which they came.
struct Conditions {
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    fn and(&mut self, sql: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
    }

    /// `sql` with the place of `value` behind it.
    fn and_value(&mut self, sql: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        let place = format!("{sql} ${}", self.values.len());
        self.and(&place);
    }

    fn and_one_of(&mut self, column: &str, ids: &[Uuid]) {
        if ids.is_empty() {
            return self.and("1 = 0");
        }
        let places: Vec<String> = ids
            .iter()
            .map(|id| {
                self.values.push((*id).into());
                format!("${}", self.values.len())
            })
            .collect();
        self.and(&format!("{column} IN ({})", places.join(", ")));
    }
}

/// The attempts that `filter` wants: `a`, with their enrolment `e` and person `p`.
fn wanted(filter: &Filter) -> Conditions {
    let mut wanted = Conditions {
        sql: "FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id \
              JOIN person p ON p.id = a.person_id WHERE a.mode = 'normal'"
            .into(),
        values: Vec::new(),
    };
    match &filter.scope {
        Scope::Step { course_id, step_id } => {
            wanted.and_value("e.course_id =", *course_id);
            wanted.and_value("a.step_id =", *step_id);
        }
        Scope::Module {
            package_id,
            course_ids,
        } => {
            wanted.values.push((*package_id).into());
            wanted.and(
                "a.package_version_id IN (SELECT v.id FROM package_version v WHERE v.package_id = $1)",
            );
            wanted.and_one_of("e.course_id", course_ids);
        }
    }
    if let Some(course) = filter.course {
        wanted.and_value("e.course_id =", course);
    }
    if let Some(organisation) = filter.organisation {
        wanted.and_value("p.organisation_id =", organisation);
    }
    if let Some(since) = filter.since {
        wanted.and_value("a.last_contact_at >=", since);
    }
    if let Some(until) = filter.until {
        wanted.and_value("a.last_contact_at <", until);
    }
    let other = |order: &str| {
        format!(
            "NOT EXISTS (SELECT 1 FROM attempt o WHERE o.enrolment_id = a.enrolment_id \
             AND o.step_id = a.step_id AND o.mode = 'normal' AND o.number {order} a.number)"
        )
    };
    match filter.which {
        Which::All => {}
        Which::First => wanted.and(&other("<")),
        Which::Last => wanted.and(&other(">")),
        Which::Counted => wanted.and(
            "EXISTS (SELECT 1 FROM step_result r WHERE r.enrolment_id = a.enrolment_id \
             AND r.step_id = a.step_id AND r.counted_attempt_id = a.id)",
        ),
    }
    wanted
}

#[derive(FromQueryResult)]
struct IdRow {
    id: Uuid,
}

/// The wanted attempts' ids, by their persons' names in the alphabet of `face`.
pub(super) async fn ids(
    db: &impl ConnectionTrait,
    filter: &Filter,
    face: Face,
) -> Result<Vec<Uuid>, DbErr> {
    let name = match face {
        Face::SrCyrl => "p.sort_key_cyrl",
        Face::SrLatn | Face::En => "p.sort_key_latn",
    };
    let wanted = wanted(filter);
    let sql = format!("SELECT a.id {} ORDER BY {name}, p.id, a.number", wanted.sql);
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, wanted.values);
    let rows = IdRow::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|it| it.id).collect())
}

/// An attempt's state with who made it.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct StateRow {
    pub(super) id: Uuid,
    pub(super) number: i32,
    pub(super) state: Vec<u8>,
    pub(super) last_contact_at: chrono::DateTime<chrono::Utc>,
    pub(super) family_name: String,
    pub(super) given_name: String,
    pub(super) family_name_cyrl: String,
    pub(super) given_name_cyrl: String,
    pub(super) organisation: Option<String>,
}

impl StateRow {
    /// Family name first, as lists have it, in the script of `face`.
    pub(super) fn name_in(&self, face: Face) -> String {
        match face {
            Face::SrCyrl => format!("{} {}", self.family_name_cyrl, self.given_name_cyrl),
            Face::SrLatn | Face::En => format!("{} {}", self.family_name, self.given_name),
        }
    }
}

/// These attempts, in the order of `ids`.
pub(super) async fn states(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<Vec<StateRow>, DbErr> {
    let mut wanted = Conditions {
        sql: "SELECT a.id, a.number, a.state, a.last_contact_at, p.family_name, p.given_name, \
              p.family_name_cyrl, p.given_name_cyrl, g.name AS organisation \
              FROM attempt a JOIN person p ON p.id = a.person_id \
              LEFT JOIN organisation g ON g.id = p.organisation_id WHERE 1 = 1"
            .into(),
        values: Vec::new(),
    };
    wanted.and_one_of("a.id", ids);
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, wanted.sql, wanted.values);
    let mut rows = StateRow::find_by_statement(statement).all(db).await?;
    let place = |id: &Uuid| ids.iter().position(|it| it == id);
    rows.sort_by_key(|it| place(&it.id));
    Ok(rows)
}

/// The organisations of those who have attempts in this scope, by name.
pub(super) async fn organisations(
    db: &impl ConnectionTrait,
    scope: &Scope,
) -> Result<Vec<organisation::Model>, DbErr> {
    let everything = Filter {
        scope: scope.clone(),
        course: None,
        from: None,
        to: None,
        organisation: None,
        which: Which::All,
        since: None,
        until: None,
    };
    let wanted = wanted(&everything);
    let sql = format!(
        "SELECT * FROM organisation g WHERE g.id IN (SELECT p.organisation_id {}) ORDER BY g.name LIMIT 500",
        wanted.sql
    );
    let backend = db.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, wanted.values);
    organisation::Entity::find()
        .from_raw_sql(statement)
        .all(db)
        .await
}

/// The courses that play or have played versions of the module.
pub(super) async fn courses_of_module(
    db: &impl ConnectionTrait,
    package_id: Uuid,
) -> Result<Vec<course::Model>, DbErr> {
    let versions = package_version::Entity::find()
        .select_only()
        .column(package_version::Column::Id)
        .filter(package_version::Column::PackageId.eq(package_id))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    let steps = course_step::Entity::find()
        .select_only()
        .column(course_step::Column::CourseId)
        .distinct()
        .filter(course_step::Column::PackageVersionId.is_in(versions))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    course::Entity::find()
        .filter(course::Column::Id.is_in(steps))
        .order_by_asc(course::Column::Title)
        .limit(500)
        .all(db)
        .await
}
