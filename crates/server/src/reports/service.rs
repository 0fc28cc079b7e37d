//! The feature's use cases: what the page shows, issuing a file, fetching it again.

use bytes::Bytes;
use certificates::MAX_RECORD_ROWS;
use chrono::{DateTime, Datelike as _, Utc};
use entity::{issued_report, values::Face};
use futures::{StreamExt as _, stream::BoxStream};
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

pub(crate) use super::{
    columns::Cell,
    export::{Format, Formats, Produced, write_cell},
    filter::{Filter, Params},
};
use super::{
    columns::{Wording, kind_message},
    export::{self, ExportError, Heading},
    filter::{Lacking, Place, Sort},
    queries::{self, CompletionRow, DayCount, OriginCount, Totals},
};
use crate::{
    app::AppState,
    db::WriteError,
    error::{AppError, Message},
    packages::objects,
    page::date_words,
    store::StoreError,
};

/// Rows on one page of the screen.
pub(super) const PAGE_ROWS: u64 = 50;
/// How often a number may have gone to somebody else while the file was written.
const TRIES: u32 = 5;

/// One report is made at a time on this server, so that each gets the number it was made with.
static ISSUING: Mutex<()> = Mutex::const_new(());

/// Why no report was issued, or an issued one cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReportError {
    #[error("the filter leaves no rows")]
    Empty,
    #[error("{rows} rows do not fit into one PDF")]
    TooManyForPrint { rows: u64 },
    #[error("other reports were issued all the time")]
    Overtaken,
    #[error("no such report")]
    NoSuchReport,
    #[error("report {serial} is not what it was when it was issued: {error}")]
    Damaged { serial: String, error: StoreError },
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file is gone: {0}")]
    File(#[from] std::io::Error),
    #[error(transparent)]
    Db(#[from] DbErr),
}

impl WriteError for ReportError {
    fn database(&self) -> Option<&DbErr> {
        match self {
            Self::Db(error) | Self::Export(ExportError::Db(error)) => Some(error),
            _ => None,
        }
    }
}

impl From<ReportError> for AppError {
    fn from(error: ReportError) -> Self {
        let too_many = |rows: u64| {
            let message = Message::new("record-too-many-for-print")
                .with("rows", rows.to_string())
                .with("limit", MAX_RECORD_ROWS.to_string());
            Self::Invalid(message)
        };
        match error {
            ReportError::Empty => Self::Invalid(Message::new("record-nothing-to-issue")),
            ReportError::TooManyForPrint { rows } => too_many(rows),
            ReportError::Export(ExportError::Print(certificates::RenderError::TooManyRows {
                found,
                ..
            })) => too_many(found as u64),
            ReportError::Overtaken => Self::Busy,
            ReportError::NoSuchReport => Self::NotFound,
            ReportError::Damaged { serial, .. } => {
                tracing::error!(serial, "an issued report is damaged");
                Self::Refused(Message::new("report-damaged").with("serial", serial))
            }
            ReportError::Db(error) | ReportError::Export(ExportError::Db(error)) => error.into(),
            ReportError::Export(error) => Self::below(&error),
            ReportError::Store(error) => error.into(),
            ReportError::File(error) => error.into(),
        }
    }
}

/// What the page shows of the record.
pub(super) struct Overview {
    pub(super) totals: Totals,
    pub(super) days: Vec<DayCount>,
    pub(super) origins: Vec<OriginCount>,
    pub(super) rows: Vec<CompletionRow>,
    pub(super) next: Option<Place>,
}

pub(super) async fn overview(
    app: &AppState,
    filter: &Filter,
    sort: Sort,
    place: Option<Place>,
) -> Result<Overview, DbErr> {
    let db = app.db.read();
    let (persons, days, origins, mut rows) = tokio::try_join!(
        queries::persons(db, filter),
        queries::by_day(db, filter),
        queries::by_origin(db, filter),
        queries::rows(db, filter, sort, place, PAGE_ROWS + 1),
    )?;
    let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let has_more = shown < rows.len();
    rows.truncate(shown);
    let next = rows.last().filter(|_| has_more).map(CompletionRow::place);
    Ok(Overview {
        totals: Totals::of(persons, &days),
        days,
        origins,
        rows,
        next,
    })
}

/// What the filter can choose from.
pub(super) struct Choices {
    pub(super) programmes: Vec<entity::programme::Model>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) countries: Vec<String>,
}

pub(super) async fn choices(app: &AppState) -> Result<Choices, DbErr> {
    let db = app.db.read();
    let programmes = queries::programmes(db).await?;
    let mut fields: Vec<(String, String)> = queries::accreditations(db)
        .await?
        .into_iter()
        .map(|it| (it.field, it.field_en))
        .collect();
    fields.dedup_by(|a, b| a.0 == b.0);
    Ok(Choices {
        programmes: programmes.into_iter().map(|(it, _)| it).collect(),
        fields,
        countries: queries::countries(db).await?,
    })
}

/// The totals of this year, for the overview of reports.
pub(super) async fn this_year(app: &AppState, now: DateTime<Utc>) -> Result<Totals, DbErr> {
    let filter = Filter::this_year(app.config.date_of(now));
    queries::totals(app.db.read(), &filter).await
}

/// The record that these parameters want, as a file that has not been issued: for
/// programs, and for people who only look.
pub(crate) async fn completion_rows(
    app: &AppState,
    filter: &Filter,
    format: Format,
    face: Face,
    now: DateTime<Utc>,
) -> Result<Produced, ReportError> {
    let heading = heading(app, filter, format, face, None, now).await?;
    Ok(export::produce(app, filter, heading).await?)
}

async fn heading(
    app: &AppState,
    filter: &Filter,
    format: Format,
    face: Face,
    serial: Option<String>,
    now: DateTime<Utc>,
) -> Result<Heading, DbErr> {
    let words = export::wording(app, face).await?;
    let particulars = in_words(app, filter, &words).await?;
    let issuer = app.issuer.get(app.db.read()).await?;
    Ok(Heading {
        issuer: issuer.name_in(app, face),
        place: issuer.place_in(face),
        particulars,
        format,
        serial,
        made_on: app.config.date_of(now),
        made_at: now,
        words,
    })
}

/// The filter as label and value.
async fn in_words(
    app: &AppState,
    filter: &Filter,
    words: &Wording,
) -> Result<Vec<(String, String)>, DbErr> {
    let day = |date: chrono::NaiveDate| date_words(words.face, &date.to_string());
    let mut particulars = vec![(
        words.say("record-period"),
        format!("{} – {}", day(filter.from), day(filter.to)),
    )];
    let mut add = |label: &str, value: String| particulars.push((words.say(label), value));
    if let Some(id) = filter.programme {
        let programmes = queries::programmes(app.db.read()).await?;
        let found = programmes.iter().find(|(it, _)| it.id == id);
        let title = found.map_or_else(
            || id.to_string(),
            |(it, _)| match words.face {
                Face::En if !it.title_en.is_empty() => format!("{} {}", it.code, it.title_en),
                _ => format!("{} {}", it.code, words.in_script(&it.title)),
            },
        );
        add("record-programme", title);
    }
    if let Some(field) = &filter.field {
        add("record-field", words.in_script(field).into_owned());
    }
    if let Some(country) = &filter.country {
        add("record-country", words.country(country).into_owned());
    }
    if let Some(kind) = filter.kind {
        add("record-kind", words.say(kind_message(kind)));
    }
    if let Some(lacks) = filter.lacks {
        let id = match lacks {
            Lacking::Organisation => "record-lack-organisation",
            Lacking::Programme => "record-lack-programme",
            Lacking::Accreditation => "record-lack-accreditation",
        };
        add("record-lacks", words.say(id));
    }
    Ok(particulars)
}

/// What is to be issued, and for whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) format: Format,
    pub(crate) face: Face,
    pub(crate) by: Option<Uuid>,
}

/// Issues the record of `filter` as a file with the next number of its year, and
/// answers the report's id. The number stands in the file, so the file is written
/// for the number that will be next, and again if somebody else got it meanwhile.
pub(crate) async fn issue(
    app: &AppState,
    filter: &Filter,
    order: Order,
    now: DateTime<Utc>,
) -> Result<issued_report::Model, ReportError> {
    let totals = queries::totals(app.db.read(), filter).await?;
    let rows = u64::try_from(totals.rows).unwrap_or(0);
    if rows == 0 {
        return Err(ReportError::Empty);
    }
    if order.format == Format::Pdf && MAX_RECORD_ROWS as u64 <= rows.saturating_sub(1) {
        return Err(ReportError::TooManyForPrint { rows });
    }
    let _turn = ISSUING.lock().await;
    for _ in 0..TRIES {
        if let Some(report) = try_to_issue(app, filter, order, now).await? {
            tracing::info!(
                serial = report.serial,
                rows = report.row_count,
                "report issued"
            );
            return Ok(report);
        }
    }
    Err(ReportError::Overtaken)
}

async fn try_to_issue(
    app: &AppState,
    filter: &Filter,
    order: Order,
    now: DateTime<Utc>,
) -> Result<Option<issued_report::Model>, ReportError> {
    let year = app.config.date_of(now).year();
    let number = queries::last_number(app.db.read(), year).await? + 1;
    let serial = format!("E-{year}-{number:03}");
    let Order { format, face, by } = order;
    let heading = heading(app, filter, format, face, Some(serial.clone()), now).await?;
    let filter_words = words_of(&heading.particulars);
    let produced = export::produce(app, filter, heading).await?;
    keep(app, &produced, now).await?;
    let count = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
    let report = issued_report::Model {
        id: Uuid::now_v7(),
        year,
        number,
        serial,
        format: format.token().to_owned(),
        face,
        filter: serde_json::to_vec(filter).unwrap_or_default(),
        filter_words,
        row_count: count(produced.rows),
        person_count: count(produced.persons),
        hash: produced.hash.clone(),
        size_bytes: i64::try_from(produced.size_bytes).unwrap_or(i64::MAX),
        issued_by: by,
        issued_at: now,
    };
    app.db
        .write(move |tx| {
            let report = report.clone();
            Box::pin(async move {
                if queries::lock_last_number(tx, report.year).await? + 1 != report.number {
                    return Ok(None);
                }
                queries::insert_report(tx, report.clone()).await?;
                Ok(Some(report))
            })
        })
        .await
}

fn words_of(particulars: &[(String, String)]) -> String {
    let parts: Vec<String> = particulars
        .iter()
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    parts.join("; ")
}

async fn keep(app: &AppState, produced: &Produced, now: DateTime<Utc>) -> Result<(), ReportError> {
    let object = vec![(produced.hash.clone(), produced.size_bytes)];
    objects::service::register(app, object, now).await?;
    app.store.put_stream(file_stream(produced)?).await.map(drop)
}

/// The produced file, piece by piece.
pub(crate) fn file_stream(
    produced: &Produced,
) -> Result<BoxStream<'static, Result<Bytes, ReportError>>, ReportError> {
    let file = tokio::fs::File::from_std(produced.file.reopen()?);
    let pieces = ReaderStream::with_capacity(file, 64 * 1024);
    Ok(pieces.map(|it| it.map_err(ReportError::from)).boxed())
}

/// Reports issued before the one with this id, newest first.
pub(super) async fn issued(
    app: &AppState,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<(issued_report::Model, Option<entity::person::Model>)>, DbErr> {
    queries::issued(app.db.read(), before, limit).await
}

/// An issued report with its bytes, once they have been found to be the very same.
pub(super) async fn fetch(
    app: &AppState,
    id: Uuid,
) -> Result<
    (
        issued_report::Model,
        BoxStream<'static, object_store::Result<Bytes>>,
    ),
    ReportError,
> {
    let report = queries::find::<issued_report::Entity>(app.db.read(), id)
        .await?
        .ok_or(ReportError::NoSuchReport)?;
    verify(app, &report).await.map_err(|error| {
        let serial = report.serial.clone();
        if error.is_loss() {
            ReportError::Damaged { serial, error }
        } else {
            ReportError::Store(error)
        }
    })?;
    let stream = app.store.stream(&report.hash).await?;
    Ok((report, stream))
}

async fn verify(app: &AppState, report: &issued_report::Model) -> Result<(), StoreError> {
    let mut pieces = app.store.stream(&report.hash).await?;
    let mut hasher = Sha256::new();
    while let Some(piece) = pieces.next().await {
        hasher.update(&piece?);
    }
    if hex::encode(hasher.finalize()) == report.hash {
        Ok(())
    } else {
        Err(StoreError::Corrupt(report.hash.clone()))
    }
}
