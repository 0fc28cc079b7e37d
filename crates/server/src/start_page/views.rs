//! What the feature's pages show.

use serde::Serialize;

use crate::page::View;

/// `GET /`
#[derive(Debug, Serialize)]
pub(crate) struct Start {}

impl View for Start {
    const TEMPLATE: &'static str = "start_page/start.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders() {
        crate::page::tests::renders::<Start>();
    }
}
