//! HTTP: parse the request, call the service, answer.

use axum::response::Response;

use super::views;
use crate::{
    error::AppError,
    page::Page,
    routes::{ADMINISTRATORS, Routes},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/components", ADMINISTRATORS, components)
}

async fn components(page: Page) -> Result<Response, AppError> {
    page.render(&views::Components {})
}
