//! HTTP: the list of people, a person's page, import.

use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use entity::values::{PersonStatus, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    NameFields,
    changes::{self, Actor},
    import, organisations, record,
    service::{self, Details, PeopleFilter},
    views,
};
use crate::{
    error::{AppError, Message},
    page::Page,
    routes::{ADMINISTRATORS, COORDINATORS, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/people", COORDINATORS, list)
        .get("/people/new", COORDINATORS, show_new)
        .post("/people/new", COORDINATORS, add)
        .get("/people/import", COORDINATORS, show_import)
        .post("/people/import", COORDINATORS, preview_import)
        .post("/people/import/confirm", COORDINATORS, confirm_import)
        .get("/people/{id}", COORDINATORS, show)
        .post("/people/{id}", COORDINATORS, correct)
        .post("/people/{id}/role", ADMINISTRATORS, set_role)
        .get("/people/{id}/suspend", COORDINATORS, ask_suspend)
        .post("/people/{id}/suspend", COORDINATORS, suspend)
        .post("/people/{id}/reactivate", COORDINATORS, reactivate)
        .merge(organisations::routes())
}

async fn list(page: Page, Query(query): Query<views::ListQuery>) -> Result<Response, AppError> {
    let filter = PeopleFilter {
        search: query.q.clone(),
        role: query.role(),
        status: query.status(),
        lacks_organisation: query.lacking == "organisation",
        organisation_id: query.organisation.parse().ok(),
    };
    let found = service::list(&page.app.db, filter, page.face, query.page()).await?;
    page.render(&views::List::new(page.face, query, found))
}

#[derive(Deserialize)]
struct PersonForm {
    #[serde(default)]
    given_name: String,
    #[serde(default)]
    family_name: String,
    #[serde(default)]
    given_name_cyrl: String,
    #[serde(default)]
    family_name_cyrl: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    post: String,
}

impl PersonForm {
    fn names(&self) -> NameFields {
        NameFields {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            given_name_cyrl: self.given_name_cyrl.clone(),
            family_name_cyrl: self.family_name_cyrl.clone(),
        }
    }

    fn check(&self) -> Result<Details, AppError> {
        let names = self.names().complete();
        Ok(Details {
            names: names.ok_or_else(|| AppError::Invalid(Message::new("details-fault")))?,
            organisation: self.organisation.clone(),
            post: self.post.clone(),
        })
    }

    fn typed(&self) -> views::PersonFields {
        views::PersonFields {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            given_name_cyrl: self.given_name_cyrl.clone(),
            family_name_cyrl: self.family_name_cyrl.clone(),
            email: self.email.clone(),
            organisation: self.organisation.clone(),
            post: self.post.clone(),
        }
    }
}

/// The words of a refusal that belongs on the form; anything else is an error page.
fn on_the_form(page: &Page, error: AppError) -> Result<String, AppError> {
    match error {
        AppError::Invalid(message) | AppError::Refused(message) => Ok(page.translate(&message)),
        other => Err(other),
    }
}

async fn show_new(page: Page) -> Result<Response, AppError> {
    let organisations = service::organisations(&page.app.db, page.face).await?;
    page.render(&views::New::with(
        views::PersonFields::default(),
        organisations,
        None,
    ))
}

async fn add(page: Page, Form(form): Form<PersonForm>) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    let added = match form.check() {
        Ok(details) => changes::add(&page.app, actor, details, form.email.clone(), page.face).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(id) => Ok(Redirect::to(&format!("/people/{id}?done=added")).into_response()),
        Err(error) => {
            let fault = on_the_form(&page, error)?;
            let organisations = service::organisations(&page.app.db, page.face).await?;
            let view = views::New::with(form.typed(), organisations, Some(fault));
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

#[derive(Deserialize)]
struct Said {
    /// What was just done, for the line on top.
    #[serde(default)]
    done: String,
}

async fn person_page(page: &Page, id: Uuid, done: &str) -> Result<views::Person, AppError> {
    let facts = record::facts(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let organisations = service::organisations(&page.app.db, page.face).await?;
    Ok(views::Person::new(
        page.face,
        page.person()?,
        facts,
        organisations,
        done,
    ))
}

async fn show(
    page: Page,
    Path(id): Path<Uuid>,
    Query(said): Query<Said>,
) -> Result<Response, AppError> {
    page.render(&person_page(&page, id, &said.done).await?)
}

async fn correct(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<PersonForm>,
) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    let corrected = match form.check() {
        Ok(details) => changes::correct(&page.app, actor, id, details, form.email.clone()).await,
        Err(error) => Err(error),
    };
    match corrected {
        Ok(()) => Ok(Redirect::to(&format!("/people/{id}?done=saved")).into_response()),
        Err(error) => {
            let fault = on_the_form(&page, error)?;
            let view = person_page(&page, id, "").await?;
            let view = view.with_fault(form.typed(), fault);
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
    }
}

#[derive(Deserialize)]
struct RoleForm {
    role: Role,
}

async fn set_role(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<RoleForm>,
) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    changes::set_role(&page.app, actor, id, form.role).await?;
    Ok(Redirect::to(&format!("/people/{id}?done=role")).into_response())
}

async fn ask_suspend(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let person = service::find(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    page.render(&views::Suspend::new(page.face, &person))
}

async fn suspend(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    changes::set_status(&page.app, actor, id, PersonStatus::Suspended).await?;
    Ok(Redirect::to(&format!("/people/{id}?done=suspended")).into_response())
}

async fn reactivate(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    changes::set_status(&page.app, actor, id, PersonStatus::Active).await?;
    Ok(Redirect::to(&format!("/people/{id}?done=reactivated")).into_response())
}

#[derive(Deserialize)]
struct ImportForm {
    #[serde(default)]
    list: String,
}

async fn show_import(page: Page) -> Result<Response, AppError> {
    page.render(&views::Import::empty())
}

/// Reads the list and shows each row; nothing is stored.
async fn preview_import(page: Page, Form(form): Form<ImportForm>) -> Result<Response, AppError> {
    let rows = import::read(&form.list);
    let known = service::known_addresses(&page.app.db, &rows).await?;
    let view = views::Import::preview(form.list, rows, &known, |message| page.translate(message));
    let status = if view.has_news() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page.render_with(status, &view)
}

/// Stores the good rows of a list that was shown before.
async fn confirm_import(page: Page, Form(form): Form<ImportForm>) -> Result<Response, AppError> {
    let actor = Actor::from(page.person()?);
    let rows = import::read(&form.list);
    let good = rows.into_iter().filter_map(|row| row.content.ok());
    let added = changes::import(&page.app, actor, good.collect(), page.face).await?;
    Ok(Redirect::to(&format!("/people?added={added}")).into_response())
}
