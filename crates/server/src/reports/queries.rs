//! Every SQL statement of the feature. Values are bound; columns come from a list.

use chrono::NaiveDate;
use entity::{
    accreditation, certificate, certificate_series, completion, issued_report, organisation,
    person, programme,
};
use sea_orm::{
    ActiveModelTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr,
    EntityTrait as _, ExprTrait as _, FromQueryResult, IntoActiveModel as _, JoinType, Order,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Set,
    sea_query::{Expr, OnConflict, Query, SelectStatement},
};
use uuid::Uuid;

use super::filter::{Filter, Lacking, Place, Sort, kind_token};
use crate::people;

pub(super) use crate::rows::find;

/// One row of the record: a completion that stands, with its document.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct CompletionRow {
    pub(crate) id: Uuid,
    pub(crate) person_id: Uuid,
    pub(crate) completed_on: NaiveDate,
    pub(crate) outcome: String,
    pub(crate) family_name: String,
    pub(crate) given_name: String,
    pub(crate) family_name_cyrl: String,
    pub(crate) given_name_cyrl: String,
    pub(crate) organisation: Option<String>,
    pub(crate) organisation_kind: Option<String>,
    pub(crate) municipality: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) post: Option<String>,
    pub(crate) programme_id: Option<Uuid>,
    pub(crate) programme: Option<String>,
    pub(crate) programme_code: Option<String>,
    pub(crate) accreditation_field: Option<String>,
    pub(crate) accreditation_decision: Option<String>,
    pub(crate) accreditation_decided_on: Option<NaiveDate>,
    pub(crate) mode: String,
    pub(crate) started_on: Option<NaiveDate>,
    pub(crate) hours: Option<i32>,
    pub(crate) score_percent: Option<f64>,
    pub(crate) trainers: Option<String>,
    pub(crate) certificate_id: Option<Uuid>,
    pub(crate) document_kind: Option<String>,
    pub(crate) serial: Option<String>,
    pub(crate) issued_on: Option<NaiveDate>,
    pub(crate) check_code: Option<String>,
    /// Where the person stands among names; only in that order.
    pub(crate) name_key: Option<String>,
}

impl CompletionRow {
    pub(crate) fn place(&self) -> Place {
        Place {
            completed_on: self.completed_on,
            id: self.id,
            name_key: self.name_key.clone(),
        }
    }
}

/// The columns of a completion that the record shows, beside its document's.
const COLUMNS: [completion::Column; 24] = [
    completion::Column::Id,
    completion::Column::PersonId,
    completion::Column::CompletedOn,
    completion::Column::Outcome,
    completion::Column::FamilyName,
    completion::Column::GivenName,
    completion::Column::FamilyNameCyrl,
    completion::Column::GivenNameCyrl,
    completion::Column::Organisation,
    completion::Column::OrganisationKind,
    completion::Column::Municipality,
    completion::Column::Country,
    completion::Column::Post,
    completion::Column::ProgrammeId,
    completion::Column::Programme,
    completion::Column::ProgrammeCode,
    completion::Column::AccreditationField,
    completion::Column::AccreditationDecision,
    completion::Column::AccreditationDecidedOn,
    completion::Column::Mode,
    completion::Column::StartedOn,
    completion::Column::Hours,
    completion::Column::ScorePercent,
    completion::Column::Trainers,
];

fn of(column: completion::Column) -> Expr {
    Expr::col((completion::Entity, column))
}

fn of_document(column: certificate::Column) -> Expr {
    Expr::col((certificate::Entity, column))
}

/// What a filter means: rows that stand, in the period, and so on.
fn wanted(filter: &Filter) -> Condition {
    let mut wanted = Condition::all()
        .add(of(completion::Column::ReplacedById).is_null())
        .add(of(completion::Column::CompletedOn).gte(filter.from))
        .add(of(completion::Column::CompletedOn).lte(filter.to));
    if let Some(programme) = filter.programme {
        wanted = wanted.add(of(completion::Column::ProgrammeId).eq(programme));
    }
    if let Some(field) = &filter.field {
        wanted = wanted.add(of(completion::Column::AccreditationField).eq(field.as_str()));
    }
    if let Some(country) = &filter.country {
        wanted = wanted.add(of(completion::Column::Country).eq(country.as_str()));
    }
    if let Some(kind) = filter.kind {
        wanted = wanted.add(of(completion::Column::OrganisationKind).eq(kind_token(kind)));
    }
    match filter.lacks {
        None => wanted,
        Some(lacks) => wanted.add(of(lacking_column(lacks)).is_null()),
    }
}

fn lacking_column(lacks: Lacking) -> completion::Column {
    match lacks {
        Lacking::Organisation => completion::Column::OrganisationId,
        Lacking::Programme => completion::Column::ProgrammeId,
        Lacking::Accreditation => completion::Column::AccreditationField,
    }
}

/// The rows after `place` in this order.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    filter: &Filter,
    sort: Sort,
    place: Option<Place>,
    limit: u64,
) -> Result<Vec<CompletionRow>, DbErr> {
    let mut select = Query::select();
    select.columns(COLUMNS.map(|column| (completion::Entity, column)));
    select
        .expr_as(of_document(certificate::Column::Id), "certificate_id")
        .expr_as(of_document(certificate::Column::Kind), "document_kind")
        .expr_as(of_document(certificate::Column::Serial), "serial")
        .expr_as(of_document(certificate::Column::IssuedOn), "issued_on")
        .expr_as(of_document(certificate::Column::CheckCode), "check_code")
        .from(completion::Entity);
    join_document(&mut select);
    select.cond_where(wanted(&filter.starting_at(sort, place.as_ref())));
    match sort {
        Sort::Newest | Sort::Oldest => {
            select.expr_as(Expr::cust("NULL"), "name_key");
        }
        Sort::Name(face) => {
            let key = (person::Entity, people::by_name(face));
            let of_person = Expr::col((person::Entity, person::Column::Id))
                .equals((completion::Entity, completion::Column::PersonId));
            select
                .expr_as(Expr::col(key), "name_key")
                .inner_join(person::Entity, of_person)
                .order_by(key, Order::Asc);
        }
    }
    let order = match sort {
        Sort::Newest => Order::Desc,
        Sort::Oldest | Sort::Name(_) => Order::Asc,
    };
    if let Some(place) = place {
        select.cond_where(beyond(&place, sort));
    }
    select
        .order_by(
            (completion::Entity, completion::Column::CompletedOn),
            order.clone(),
        )
        .order_by((completion::Entity, completion::Column::Id), order)
        .limit(limit);
    CompletionRow::find_by_statement(db.get_database_backend().build(&select))
        .all(db)
        .await
}

/// The document that stands for the outcome; a completion that was corrected keeps its own.
fn join_document(select: &mut SelectStatement) {
    let kind = |outcome: &str, kind: &str| {
        Condition::all()
            .add(of(completion::Column::Outcome).eq(outcome))
            .add(of_document(certificate::Column::Kind).eq(kind))
    };
    select.join(
        JoinType::LeftJoin,
        certificate::Entity,
        Condition::all()
            .add(
                of_document(certificate::Column::EnrolmentId)
                    .equals((completion::Entity, completion::Column::EnrolmentId)),
            )
            .add(of_document(certificate::Column::RevokedAt).is_null())
            .add(
                Condition::any()
                    .add(kind("passed", "uverenje"))
                    .add(kind("attended", "potvrda")),
            ),
    );
}

fn beyond(place: &Place, sort: Sort) -> Condition {
    let (date, id) = (
        of(completion::Column::CompletedOn),
        of(completion::Column::Id),
    );
    let same_day = Condition::all().add(date.clone().eq(place.completed_on));
    match sort {
        Sort::Newest => Condition::any()
            .add(date.lt(place.completed_on))
            .add(same_day.add(id.lt(place.id))),
        Sort::Oldest => Condition::any()
            .add(date.gt(place.completed_on))
            .add(same_day.add(id.gt(place.id))),
        Sort::Name(face) => {
            let key = Expr::col((person::Entity, people::by_name(face)));
            let at = place.name_key.clone().unwrap_or_default();
            let same_person = Condition::all()
                .add(key.clone().eq(at.as_str()))
                .add(beyond(place, Sort::Oldest));
            Condition::all()
                // Says again what follows, so that an index is entered here.
                .add(key.clone().gte(at.as_str()))
                .add(Condition::any().add(key.gt(at)).add(same_person))
        }
    }
}

/// The figures over the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) rows: i64,
    pub(crate) persons: i64,
    pub(crate) lack_organisation: i64,
    pub(crate) lack_programme: i64,
    pub(crate) lack_accreditation: i64,
}

impl Totals {
    /// Together, from what was counted by day.
    pub(crate) fn of(persons: i64, days: &[DayCount]) -> Self {
        let sum = |of: fn(&DayCount) -> i64| days.iter().map(of).sum();
        Self {
            rows: sum(|it| it.rows),
            persons,
            lack_organisation: sum(|it| it.rows - it.with_organisation),
            lack_programme: sum(|it| it.rows - it.with_programme),
            lack_accreditation: sum(|it| it.rows - it.with_accreditation),
        }
    }
}

pub(super) async fn totals(db: &impl ConnectionTrait, filter: &Filter) -> Result<Totals, DbErr> {
    let (persons, days) = futures::try_join!(persons(db, filter), by_day(db, filter))?;
    Ok(Totals::of(persons, &days))
}

/// How many persons the rows are about. What is grouped is an expression, though
/// `person_id` is never null: by the bare column SQLite walks the index of persons
/// and looks up every row, which takes five times as long as the record's own index.
pub(super) async fn persons(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64, DbErr> {
    let person = of(completion::Column::PersonId).if_null(of(completion::Column::Id));
    let mut each = Query::select();
    each.expr_as(person.clone(), "person")
        .from(completion::Entity)
        .cond_where(wanted(filter))
        .add_group_by([person]);
    let mut select = Query::select();
    select
        .expr_as(Expr::cust("COUNT(*)"), "persons")
        .from_subquery(each, "each_person");
    let row = db
        .query_one(&select)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("a count has one row".to_owned()))?;
    row.try_get("", "persons")
}

/// How many rows, by day and outcome, and how many of them say where they belong.
#[derive(Debug, Clone, Default, FromQueryResult)]
pub(crate) struct DayCount {
    pub(crate) completed_on: NaiveDate,
    pub(crate) outcome: String,
    pub(crate) rows: i64,
    pub(crate) with_organisation: i64,
    pub(crate) with_programme: i64,
    pub(crate) with_accreditation: i64,
}

pub(super) async fn by_day(
    db: &impl ConnectionTrait,
    filter: &Filter,
) -> Result<Vec<DayCount>, DbErr> {
    let with = |lacks| of(lacking_column(lacks)).count();
    let mut select = Query::select();
    select
        .column((completion::Entity, completion::Column::CompletedOn))
        .column((completion::Entity, completion::Column::Outcome))
        .expr_as(Expr::cust("COUNT(*)"), "rows")
        .expr_as(with(Lacking::Organisation), "with_organisation")
        .expr_as(with(Lacking::Programme), "with_programme")
        .expr_as(with(Lacking::Accreditation), "with_accreditation")
        .from(completion::Entity)
        .cond_where(wanted(filter))
        .group_by_col((completion::Entity, completion::Column::CompletedOn))
        .group_by_col((completion::Entity, completion::Column::Outcome));
    DayCount::find_by_statement(db.get_database_backend().build(&select))
        .all(db)
        .await
}

/// How many rows, by country and kind of organisation.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct OriginCount {
    pub(crate) country: Option<String>,
    pub(crate) organisation_kind: Option<String>,
    pub(crate) rows: i64,
}

pub(super) async fn by_origin(
    db: &impl ConnectionTrait,
    filter: &Filter,
) -> Result<Vec<OriginCount>, DbErr> {
    let mut select = Query::select();
    select
        .column((completion::Entity, completion::Column::Country))
        .column((completion::Entity, completion::Column::OrganisationKind))
        .expr_as(Expr::cust("COUNT(*)"), "rows")
        .from(completion::Entity)
        .cond_where(wanted(filter))
        .group_by_col((completion::Entity, completion::Column::Country))
        .group_by_col((completion::Entity, completion::Column::OrganisationKind));
    OriginCount::find_by_statement(db.get_database_backend().build(&select))
        .all(db)
        .await
}

/// What the filter can choose from: programmes, fields, countries.
pub(super) async fn programmes(
    db: &impl ConnectionTrait,
) -> Result<Vec<(programme::Model, Option<accreditation::Model>)>, DbErr> {
    programme::Entity::find()
        .find_also_related(accreditation::Entity)
        .order_by_asc(programme::COLUMN.code)
        .all(db)
        .await
}

pub(super) async fn accreditations(
    db: &impl ConnectionTrait,
) -> Result<Vec<accreditation::Model>, DbErr> {
    accreditation::Entity::find()
        .order_by_asc(accreditation::COLUMN.field)
        .all(db)
        .await
}

pub(super) async fn countries(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Country)
        .distinct()
        .order_by_asc(organisation::COLUMN.country)
        .into_tuple()
        .all(db)
        .await
}

/// The kind under which the series of reports is counted.
const SERIES: &str = "report";

/// The last number given to a report of this year.
pub(super) async fn last_number(db: &impl ConnectionTrait, year: i32) -> Result<i32, DbErr> {
    let row = certificate_series::Entity::find_by_id((SERIES.to_owned(), year))
        .one(db)
        .await?;
    Ok(row.map_or(0, |it| it.last_number))
}

/// The same, locked until the transaction ends.
pub(super) async fn lock_last_number(tx: &DatabaseTransaction, year: i32) -> Result<i32, DbErr> {
    let first = certificate_series::ActiveModel {
        kind: Set(SERIES.to_owned()),
        year: Set(year),
        last_number: Set(0),
    };
    certificate_series::Entity::insert(first)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let row = certificate_series::Entity::find_by_id((SERIES.to_owned(), year))
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(row.map_or(0, |it| it.last_number))
}

/// Gives `report` the next number of its year.
pub(super) async fn insert_report(
    tx: &DatabaseTransaction,
    report: issued_report::Model,
) -> Result<(), DbErr> {
    let series = certificate_series::ActiveModel {
        kind: Set(SERIES.to_owned()),
        year: Set(report.year),
        last_number: Set(report.number),
    };
    series.update(tx).await?;
    issued_report::Entity::insert(report.into_active_model().reset_all())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Issued reports, newest first, with who issued them.
pub(super) async fn issued(
    db: &impl ConnectionTrait,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<(issued_report::Model, Option<entity::person::Model>)>, DbErr> {
    let mut select = issued_report::Entity::find()
        .find_also_related(entity::person::Entity)
        .order_by_desc(issued_report::COLUMN.id)
        .limit(limit);
    if let Some(before) = before {
        select = select.filter(issued_report::COLUMN.id.lt(before));
    }
    select.all(db).await
}
