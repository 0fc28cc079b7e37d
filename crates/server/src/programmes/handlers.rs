//! HTTP: four kinds of record by the same few handlers.

use axum::{
    Form,
    body::Bytes,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    forms::{self, Fields, Kind},
    participants,
    saving::{self, SaveError},
    service, views,
};
use crate::{
    error::AppError,
    page::Page,
    routes::{COORDINATORS, Routes},
};

pub(crate) fn routes() -> Routes {
    let mut routes = Routes::new();
    // Written out and not captured, so that each stands in the table of routes.
    for (list, new, one) in [
        (
            "/records/programmes",
            "/records/programmes/new",
            "/records/programmes/{id}",
        ),
        (
            "/records/accreditations",
            "/records/accreditations/new",
            "/records/accreditations/{id}",
        ),
        (
            "/records/sessions",
            "/records/sessions/new",
            "/records/sessions/{id}",
        ),
        (
            "/records/trainers",
            "/records/trainers/new",
            "/records/trainers/{id}",
        ),
    ] {
        routes = routes
            .get(list, COORDINATORS, show_list)
            .get(new, COORDINATORS, show_new)
            .post(new, COORDINATORS, create)
            .get(one, COORDINATORS, show)
            .post(one, COORDINATORS, change);
    }
    routes
        .post("/records/sessions/{id}/people", COORDINATORS, add_people)
        .post(
            "/records/sessions/{id}/people/{person_id}/remove",
            COORDINATORS,
            remove_person,
        )
        .get(
            "/records/courses/{id}/trainers",
            COORDINATORS,
            show_trainers,
        )
        .post("/records/courses/{id}/trainers", COORDINATORS, put_trainers)
}

/// The kind that the address names.
fn kind(page: &Page) -> Result<Kind, AppError> {
    page.path()
        .split('/')
        .nth(2)
        .and_then(Kind::read)
        .ok_or(AppError::NotFound)
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    saved: String,
}

async fn show_list(page: Page, Query(query): Query<ListQuery>) -> Result<Response, AppError> {
    let kind = kind(&page)?;
    let app = &page.app;
    let search: String = query.q.trim().chars().take(100).collect();
    let lines = service::list(app, kind, &search, page.face).await?;
    page.render(&views::List::new(
        kind,
        search,
        lines,
        !query.saved.is_empty(),
    ))
}

async fn show_new(page: Page) -> Result<Response, AppError> {
    let kind = kind(&page)?;
    let lists = service::lists(&page.app.db, page.face).await?;
    page.render(&views::Edit::new(kind, None, &forms::blank(kind), &lists))
}

async fn show(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let kind = kind(&page)?;
    let fields = service::open(&page.app.db, kind, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let view = edit(&page, kind, Some(id), &fields).await?;
    page.render(&view)
}

async fn edit(
    page: &Page,
    kind: Kind,
    id: Option<Uuid>,
    fields: &Fields,
) -> Result<views::Edit, AppError> {
    let db = &page.app.db;
    let lists = service::lists(db, page.face).await?;
    let people = match id {
        Some(id) if kind == Kind::Sessions => {
            let people = participants::of(db, id, page.face).await?;
            Some(views::Participants::new(page.face, &people))
        }
        _ => None,
    };
    Ok(views::Edit::new(kind, id, fields, &lists).with_participants(people))
}

async fn create(page: Page, body: Bytes) -> Result<Response, AppError> {
    save(&page, None, &body).await
}

async fn change(page: Page, Path(id): Path<Uuid>, body: Bytes) -> Result<Response, AppError> {
    save(&page, Some(id), &body).await
}

async fn save(page: &Page, id: Option<Uuid>, body: &[u8]) -> Result<Response, AppError> {
    let kind = kind(page)?;
    let app = &page.app;
    let fields = Fields::parse(body);
    match saving::save(&app.db, kind, id, &fields, app.clock.now()).await {
        // A new session goes on with its participants.
        Ok(new) if kind == Kind::Sessions && id.is_none() => {
            Ok(Redirect::to(&format!("/records/sessions/{new}")).into_response())
        }
        Ok(_) => {
            let list = format!("/records/{}?saved=1", kind.token());
            Ok(Redirect::to(&list).into_response())
        }
        Err(SaveError::Invalid(errors)) => {
            let view = edit(page, kind, id, &fields).await?.with_errors(errors);
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct Pasted {
    #[serde(default)]
    list: String,
}

async fn add_people(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<Pasted>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let fields = service::open(&app.db, Kind::Sessions, id)
        .await?
        .ok_or(AppError::NotFound)?;
    match participants::add(&app.db, id, &form.list, app.clock.now()).await? {
        Ok(_) => Ok(Redirect::to(&format!("/records/sessions/{id}#people")).into_response()),
        Err(bad) => {
            let people = participants::of(&app.db, id, page.face).await?;
            let people = views::Participants::new(page.face, &people).again(form.list, bad);
            let view = edit(&page, Kind::Sessions, Some(id), &fields).await?;
            let view = view.with_participants(Some(people));
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

async fn remove_person(
    page: Page,
    Path((id, person_id)): Path<(Uuid, Uuid)>,
) -> Result<Redirect, AppError> {
    participants::remove(&page.app.db, id, person_id).await?;
    Ok(Redirect::to(&format!("/records/sessions/{id}#people")))
}

async fn show_trainers(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let db = &page.app.db;
    let (course, chosen) = service::course(db, id).await?.ok_or(AppError::NotFound)?;
    let lists = service::lists(db, page.face).await?;
    page.render(&views::CourseTrainers::new(&course, &chosen, &lists))
}

async fn put_trainers(page: Page, Path(id): Path<Uuid>, body: Bytes) -> Result<Redirect, AppError> {
    let trainers = forms::ids(Fields::parse(&body).all("trainers"));
    saving::put_trainers_of_course(&page.app.db, id, trainers).await?;
    Ok(Redirect::to(&format!("/courses/{id}/edit")))
}
