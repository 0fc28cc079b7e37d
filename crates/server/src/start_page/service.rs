//! The centre in numbers, counted from the records.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
    time::Duration,
};

use chrono::{Datelike as _, NaiveDate};
use entity::values::OrganisationKind;
use moka::future::Cache;
use sea_orm::DbErr;

use super::queries;
use crate::db::Db;

/// Anybody may open the page, so the records are counted at most this often.
const COUNTED_EVERY: Duration = Duration::from_secs(20);

/// One figure: what it stands for in all, and how much of it each year brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) id: &'static str,
    pub(crate) total: u64,
    pub(crate) by_year: BTreeMap<i32, u64>,
}

/// The figures of the last count; one day's are not shown on the next.
pub(crate) struct Counted(Cache<NaiveDate, Arc<Vec<Figure>>>);

impl Default for Counted {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(1)
                .time_to_live(COUNTED_EVERY)
                .build(),
        )
    }
}

/// The figures up to `today`: those of the last count if it is recent.
pub(crate) async fn figures(
    db: &Db,
    counted: &Counted,
    today: NaiveDate,
) -> Result<Arc<Vec<Figure>>, Arc<DbErr>> {
    let count = async { count(db, today).await.map(Arc::new) };
    counted.0.try_get_with(today, count).await
}

async fn count(db: &Db, today: NaiveDate) -> Result<Vec<Figure>, DbErr> {
    let db = db.read();
    let local = Some(OrganisationKind::LocalGovernment);
    let trained = queries::trained(db, today).await?;
    let worked: HashSet<_> = trained
        .into_iter()
        .map(|it| (it.day.year(), it.trainer_id))
        .collect();
    let trainers_by_year = sums(worked.into_iter().map(|(year, _)| (year, 1)));
    Ok(vec![
        summed("trainings", &queries::trainings(db, today).await?),
        summed(
            "participations",
            &queries::participations(db, today, None).await?,
        ),
        Figure {
            id: "trainers",
            total: queries::trainers(db).await?,
            by_year: trainers_by_year,
        },
        summed("local", &queries::participations(db, today, local).await?),
    ])
}

fn summed(id: &'static str, days: &[queries::OfDay]) -> Figure {
    let by_year = sums(
        days.iter()
            .map(|it| (it.day.year(), it.count.unsigned_abs())),
    );
    Figure {
        id,
        total: by_year.values().sum(),
        by_year,
    }
}

fn sums(parts: impl Iterator<Item = (i32, u64)>) -> BTreeMap<i32, u64> {
    let mut sums = BTreeMap::new();
    for (year, count) in parts {
        *sums.entry(year).or_default() += count;
    }
    sums
}
