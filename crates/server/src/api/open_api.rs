//! The interface described for machines, derived from the handlers.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        SecurityRequirement,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use super::{
    attempts, completion_record, courses, enrolments, interactions, me, packages, people,
    people_list, switches,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Obuka",
        description = "Automation of a learning management system: packages, courses, people, \
            enrolments, launches, results. Errors are problem documents (RFC 9457) whose `detail` \
            says what happened and how to mend it, in the language of `Accept-Language` \
            (English, or Serbian in either script)."
    ),
    paths(
        document,
        me::me,
        packages::list,
        packages::import,
        packages::read,
        packages::publish,
        switches::difference,
        switches::affected,
        switches::switch,
        switches::list,
        switches::call_off,
        courses::list,
        courses::create,
        courses::read,
        courses::publish,
        interactions::interactions,
        interactions::objectives,
        people::list,
        people::create,
        people::read,
        people_list::import,
        enrolments::list,
        enrolments::create,
        enrolments::read,
        enrolments::launch,
        enrolments::withdraw,
        enrolments::delete,
        attempts::read,
        completion_record::read,
    ),
    modifiers(&Bearer)
)]
struct Document;

/// Every operation takes a bearer token, but for this document.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", scheme);
        document.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
            "token",
            [],
        )]);
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let document = Document::openapi();
    document
        .to_pretty_json()
        .expect("the document is plain data")
});

/// This document.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "token", operation_id = "openapi",
    security(()), responses((status = 200, description = "OpenAPI 3.1")))]
pub(super) async fn document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}
