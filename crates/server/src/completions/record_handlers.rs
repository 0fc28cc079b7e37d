//! HTTP for coordinators: where a row of the record comes from, its correction,
//! documents issued and withdrawn by hand, and who issues.

use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    corrections::{self, Because, CorrectionError},
    issuer, queries,
    record_views::{Issue, IssuerPage, Revoke, Source},
    sources,
};
use crate::{
    error::AppError,
    page::Page,
    routes::{COORDINATORS, Routes},
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/records/completions/{id}", COORDINATORS, source)
        .post("/records/completions/{id}/correct", COORDINATORS, correct)
        .get(
            "/records/certificates/{id}/revoke",
            COORDINATORS,
            confirm_revocation,
        )
        .post("/records/certificates/{id}/revoke", COORDINATORS, revoke)
        .get(
            "/records/enrolments/{id}/document",
            COORDINATORS,
            confirm_issue,
        )
        .post("/records/enrolments/{id}/document", COORDINATORS, issue)
        .get("/records/issuer", COORDINATORS, show_issuer)
        .post("/records/issuer", COORDINATORS, save_issuer)
}

async fn source(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let facts = sources::of(&page.app, id)
        .await?
        .ok_or(AppError::NotFound)?;
    page.render(&Source::new(page.face, &facts, None))
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

async fn correct(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let Ok(because) = Because::new(page.person()?.id, &form.reason) else {
        let facts = sources::of(app, id).await?.ok_or(AppError::NotFound)?;
        let view = Source::new(page.face, &facts, Some("correction-needs-reason"));
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    let new = corrections::take_todays_facts(app, id, because, app.clock.now()).await?;
    Ok(Redirect::to(&format!("/records/completions/{new}")).into_response())
}

async fn revocation(page: &Page, id: Uuid, fault: bool) -> Result<Revoke, AppError> {
    let (certificate, person) = queries::certificate_and_person(page.app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    if certificate.revoked_at.is_some() {
        return Err(CorrectionError::Revoked.into());
    }
    Ok(Revoke::new(page.face, &certificate, &person, fault))
}

async fn confirm_revocation(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let view = revocation(&page, id, false).await?;
    page.render(&view)
}

async fn revoke(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<Reason>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let Ok(because) = Because::new(page.person()?.id, &form.reason) else {
        let view = revocation(&page, id, true).await?;
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    };
    corrections::revoke(app, id, because, app.clock.now()).await?;
    let certificate = queries::find::<entity::certificate::Entity>(app.db.read(), id)
        .await?
        .ok_or(AppError::NotFound)?;
    let back = format!("/records/completions/{}", certificate.completion_id);
    Ok(Redirect::to(&back).into_response())
}

async fn confirm_issue(page: Page, Path(enrolment_id): Path<Uuid>) -> Result<Response, AppError> {
    let app = &page.app;
    let around = queries::around(app.db.read(), enrolment_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let decision = corrections::would_issue(app, enrolment_id).await?;
    page.render(&Issue::new(
        page.face,
        enrolment_id,
        &around.course,
        &around.person,
        decision.as_ref(),
    ))
}

async fn issue(page: Page, Path(enrolment_id): Path<Uuid>) -> Result<Response, AppError> {
    let app = &page.app;
    let by = page.person()?.id;
    let issued = corrections::issue_by_hand(app, enrolment_id, by, app.clock.now()).await?;
    if issued.is_empty() {
        return Err(AppError::refused("nothing-to-issue"));
    }
    let completion = queries::standing_completion(app.db.read(), enrolment_id)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(Redirect::to(&format!("/records/completions/{}", completion.id)).into_response())
}

async fn show_issuer(page: Page) -> Result<Response, AppError> {
    let app = &page.app;
    let facts = app.issuer.get(app.db.read()).await?;
    page.render(&IssuerPage::new(&facts, app.site_name(page.face), false))
}

async fn save_issuer(
    page: Page,
    Form(form): Form<issuer::IssuerForm>,
) -> Result<Response, AppError> {
    let app = &page.app;
    let facts = form.facts();
    let faults = facts.faults();
    if !faults.is_empty() {
        let mut view = IssuerPage::new(&facts, app.site_name(page.face), false);
        view.fault(faults);
        return page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view);
    }
    issuer::save(app, &facts).await?;
    page.render(&IssuerPage::new(&facts, app.site_name(page.face), true))
}
