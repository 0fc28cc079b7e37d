//! The pages of an upload that is not (yet) a version.

use entity::{upload, values::Face};
use serde::Serialize;
use uuid::Uuid;

use super::service::report_of;
use crate::{packages::views::Parts, page::View};

/// `GET /uploads/{id}/report` of a refused upload.
#[derive(Debug, Serialize)]
pub(super) struct Refused {
    file_name: String,
    uploaded_at: String,
    /// The module that was to get a new version.
    package_id: Option<Uuid>,
    parts: Parts,
}

impl Refused {
    pub(super) fn new(face: Face, upload: &upload::Model) -> Self {
        Self {
            file_name: upload.file_name.clone(),
            uploaded_at: upload.created_at.to_rfc3339(),
            package_id: upload.package_id,
            parts: Parts::new(face, &report_of(upload)),
        }
    }
}

impl View for Refused {
    const TEMPLATE: &'static str = "packages/refused.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |package_id, parts| Self {
            file_name: "azil.zip".into(),
            uploaded_at: "2026-11-24T09:00:00Z".into(),
            package_id,
            parts,
        };
        vec![
            page(None, Parts::sample_unread()),
            page(Some(Uuid::nil()), Parts::sample(true)),
        ]
    }
}

/// `GET /uploads/{id}/report` of an upload that is still under way.
#[derive(Debug, Serialize)]
pub(super) struct Waiting {
    file_name: String,
    /// All of it has arrived and is being checked; else some is missing.
    is_checking: bool,
    package_id: Option<Uuid>,
}

impl Waiting {
    pub(super) fn new(upload: upload::Model) -> Self {
        Self {
            is_checking: upload.state == entity::values::UploadState::Checking,
            file_name: upload.file_name,
            package_id: upload.package_id,
        }
    }
}

impl View for Waiting {
    const TEMPLATE: &'static str = "packages/waiting.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let page = |is_checking, package_id| Self {
            file_name: "azil.zip".into(),
            is_checking,
            package_id,
        };
        vec![
            page(true, None),
            page(false, None),
            page(false, Some(Uuid::nil())),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::renders;

    #[test]
    fn every_view_renders() {
        renders::<Refused>();
        renders::<Waiting>();
    }
}
