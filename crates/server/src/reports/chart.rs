//! The small chart of rows by month, or by year over a long period.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::queries::DayCount;

/// More months than this are shown by year.
const MOST_MONTHS: i32 = 24;
/// The drawing's height, in its own units.
const HEIGHT: i64 = 60;

/// A bar with its place in the drawing.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Bar {
    /// `2026-11` or `2026`.
    pub(crate) period: String,
    /// The month's or year's number, as the axis shows it.
    pub(crate) label: String,
    pub(crate) passed: i64,
    pub(crate) attended: i64,
    pub(crate) rows: i64,
    pub(crate) x: usize,
    pub(crate) y: i64,
    pub(crate) height: i64,
    pub(crate) passed_y: i64,
    pub(crate) passed_height: i64,
}

/// The bars of a drawing that is `10 × bars` wide and 60 high.
pub(crate) fn bars(days: &[DayCount], from: NaiveDate, to: NaiveDate) -> Vec<Bar> {
    let months = (to.year() - from.year()) * 12 + to.month0().cast_signed()
        - from.month0().cast_signed()
        + 1;
    let by_month = months <= MOST_MONTHS;
    let slot = |date: NaiveDate| {
        let month = (date.year() - from.year()) * 12 + date.month0().cast_signed()
            - from.month0().cast_signed();
        let slot = if by_month {
            month
        } else {
            date.year() - from.year()
        };
        usize::try_from(slot).unwrap_or(0)
    };
    let mut counts = vec![(0_i64, 0_i64); slot(to) + 1];
    for day in days {
        if let Some((passed, attended)) = counts.get_mut(slot(day.completed_on)) {
            *(if day.outcome == "passed" {
                passed
            } else {
                attended
            }) += day.rows;
        }
    }
    let most = counts.iter().map(|(a, b)| a + b).max().unwrap_or(0).max(1);
    let first_month = from.year() * 12 + from.month0().cast_signed();
    counts
        .into_iter()
        .enumerate()
        .map(|(at, (passed, attended))| {
            let steps = i32::try_from(at).unwrap_or(0);
            let (period, label) = if by_month {
                let month = first_month + steps;
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                (format!("{year}-{month:02}"), month.to_string())
            } else {
                let year = (from.year() + steps).to_string();
                (year.clone(), year)
            };
            let rows = passed + attended;
            let height = scaled(rows, most);
            let passed_height = scaled(passed, most);
            Bar {
                period,
                label,
                passed,
                attended,
                rows,
                x: at * 10 + 1,
                y: HEIGHT - height,
                height,
                passed_y: HEIGHT - passed_height,
                passed_height,
            }
        })
        .collect()
}

/// What is there is seen: the smallest bar is one unit high.
fn scaled(rows: i64, most: i64) -> i64 {
    if rows == 0 {
        0
    } else {
        (rows * HEIGHT / most).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str, outcome: &str, rows: i64) -> DayCount {
        DayCount {
            completed_on: date.parse().unwrap(),
            outcome: outcome.into(),
            rows,
            ..DayCount::default()
        }
    }

    #[test]
    fn bars_cover_the_period_and_add_up() {
        let days = [
            day("2026-01-31", "passed", 10),
            day("2026-03-01", "attended", 2),
            day("2026-03-02", "passed", 3),
        ];
        let bars = bars(
            &days,
            "2026-01-01".parse().unwrap(),
            "2026-03-31".parse().unwrap(),
        );
        let rows: Vec<(&str, i64, i64)> = bars
            .iter()
            .map(|it| (it.period.as_str(), it.rows, it.height))
            .collect();
        assert_eq!(
            rows,
            [("2026-01", 10, 60), ("2026-02", 0, 0), ("2026-03", 5, 30)]
        );
    }

    #[test]
    fn long_periods_are_shown_by_year() {
        let bars = bars(
            &[day("2024-12-31", "passed", 1)],
            "2020-05-01".parse().unwrap(),
            "2026-11-24".parse().unwrap(),
        );
        assert_eq!(bars.len(), 7);
        assert_eq!((bars[4].label.as_str(), bars[4].rows), ("2024", 1));
    }
}
