//! HTTP: the demo's page that shows the mails it would have sent.

use axum::{extract::Path, response::Response};
use uuid::Uuid;

use super::{service, views};
use crate::{
    error::AppError,
    page::Page,
    routes::{Access, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/demo/mail", Access::Public, list).get(
        "/demo/mail/{id}",
        Access::Public,
        show,
    )
}

/// Only the demo shows mails to everybody: they are to invented people.
fn only_in_the_demo(page: &Page) -> Result<(), AppError> {
    if page.app.config.demo {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

async fn list(page: Page) -> Result<Response, AppError> {
    only_in_the_demo(&page)?;
    let mails = service::newest(&page.app.db).await?;
    page.render(&views::List::new(mails))
}

async fn show(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    only_in_the_demo(&page)?;
    let mail = service::find(&page.app.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    page.render(&views::Shown::new(mail, &page.app.config.app_origin))
}
