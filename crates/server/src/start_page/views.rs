//! What the feature's pages show.

use serde::Serialize;

use super::service::Figure;
use crate::page::View;

/// The chart's drawing area; the page stretches it to the column.
const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 40.0;
/// A year with anything in it is seen.
const LEAST_HEIGHT: f64 = 1.5;

/// `GET /`
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    figures: Vec<FigureView>,
    /// The year of the oldest record.
    since: Option<i32>,
}

#[derive(Debug, Serialize)]
struct FigureView {
    id: &'static str,
    total: u64,
    chart: Option<Chart>,
}

/// Bars by year.
#[derive(Debug, Serialize)]
struct Chart {
    first: i32,
    last: i32,
    bars: Vec<Bar>,
    /// The same for those who do not see it: `2024: 8, 2025: 9`.
    in_words: String,
}

/// In hundredths of the chart's width, and in its height of 40.
#[derive(Debug, Serialize)]
struct Bar {
    x: String,
    y: String,
    width: String,
    height: String,
    is_last: bool,
}

impl Start {
    pub(crate) fn new(figures: &[Figure]) -> Self {
        let years = || figures.iter().flat_map(|it| it.by_year.keys().copied());
        let span = years().min().zip(years().max());
        let shown = figures.iter().any(|it| 0 < it.total);
        Self {
            figures: figures
                .iter()
                .filter(|_| shown)
                .map(|figure| FigureView {
                    id: figure.id,
                    total: figure.total,
                    chart: span.and_then(|(first, last)| Chart::new(figure, first, last)),
                })
                .collect(),
            since: span.map(|(first, _)| first),
        }
    }
}

impl Chart {
    /// All charts of the page share their years, so that they can be compared.
    fn new(figure: &Figure, first: i32, last: i32) -> Option<Self> {
        let most = figure.by_year.values().copied().max().unwrap_or(0);
        if most == 0 || first == last {
            return None;
        }
        let step = WIDTH / f64::from(last - first + 1);
        let mut in_words = Vec::new();
        let mut bars = Vec::new();
        for year in first..=last {
            let count = figure.by_year.get(&year).copied().unwrap_or(0);
            in_words.push(format!("{year}: {count}"));
            let height = match count {
                0 => 0.0,
                _ => (share(count, most) * HEIGHT).max(LEAST_HEIGHT),
            };
            bars.push(Bar {
                x: format!("{:.2}", f64::from(year - first) * step + step * 0.09),
                y: format!("{:.2}", HEIGHT - height),
                width: format!("{:.2}", step * 0.82),
                height: format!("{height:.2}"),
                is_last: year == last,
            });
        }
        Some(Self {
            first,
            last,
            bars,
            in_words: in_words.join(", "),
        })
    }
}

/// `part` of `whole`, as a fraction; precise enough to draw.
fn share(part: u64, whole: u64) -> f64 {
    let thousandths = (part * 1000).checked_div(whole).unwrap_or(0);
    f64::from(u32::try_from(thousandths).unwrap_or(1000)) / 1000.0
}

impl View for Start {
    const TEMPLATE: &'static str = "start_page/start.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let figure = |id, total, by_year: &[(i32, u64)]| Figure {
            id,
            total,
            by_year: by_year.iter().copied().collect(),
        };
        vec![
            Self::new(&[]),
            Self::new(&[
                figure("trainings", 3, &[(2024, 1), (2026, 2)]),
                figure("participations", 1925, &[(2024, 925), (2026, 1000)]),
                figure("trainers", 5, &[]),
                figure("local", 0, &[]),
            ]),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Start>();
    }

    #[test]
    fn charts_share_their_years_and_say_them_in_words() {
        let start = &Start::samples()[1];
        let chart = start.figures[0].chart.as_ref().unwrap();

        assert_eq!(start.since, Some(2024));
        assert_eq!(chart.in_words, "2024: 1, 2025: 0, 2026: 2");
        let heights: Vec<_> = chart.bars.iter().map(|it| it.height.as_str()).collect();
        assert_eq!(heights, ["20.00", "0.00", "40.00"]);
        assert!(start.figures[2].chart.is_none(), "no sessions, no chart");
    }

    #[test]
    fn a_centre_without_records_shows_no_figures() {
        let nothing = |id| Figure {
            id,
            total: 0,
            by_year: std::collections::BTreeMap::new(),
        };
        assert!(
            Start::new(&[nothing("trainings"), nothing("local")])
                .figures
                .is_empty()
        );
    }
}
