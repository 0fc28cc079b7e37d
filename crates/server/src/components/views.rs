//! What the feature's pages show.

use serde::Serialize;

use crate::page::View;

/// `GET /components`
#[derive(Debug, Serialize)]
pub(crate) struct Components {}

impl View for Components {
    const TEMPLATE: &'static str = "components/components.html";

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
        crate::page::tests::renders::<Components>();
    }
}
