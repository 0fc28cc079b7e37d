//! A trial of a version: its page with the panel, and what the panel asks of the
//! server. Nothing of it counts, whatever the trainer pretends.

use axum::{
    Json,
    extract::{Path, Query},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use course_runtime::cmi;
use entity::{attempt, values::LaunchMode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    access,
    handlers::{opened_as_page, player_page},
    launch::{open_trial, trial},
    queries, report, views,
};
use crate::{
    error::{AppError, Message},
    page::Page,
    routes::{Routes, TRAINERS},
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get(
            "/modules/{package_id}/versions/{number}/try",
            TRAINERS,
            try_version,
        )
        .get("/attempts/{id}/tree", TRAINERS, tree)
        .post("/attempts/{id}/reload", TRAINERS, reload)
        .post("/attempts/{id}/expire", TRAINERS, expire)
}

#[derive(Deserialize)]
struct Which {
    /// The trial that goes on; without it another one begins.
    attempt: Option<Uuid>,
}

async fn try_version(
    page: Page,
    Path((package_id, number)): Path<(Uuid, i32)>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    opened_as_page(&headers)?;
    let app = &page.app;
    let person = page.person()?;
    let version = queries::version_by_number(app.db.read(), package_id, number)
        .await?
        .ok_or(AppError::NotFound)?;
    let launched = match which.attempt {
        Some(id) => {
            let row = own_trial(&page, id).await?;
            if row.package_version_id != version.id {
                return Err(AppError::NotFound);
            }
            open_trial(app, id, page.face, app.clock.now()).await?
        }
        None => trial(app, version.id, person.id, page.face, app.clock.now()).await?,
    };
    let course = access::course(app.db.read(), version.id).await?;
    let back = format!("/modules/{package_id}/versions/{number}");
    let panel = views::Trial {
        texts: call_texts(&page),
        notes: notes(&page),
        afresh: format!("{back}/try"),
        same: format!("{back}/try?attempt={}", launched.attempt_id),
        is_2004: course.standard == cmi::Version::Scorm2004,
    };
    player_page(&page, launched, version.title, back, Some(panel))
}

/// The reader's own trial: nobody pretends on what counts, or for others.
async fn own_trial(page: &Page, id: Uuid) -> Result<attempt::Model, AppError> {
    let row = queries::find::<attempt::Entity>(page.app.db.read(), id).await?;
    let person_id = page.person()?.id;
    row.filter(|it| it.mode == LaunchMode::Trial && it.person_id == person_id)
        .ok_or(AppError::NotFound)
}

/// The activity tree as it is now, for the panel.
async fn tree(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let row = own_trial(&page, id).await?;
    let activities = report::activities(&page.app, &row).await?;
    let items = activities.iter().filter(|it| it.launchable).count();
    page.render(&views::Tree {
        activities: views::activities(page.face, &activities),
        may_jump: 1 < items,
    })
}

/// Where the player is after the page was loaded again.
#[derive(Debug, Serialize)]
struct Reloaded {
    url: String,
    launch: Uuid,
}

/// Opens the player once more, as a page does that is loaded again.
async fn reload(page: Page, Path(id): Path<Uuid>) -> Result<Json<Reloaded>, AppError> {
    own_trial(&page, id).await?;
    let launched = open_trial(&page.app, id, page.face, page.app.clock.now()).await?;
    Ok(Json(Reloaded {
        url: launched.url,
        launch: launched.launch_id,
    }))
}

/// Ends the right of every open player to save, as it ends by itself after hours.
async fn expire(page: Page, Path(id): Path<Uuid>) -> Result<StatusCode, AppError> {
    own_trial(&page, id).await?;
    let app = &page.app;
    let now = app.clock.now();
    let expired = app
        .db
        .write(move |tx| Box::pin(async move { queries::expire_launches(tx, id, now).await }));
    expired.await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the panel says after something was pretended, by the name that its script uses.
fn notes(page: &Page) -> String {
    const NOTES: &[(&str, &str)] = &[
        ("said", "pretend-said"),
        ("nothing", "pretend-nothing"),
        ("early", "pretend-early"),
        ("over", "pretend-over"),
        ("refused", "pretend-refused"),
        ("jumped", "pretend-jumped"),
        ("slow", "pretend-slow-on"),
        ("fast", "pretend-slow-off"),
        ("off", "pretend-network-off"),
        ("on", "pretend-network-on"),
        ("signedOut", "pretend-signed-out"),
        ("signedIn", "pretend-signed-in"),
        ("signInAsked", "pretend-sign-in-asked"),
        ("expired", "pretend-expired"),
        ("reloaded", "pretend-reloaded"),
        ("failed", "pretend-failed"),
        ("byTrainer", "pretend-by-trainer"),
    ];
    let notes: serde_json::Map<_, _> = NOTES
        .iter()
        .map(|(name, id)| ((*name).to_owned(), page.translate(&Message::new(id)).into()))
        .collect();
    serde_json::Value::Object(notes).to_string()
}

/// Words of calls, with `{value}` and `{element}` left for the script to fill in.
fn call_texts(page: &Page) -> String {
    const IDS: &[&str] = &[
        "trace-initialize",
        "trace-terminate",
        "trace-location",
        "trace-status",
        "trace-completion",
        "trace-success",
        "trace-score",
        "trace-score-min",
        "trace-score-max",
        "trace-score-scaled",
        "trace-progress",
        "trace-time",
        "trace-exit",
        "trace-navigation",
        "trace-suspend-data",
        "trace-interaction",
        "trace-objective",
        "trace-other",
        "trace-refused",
        "trace-commit",
        "trace-commit-failed",
        "trace-read",
    ];
    /// Sentences that have words of their own for these values.
    const STATUSES: &[&str] = &["trace-status", "trace-completion", "trace-success"];
    const VALUES: &[&str] = &[
        "passed",
        "completed",
        "failed",
        "incomplete",
        "browsed",
        "not attempted",
        "unknown",
    ];
    let sentence = &|id: &'static str, value: &str| {
        let message = ["element", "count", "error"]
            .into_iter()
            .fold(Message::new(id).with("value", value), |message, name| {
                message.with(name, format!("{{{name}}}"))
            });
        page.translate(&message).into()
    };
    let general = IDS
        .iter()
        .map(|id| ((*id).to_owned(), sentence(id, "{value}")));
    let particular = STATUSES.iter().flat_map(|id| {
        VALUES.iter().map(move |value| {
            (
                format!("{id}:{value}"),
                sentence(id, &value.replace(' ', "_")),
            )
        })
    });
    let texts: serde_json::Map<_, _> = general.chain(particular).collect();
    serde_json::Value::Object(texts).to_string()
}
