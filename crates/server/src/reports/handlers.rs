//! HTTP: the overview, the record with its filter, issuing and fetching again.

use axum::{
    Form,
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    export::{self, Format},
    filter::{Filter, Params, Place, Sort},
    service, views,
};
use crate::{
    download::download,
    error::{AppError, Message},
    page::Page,
    routes::{COORDINATORS, Routes},
};

/// Issued reports on one page.
const ISSUED_ON_PAGE: u64 = 30;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/reports", COORDINATORS, overview)
        .get("/reports/completion-record", COORDINATORS, record)
        .post("/reports/completion-record", COORDINATORS, issue)
        .get("/reports/issued", COORDINATORS, issued)
        .get("/reports/issued/{id}/file", COORDINATORS, file)
}

async fn overview(page: Page) -> Result<Response, AppError> {
    let app = &page.app;
    let totals = service::this_year(app, app.clock.now()).await?;
    let latest = service::issued(app, None, 5).await?;
    page.render(&views::Reports::new(page.face, totals, latest))
}

async fn record(page: Page, Query(params): Query<Params>) -> Result<Response, AppError> {
    show_record(&page, &params, None).await
}

/// The page, or the page with what is wrong with the filter or with issuing it.
async fn show_record(
    page: &Page,
    params: &Params,
    refused: Option<Message>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let choices = service::choices(app).await?;
    let words = export::wording(app, page.face).await?;
    let today = app.config.date_of(app.clock.now());
    let read = || -> Result<(Filter, Sort, Option<Place>), Message> {
        Ok((
            Filter::read(params, today)?,
            Sort::read(&params.sort, page.face)?,
            Place::read(&params.after)?,
        ))
    };
    let (filter, sort, place) = match read() {
        Ok(wanted) => wanted,
        Err(fault) => {
            let fault = page.translate(&fault);
            let view = views::Record::faulty(&words, params, &choices, fault);
            return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    let is_first = place.is_none();
    let found = service::overview(app, &filter, sort, place).await?;
    let shown = views::Shown {
        filter: &filter,
        sort,
        is_first,
    };
    let mut view = views::Record::new(&words, shown, &choices, &found);
    let Some(refused) = refused else {
        return page.render(&view);
    };
    view.refuse(page.translate(&refused));
    page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

#[derive(Deserialize)]
struct IssueForm {
    #[serde(default)]
    format: String,
    #[serde(flatten)]
    params: Params,
}

async fn issue(page: Page, Form(form): Form<IssueForm>) -> Result<Response, AppError> {
    let app = &page.app;
    let now = app.clock.now();
    let format = Format::ISSUED
        .into_iter()
        .find(|it| it.token() == form.format)
        .ok_or_else(|| AppError::Invalid(Message::new("record-format-unknown")))?;
    let filter = Filter::read(&form.params, app.config.date_of(now)).map_err(AppError::Invalid)?;
    let order = service::Order {
        format,
        face: page.face,
        by: Some(page.person()?.id),
    };
    match service::issue(app, &filter, order, now).await {
        Ok(report) => {
            let file = format!("/reports/issued/{}/file", report.id);
            Ok(Redirect::to(&file).into_response())
        }
        Err(error) => match AppError::from(error) {
            AppError::Invalid(message) => show_record(&page, &filter.params(), Some(message)).await,
            error => Err(error),
        },
    }
}

#[derive(Deserialize)]
struct Before {
    #[serde(default)]
    before: String,
}

async fn issued(page: Page, Query(query): Query<Before>) -> Result<Response, AppError> {
    let before = match query.before.as_str() {
        "" => None,
        id => Some(id.parse::<Uuid>().map_err(|_| AppError::NotFound)?),
    };
    let mut reports = service::issued(&page.app, before, ISSUED_ON_PAGE + 1).await?;
    let shown = usize::try_from(ISSUED_ON_PAGE).unwrap_or(usize::MAX);
    let has_more = shown < reports.len();
    reports.truncate(shown);
    page.render(&views::Issued::new(page.face, reports, has_more))
}

async fn file(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let (report, bytes) = service::fetch(&page.app, id).await?;
    let format = Format::read(&report.format).ok_or(AppError::NotFound)?;
    let name = format!("{}.{}", report.serial, format.extension());
    let size = u64::try_from(report.size_bytes).ok();
    let content = Body::from_stream(bytes);
    Ok(download(content, format.media_type(), (&name, size)))
}
