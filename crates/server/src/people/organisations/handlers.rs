//! HTTP: the list of organisations, and the page of each.

use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use entity::values::OrganisationKind;
use serde::Deserialize;
use uuid::Uuid;

use super::views;
use crate::{
    error::AppError,
    page::Page,
    people::{
        changes::{self, OrganisationDetails},
        service,
    },
    routes::{COORDINATORS, Routes},
};

/// Countries that an organisation may be of, by ISO 3166 code; `ZZ` is any other.
pub(crate) const COUNTRIES: &[&str] = &[
    "RS", "AL", "AT", "BA", "BG", "CH", "DE", "GR", "HR", "HU", "IT", "MD", "ME", "MK", "RO", "SE",
    "SI", "TR", "UA", "ZZ",
];

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/organisations", COORDINATORS, list)
        .get("/organisations/new", COORDINATORS, show_new)
        .post("/organisations/new", COORDINATORS, add)
        .get("/organisations/{id}", COORDINATORS, show)
        .post("/organisations/{id}", COORDINATORS, correct)
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
    #[serde(default)]
    done: String,
}

#[derive(Deserialize)]
struct OrganisationForm {
    #[serde(default)]
    name: String,
    kind: OrganisationKind,
    #[serde(default)]
    country: String,
    #[serde(default)]
    municipality: String,
}

impl OrganisationForm {
    fn details(&self) -> OrganisationDetails {
        let country = COUNTRIES.iter().find(|it| **it == self.country);
        OrganisationDetails {
            name: self.name.clone(),
            kind: self.kind,
            country: (*country.unwrap_or(&"ZZ")).to_owned(),
            municipality: self.municipality.clone(),
        }
    }
}

async fn list(page: Page, Query(search): Query<Search>) -> Result<Response, AppError> {
    let found = service::organisations_with_people(&page.app.db, &search.q, page.face).await?;
    page.render(&views::Organisations::new(search.q, found, &search.done))
}

async fn show_new(page: Page) -> Result<Response, AppError> {
    page.render(&views::Organisation::empty())
}

async fn show(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let found = service::find_organisation(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    page.render(&views::Organisation::of(found))
}

async fn add(page: Page, Form(form): Form<OrganisationForm>) -> Result<Response, AppError> {
    save(&page, None, &form).await
}

async fn correct(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<OrganisationForm>,
) -> Result<Response, AppError> {
    save(&page, Some(id), &form).await
}

async fn save(
    page: &Page,
    id: Option<Uuid>,
    form: &OrganisationForm,
) -> Result<Response, AppError> {
    let details = form.details();
    match changes::save_organisation(&page.app, id, details.clone()).await {
        Ok(_) => Ok(Redirect::to("/organisations?done=saved").into_response()),
        Err(AppError::Invalid(message) | AppError::Refused(message)) => {
            let view = views::Organisation::again(id, details, page.translate(&message));
            page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        Err(error) => Err(error),
    }
}
