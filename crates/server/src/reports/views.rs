//! What the feature's pages show.

use std::collections::BTreeMap;

use entity::{issued_report, person, values::Face};
use serde::Serialize;
use uuid::Uuid;

use super::{
    chart::{self, Bar},
    columns::{self, Cell, Wording, kind_message},
    export::Format,
    filter::{Filter, Lacking, Params, Sort, kind_token},
    queries::{CompletionRow, OriginCount, Totals},
    service::{Choices, Overview},
};
use crate::page::View;

/// `GET /reports`
#[derive(Debug, Serialize)]
pub(super) struct Reports {
    rows: i64,
    persons: i64,
    latest: Vec<IssuedLine>,
}

impl Reports {
    pub(super) fn new(
        face: Face,
        totals: Totals,
        latest: Vec<(issued_report::Model, Option<person::Model>)>,
    ) -> Self {
        Self {
            rows: totals.rows,
            persons: totals.persons,
            latest: issued_lines(face, latest),
        }
    }
}

impl View for Reports {
    const TEMPLATE: &'static str = "reports/overview.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let reports = |latest| Self {
            rows: 214,
            persons: 187,
            latest,
        };
        vec![reports(vec![]), reports(IssuedLine::samples())]
    }
}

/// An issued report in a list.
#[derive(Debug, Serialize)]
pub(super) struct IssuedLine {
    id: Uuid,
    serial: String,
    format: &'static str,
    filter: String,
    rows: i32,
    persons: i32,
    hash: String,
    kilobytes: i64,
    issued_by: Option<String>,
    /// RFC 3339.
    issued_at: String,
}

impl IssuedLine {
    #[cfg(test)]
    fn samples() -> Vec<Self> {
        Format::ISSUED
            .into_iter()
            .map(|format| Self {
                id: Uuid::nil(),
                serial: "E-2026-017".into(),
                format: format.token(),
                filter: "Период: <b>".into(),
                rows: 214,
                persons: 187,
                hash: "9f86d081884c7d65".into(),
                kilobytes: 12,
                issued_by: (format == Format::Xlsx).then(|| "Ада".into()),
                issued_at: "2026-11-24T09:00:00Z".into(),
            })
            .collect()
    }
}

fn issued_lines(
    face: Face,
    reports: Vec<(issued_report::Model, Option<person::Model>)>,
) -> Vec<IssuedLine> {
    reports
        .into_iter()
        .map(|(report, by)| IssuedLine {
            id: report.id,
            serial: report.serial,
            format: Format::read(&report.format).unwrap_or(Format::Xlsx).token(),
            filter: report.filter_words,
            rows: report.row_count,
            persons: report.person_count,
            hash: report.hash,
            kilobytes: (report.size_bytes + 1023) / 1024,
            issued_by: by.map(|it| match face {
                Face::SrCyrl => format!("{} {}", it.given_name_cyrl, it.family_name_cyrl),
                _ => format!("{} {}", it.given_name, it.family_name),
            }),
            issued_at: report.issued_at.to_rfc3339(),
        })
        .collect()
}

/// `GET /reports/issued`
#[derive(Debug, Serialize)]
pub(super) struct Issued {
    reports: Vec<IssuedLine>,
    next: Option<Uuid>,
}

impl Issued {
    pub(super) fn new(
        face: Face,
        reports: Vec<(issued_report::Model, Option<person::Model>)>,
        has_more: bool,
    ) -> Self {
        let next = reports.last().filter(|_| has_more).map(|(it, _)| it.id);
        Self {
            reports: issued_lines(face, reports),
            next,
        }
    }
}

impl View for Issued {
    const TEMPLATE: &'static str = "reports/issued.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let issued = |reports, next| Self { reports, next };
        vec![
            issued(vec![], None),
            issued(IssuedLine::samples(), Some(Uuid::nil())),
        ]
    }
}

/// `GET /reports/completion-record`
#[derive(Debug, Serialize)]
pub(super) struct Record {
    params: Params,
    programmes: Vec<Choice>,
    fields: Vec<Choice>,
    countries: Vec<Choice>,
    kinds: Vec<Choice>,
    /// What is wrong with the filter; then there is nothing else.
    fault: Option<String>,
    /// Why nothing was issued.
    refused: Option<String>,
    found: Option<Found>,
}

/// A choice of the filter.
#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct Found {
    rows_count: i64,
    persons: i64,
    lacks: Vec<LackLine>,
    /// The filter shows only rows that lack something.
    lacking: Option<&'static str>,
    all_query: String,
    bars: Vec<Bar>,
    chart_width: usize,
    by_country: Vec<GroupLine>,
    by_kind: Vec<GroupLine>,
    rows: Vec<RowLine>,
    /// The order by date, if that is it.
    newest_first: Option<bool>,
    by_date_query: String,
    by_name_query: String,
    next_query: Option<String>,
    first_query: Option<String>,
}

#[derive(Debug, Serialize)]
struct LackLine {
    what: &'static str,
    count: i64,
    query: String,
}

#[derive(Debug, Serialize)]
struct GroupLine {
    words: Option<String>,
    rows: i64,
    most: i64,
    query: String,
}

/// A row with what opens its sources.
#[derive(Debug, Serialize)]
struct RowLine {
    id: Uuid,
    person_id: Uuid,
    certificate_id: Option<Uuid>,
    name: String,
    organisation: Option<String>,
    kind: Option<String>,
    country: Option<String>,
    programme: Option<String>,
    field: Option<String>,
    completed_on: String,
    hours: Option<i32>,
    score: Option<String>,
    passed: bool,
    serial: Option<String>,
}

/// Which page of which filter is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) filter: &'a Filter,
    pub(super) sort: Sort,
    pub(super) is_first: bool,
}

impl Record {
    pub(super) fn new(
        words: &Wording,
        shown: Shown<'_>,
        choices: &Choices,
        found: &Overview,
    ) -> Self {
        let mut record = Self::with_choices(words, shown.filter.params(), choices);
        record.found = Some(Found::new(words, shown, found));
        record
    }

    pub(super) fn faulty(
        words: &Wording,
        params: &Params,
        choices: &Choices,
        fault: String,
    ) -> Self {
        let mut record = Self::with_choices(words, params.clone(), choices);
        record.fault = Some(fault);
        record
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refused = Some(why);
    }

    fn with_choices(words: &Wording, params: Params, choices: &Choices) -> Self {
        let english = words.face == Face::En;
        let in_face = |sr: &str, en: &str| {
            if english && !en.is_empty() {
                en.to_owned()
            } else {
                words.in_script(sr).into_owned()
            }
        };
        let choice = |value: String, words: String| Choice { value, words };
        Self {
            params,
            programmes: choices
                .programmes
                .iter()
                .map(|it| {
                    let title = in_face(&it.title, &it.title_en);
                    choice(it.id.to_string(), format!("{} {title}", it.code))
                })
                .collect(),
            fields: choices
                .fields
                .iter()
                .map(|(sr, en)| choice(sr.clone(), in_face(sr, en)))
                .collect(),
            countries: choices
                .countries
                .iter()
                .map(|code| choice(code.clone(), words.country(code).into_owned()))
                .collect(),
            kinds: columns::organisation_kinds()
                .map(|kind| choice(kind_token(kind).to_owned(), words.say(kind_message(kind))))
                .collect(),
            fault: None,
            refused: None,
            found: None,
        }
    }
}

impl Found {
    fn new(words: &Wording, shown: Shown<'_>, found: &Overview) -> Self {
        let Shown {
            filter,
            sort,
            is_first,
        } = shown;
        let totals = found.totals;
        let lacks = [
            (Lacking::Organisation, totals.lack_organisation),
            (Lacking::Programme, totals.lack_programme),
            (Lacking::Accreditation, totals.lack_accreditation),
        ];
        let order = ("sort", sort.token());
        let other = match sort {
            Sort::Newest => Sort::Oldest,
            Sort::Oldest | Sort::Name(_) => Sort::Newest,
        };
        let newest_first = match sort {
            Sort::Newest => Some(true),
            Sort::Oldest => Some(false),
            Sort::Name(_) => None,
        };
        let bars = chart::bars(&found.days, filter.from, filter.to);
        Self {
            rows_count: totals.rows,
            persons: totals.persons,
            lacks: lacks
                .into_iter()
                .filter(|(_, count)| 0 < *count)
                .map(|(lacks, count)| LackLine {
                    what: lacks.token(),
                    count,
                    query: filter.lacking(Some(lacks)).query(&[]),
                })
                .collect(),
            lacking: filter.lacks.map(Lacking::token),
            all_query: filter.lacking(None).query(&[]),
            chart_width: bars.len() * 10,
            bars,
            by_country: by_country(words, filter, &found.origins),
            by_kind: by_kind(words, filter, &found.origins),
            rows: found
                .rows
                .iter()
                .map(|it| RowLine::new(it, words))
                .collect(),
            newest_first,
            by_date_query: filter.query(&[("sort", other.token())]),
            by_name_query: filter.query(&[("sort", "name")]),
            next_query: found
                .next
                .as_ref()
                .map(|place| filter.query(&[order, ("after", &place.token())])),
            first_query: (!is_first).then(|| filter.query(&[order])),
        }
    }
}

fn by_country(words: &Wording, filter: &Filter, origins: &[OriginCount]) -> Vec<GroupLine> {
    let mut counts: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    for origin in origins {
        *counts.entry(origin.country.as_deref()).or_default() += origin.rows;
    }
    group_lines(counts, |code| {
        let narrowed = Filter {
            country: Some(code.to_owned()),
            ..filter.clone()
        };
        (words.country(code).into_owned(), narrowed.query(&[]))
    })
}

fn by_kind(words: &Wording, filter: &Filter, origins: &[OriginCount]) -> Vec<GroupLine> {
    let mut counts: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    for origin in origins {
        *counts
            .entry(origin.organisation_kind.as_deref())
            .or_default() += origin.rows;
    }
    group_lines(counts, |token| {
        let narrowed = Filter {
            kind: columns::organisation_kinds().find(|kind| kind_token(*kind) == token),
            ..filter.clone()
        };
        (words.token(token).into_owned(), narrowed.query(&[]))
    })
}

fn group_lines(
    counts: BTreeMap<Option<&str>, i64>,
    name: impl Fn(&str) -> (String, String),
) -> Vec<GroupLine> {
    let most = counts.values().copied().max().unwrap_or(1);
    let mut lines: Vec<GroupLine> = counts
        .into_iter()
        .map(|(key, rows)| {
            let (words, query) = key.map(&name).unzip();
            GroupLine {
                words,
                rows,
                most,
                query: query.unwrap_or_default(),
            }
        })
        .collect();
    lines.sort_by_key(|it| std::cmp::Reverse(it.rows));
    lines
}

impl RowLine {
    fn new(row: &CompletionRow, words: &Wording) -> Self {
        let text = |cell: Cell<'_>| match cell {
            Cell::Text(text) => Some(text.into_owned()),
            _ => None,
        };
        let stored =
            |text: &Option<String>| text.as_deref().map(|it| words.in_script(it).into_owned());
        Self {
            id: row.id,
            person_id: row.person_id,
            certificate_id: row.certificate_id,
            name: match words.face {
                Face::SrCyrl => format!("{} {}", row.family_name_cyrl, row.given_name_cyrl),
                _ => format!("{} {}", row.family_name, row.given_name),
            },
            organisation: stored(&row.organisation),
            kind: row
                .organisation_kind
                .as_deref()
                .map(|it| words.token(it).into_owned()),
            country: row
                .country
                .as_deref()
                .map(|it| words.country(it).into_owned()),
            programme: text(words.programme(row)),
            field: text(words.field(row)),
            completed_on: row.completed_on.to_string(),
            hours: row.hours,
            score: row.score_percent.map(|score| match words.face {
                Face::En => score.to_string(),
                _ => score.to_string().replace('.', ","),
            }),
            passed: row.outcome == "passed",
            serial: row.serial.clone(),
        }
    }
}

impl View for Record {
    const TEMPLATE: &'static str = "reports/completion_record.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        use super::{
            columns::tests::{row, wording},
            queries::DayCount,
        };
        let words = wording(Face::SrCyrl);
        let today = "2026-11-24".parse().unwrap();
        let choices = || Choices {
            programmes: vec![],
            fields: vec![("поверљивост".into(), "confidentiality".into())],
            countries: vec!["RS".into(), "XX".into()],
        };
        let mut bare = row();
        bare.organisation = None;
        bare.programme = None;
        bare.programme_id = None;
        bare.country = None;
        bare.organisation_kind = None;
        bare.score_percent = None;
        bare.hours = None;
        bare.outcome = "attended".into();
        bare.serial = None;
        bare.certificate_id = None;
        let overview = |rows: Vec<CompletionRow>| Overview {
            totals: Totals {
                rows: i64::try_from(rows.len()).unwrap(),
                persons: 1,
                lack_organisation: 1,
                lack_programme: 1,
                lack_accreditation: 0,
            },
            days: vec![DayCount {
                completed_on: today,
                outcome: "passed".into(),
                rows: 2,
                ..DayCount::default()
            }],
            origins: vec![
                OriginCount {
                    country: None,
                    organisation_kind: None,
                    rows: 1,
                },
                OriginCount {
                    country: Some("RS".into()),
                    organisation_kind: Some("ngo".into()),
                    rows: 1,
                },
            ],
            next: rows.last().map(CompletionRow::place),
            rows,
        };
        let filter = Filter::this_year(today);
        let lacking = filter.lacking(Some(Lacking::Organisation));
        let shown = |filter, is_first| Shown {
            filter,
            sort: Sort::Newest,
            is_first,
        };
        let mut refused = Self::new(&words, shown(&filter, true), &choices(), &overview(vec![]));
        refused.refuse("Нема редова".into());
        vec![
            Self::new(
                &words,
                shown(&filter, false),
                &choices(),
                &overview(vec![row(), bare.clone()]),
            ),
            Self::new(
                &words,
                shown(&lacking, true),
                &choices(),
                &overview(vec![bare.clone()]),
            ),
            Self::new(
                &words,
                Shown {
                    sort: Sort::Name(Face::En),
                    ..shown(&filter, true)
                },
                &choices(),
                &overview(vec![bare]),
            ),
            Self::faulty(&words, &Params::default(), &choices(), "Није датум".into()),
            refused,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Reports>();
        crate::page::tests::renders::<Issued>();
        crate::page::tests::renders::<Record>();
    }
}
