//! HTTP: the chosen rows with what would change, and their correction.

use axum::{
    body::Bytes,
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use url::form_urlencoded;
use uuid::Uuid;

use super::{
    super::{
        corrections::{self, Because},
        sources,
    },
    views::Several,
};
use crate::{
    error::{AppError, Message},
    page::Page,
    routes::{COORDINATORS, Routes},
};

/// Rows that are corrected together at most: a page of the record.
const MOST_ROWS: usize = 50;

pub(in super::super) fn routes() -> Routes {
    Routes::new()
        .get("/records/completions/correct", COORDINATORS, show)
        .post("/records/completions/correct", COORDINATORS, correct)
}

/// What was chosen, and why.
struct Chosen {
    rows: Vec<Uuid>,
    reason: String,
}

impl Chosen {
    fn parse(encoded: &[u8]) -> Self {
        let mut chosen = Self {
            rows: Vec::new(),
            reason: String::new(),
        };
        for (name, value) in form_urlencoded::parse(encoded) {
            match &*name {
                "row" => chosen.rows.extend(value.parse::<Uuid>()),
                "reason" => chosen.reason = value.into_owned(),
                _ => {}
            }
        }
        chosen.rows.sort_unstable();
        chosen.rows.dedup();
        chosen.rows.truncate(MOST_ROWS);
        chosen
    }
}

async fn view(page: &Page, rows: &[Uuid]) -> Result<Several, AppError> {
    if rows.is_empty() {
        return Err(AppError::Invalid(Message::new("correction-needs-rows")));
    }
    let changes = sources::changes(&page.app, rows).await?;
    Ok(Several::new(page.face, &changes))
}

async fn show(page: Page, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let chosen = Chosen::parse(query.unwrap_or_default().as_bytes());
    let view = view(&page, &chosen.rows).await?;
    page.render(&view)
}

async fn correct(page: Page, body: Bytes) -> Result<Response, AppError> {
    let app = &page.app;
    let Chosen { rows, reason } = Chosen::parse(&body);
    let Ok(because) = Because::new(page.person()?.id, &reason) else {
        let view = view(&page, &rows)
            .await?
            .with_fault("correction-needs-reason");
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    corrections::take_todays_facts_of(app, rows, because, app.clock.now()).await?;
    Ok(Redirect::to("/reports/completion-record").into_response())
}
