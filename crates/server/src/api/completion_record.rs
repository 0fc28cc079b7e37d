//! The completion record for programs: the same rows and files as on the page,
//! without a number, since nothing is issued.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    extract::{Query, face_of},
    problem::Problem,
};
use crate::{
    app::AppState,
    error::Message,
    reports::service::{self as reports, Filter, Format, Params},
};

/// The page's filters; an absent one filters nothing.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// `json` (the default), `csv` (commas), `csv_semicolon`, `csv_raw` (cells
    /// unprotected from spreadsheets), `xlsx`.
    format: Option<String>,
    /// Day of completion, from; the beginning of this year unless told.
    from: Option<String>,
    /// Day of completion, to; today unless told.
    to: Option<String>,
    /// A programme's id.
    programme: Option<String>,
    /// An accredited field, as it is recorded.
    field: Option<String>,
    /// A country by ISO 3166, such as `RS`.
    country: Option<String>,
    /// A kind of organisation, such as `local_government`.
    kind: Option<String>,
    /// Only rows that lack `organisation`, `programme` or `accreditation`.
    lacks: Option<String>,
}

/// The completion record. Words of CSV and XLSX are in the language of
/// `Accept-Language`; JSON has the recorded values.
#[utoipa::path(get, path = "/api/v1/completion-record", tag = "records", operation_id = "completion_record",
    params(Wanted),
    responses((status = 200, description = "The rows, in the format asked for")))]
pub(super) async fn read(
    State(app): State<AppState>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let format = match wanted.format.as_deref() {
        None | Some("json") => Format::Json,
        Some("csv") => Format::CsvComma,
        Some(token) => Format::read(token)
            .filter(|it| *it != Format::Pdf)
            .ok_or_else(|| Problem::invalid(Message::new("api-record-format")))?,
    };
    let params = Params {
        programme: wanted.programme.unwrap_or_default(),
        field: wanted.field.unwrap_or_default(),
        from: wanted.from.unwrap_or_default(),
        to: wanted.to.unwrap_or_default(),
        country: wanted.country.unwrap_or_default(),
        kind: wanted.kind.unwrap_or_default(),
        lacks: wanted.lacks.unwrap_or_default(),
        ..Params::default()
    };
    let now = app.clock.now();
    let filter = Filter::read(&params, app.config.date_of(now)).map_err(Problem::invalid)?;
    let produced = reports::completion_rows(&app, &filter, format, face_of(&headers), now).await?;
    let mut response = Body::from_stream(reports::file_stream(&produced)?).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(format.media_type()),
    );
    headers.insert(header::CONTENT_LENGTH, produced.size_bytes.into());
    Ok(response)
}
