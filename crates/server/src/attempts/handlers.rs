//! HTTP on the app origin: the pages around the player, and the attempt's page.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue},
    response::{IntoResponse as _, Redirect, Response},
};
use course_runtime::cmi;
use entity::{
    attempt, course,
    values::{LaunchMode, Role, SessionState},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    access, answers,
    launch::{Launch, Launched, launch, start_again},
    queries, report, trainer, trial, verdict, views,
};
use crate::{
    app::AppState,
    completions,
    error::AppError,
    page::Page,
    people,
    routes::{Access, Routes},
    sign_in::Reader,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(
            "/courses/{course_id}/steps/{step_id}/play",
            Access::SignedIn,
            play,
        )
        .post(
            "/courses/{course_id}/steps/{step_id}/again",
            Access::SignedIn,
            again,
        )
        .get("/attempts/{id}", Access::SignedIn, attempt_page)
        .get("/attempts/{id}/result", Access::SignedIn, result)
        .merge(answers::routes())
        .merge(trainer::routes())
        .merge(trial::routes())
}

/// Only a page that is opened plays; nothing that a picture or a script fetches.
pub(super) fn opened_as_page(headers: &HeaderMap) -> Result<(), AppError> {
    let destination = headers.get("sec-fetch-dest");
    if destination.is_none_or(|it| it == "document") {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

#[derive(Deserialize)]
struct How {
    /// Look at the finished attempt again.
    #[serde(default)]
    review: bool,
    /// The player gets a window to itself.
    #[serde(default)]
    window: bool,
}

async fn play(
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    opened_as_page(&headers)?;
    let app = &page.app;
    let person = page.person()?;
    let db = app.db.read();
    let enrolment = queries::enrolment_of(db, person.id, course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let place = queries::place(db, enrolment.id, step_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let attempts = queries::attempts(db, enrolment.id, step_id).await?;
    let last = attempts.iter().rfind(|it| it.mode == LaunchMode::Normal);
    let base = format!("/courses/{course_id}/steps/{step_id}");
    if let Some(over) = last.filter(|it| it.session == SessionState::Ended && !how.review) {
        return finished(&page, over, &place.step.title, &base, course_id).await;
    }
    let asked = Launch {
        enrolment_id: enrolment.id,
        step_id,
        mode: if how.review {
            LaunchMode::Review
        } else {
            LaunchMode::Normal
        },
        face: page.face,
        own_window: how.window,
        new_attempt: false,
    };
    let launched = launch(app, asked, app.clock.now()).await?;
    if how.window {
        return Ok(Redirect::to(&launched.url).into_response());
    }
    let title = place.step.title;
    player_page(
        &page,
        launched,
        title,
        format!("/courses/{course_id}"),
        None,
    )
}

/// The last attempt is over: nothing begins without being asked for.
async fn finished(
    page: &Page,
    over: &attempt::Model,
    title: &str,
    base: &str,
    course_id: Uuid,
) -> Result<Response, AppError> {
    let course = access::course(page.app.db.read(), over.package_version_id).await;
    let course = course?;
    page.render(&views::Finished {
        title: title.to_owned(),
        verdict: verdict::sentence(page.face, over, &course),
        play: format!("{base}/play"),
        again: format!("{base}/again"),
        back: format!("/courses/{course_id}"),
        attempt: format!("/attempts/{}", over.id),
    })
}

pub(super) fn player_page(
    page: &Page,
    launched: Launched,
    title: String,
    back: String,
    trial: Option<views::Trial>,
) -> Result<Response, AppError> {
    let content_origin = page.app.config.content_origin.to_string();
    let mut response = page.render(&views::Play {
        title,
        url: launched.url,
        content_origin: content_origin.clone(),
        person_id: page.person()?.id.to_string(),
        attempt_id: launched.attempt_id.to_string(),
        launch_id: launched.launch_id.to_string(),
        back,
        trial,
    })?;
    // Browsers are giving up `unload`; packages finish in it.
    let policy =
        format!("unload=(self \"{content_origin}\"), fullscreen=(self \"{content_origin}\")");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert("permissions-policy", policy);
    }
    // Packages open windows of their own and look for the API in `opener`,
    // which the app's usual policy would take from them.
    response.headers_mut().insert(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin-allow-popups"),
    );
    Ok(response)
}

async fn again(
    page: Page,
    Path((course_id, step_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    let person = page.person()?;
    let enrolment = queries::enrolment_of(page.app.db.read(), person.id, course_id)
        .await?
        .ok_or(AppError::NotFound)?;
    start_again(&page.app, enrolment.id, step_id, page.app.clock.now()).await?;
    Ok(Redirect::to(&format!(
        "/courses/{course_id}/steps/{step_id}/play"
    )))
}

/// The attempt, if `reader` may see it: its person, trainers of its course, coordinators.
pub(super) async fn visible(
    app: &AppState,
    reader: &Reader,
    id: Uuid,
) -> Result<(attempt::Model, Option<course::Model>), AppError> {
    let db = app.db.read();
    let row = queries::find::<attempt::Entity>(db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let course = match row.enrolment_id {
        Some(enrolment_id) => queries::course_of(db, enrolment_id).await?,
        None => None,
    };
    let is_seen = match &course {
        Some(course) => access::sees_course(db, (reader.role, reader.id), course).await?,
        None => matches!(reader.role, Role::Coordinator | Role::Administrator),
    };
    if is_seen || row.person_id == reader.id {
        Ok((row, course))
    } else {
        Err(AppError::Forbidden)
    }
}

async fn attempt_page(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let view = attempt_view(&page, id).await?;
    page.render(&view)
}

/// What the attempt's page shows to this reader.
pub(super) async fn attempt_view(page: &Page, id: Uuid) -> Result<views::Attempt, AppError> {
    let reader = page.person()?;
    let (row, course) = visible(&page.app, reader, id).await?;
    let db = page.app.db.read();
    let person = queries::find::<entity::person::Entity>(db, row.person_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let version =
        queries::find::<entity::package_version::Entity>(db, row.package_version_id).await?;
    let playable = access::course(db, row.package_version_id).await?;
    let title = match row.step_id {
        Some(step_id) => queries::step_title(db, step_id).await?,
        None => version.map(|it| it.title),
    };
    let is_own = row.person_id == reader.id;
    let may_decide = trainer::may_decide(reader, &row);
    let counts = row.enrolment_id.filter(|_| row.mode == LaunchMode::Normal);
    let may_grant = match counts.filter(|_| may_decide) {
        Some(enrolment_id) => queries::find::<entity::enrolment::Entity>(db, enrolment_id)
            .await?
            .is_some_and(|it| it.completed_at.is_none()),
        None => false,
    };
    let report = report::report(&page.app, id, page.face).await?;
    let has_way = playable.standard == cmi::Version::Scorm2004 && report.moves.is_empty();
    Ok(views::Attempt {
        person: people::name_in(page.face, &person),
        title: title.unwrap_or_default(),
        minutes: verdict::minutes(&row),
        crumb: course.map(|it| {
            let people = if is_own { "" } else { "/people" };
            (format!("/courses/{}{people}", it.id), it.title)
        }),
        sessions: views::sessions(page.face, &report),
        activities: views::activities(page.face, &report.activities),
        may_see_calls: reader.role != Role::Trainee,
        trace_folder: has_way.then(|| format!("/attempts/{id}/trace")),
        may_decide,
        may_grant,
        today: page.app.config.date_of(page.app.clock.now()).to_string(),
        notice: None,
        typed: views::Typed::default(),
        report,
    })
}

async fn result(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (row, course) = visible(&app, page.person()?, id).await?;
    let playable = access::course(app.db.read(), row.package_version_id).await;
    let playable = playable?;
    let standing = match row.enrolment_id.filter(|_| row.mode == LaunchMode::Normal) {
        Some(enrolment_id) => Some(completions::service::standing_of(&app, enrolment_id).await?),
        None => None,
    };
    page.render(&views::Outcome {
        standing,
        verdict: verdict::sentence(page.face, &row, &playable),
        minutes: verdict::minutes(&row),
        is_trial: row.mode == LaunchMode::Trial,
        is_finished: row.session == SessionState::Ended,
        back: course.map(|it| format!("/courses/{}", it.id)),
        attempt: format!("/attempts/{id}"),
    })
}
