//! The automation interface below `/api/v1/`: bearer tokens, JSON, problem documents.
//!
//! `docs/automation.md` is the contract; `open_api` derives its machine-readable
//! half from the handlers, and a test holds it to the table of routes.

mod attempts;
mod by_command;
mod caller;
mod completion_record;
mod courses;
mod enrolments;
mod extract;
mod guards;
mod incoming;
mod interactions;
mod me;
mod open_api;
mod packages;
mod people;
mod people_list;
mod problem;
mod queries;
mod steps;
mod switches;

use axum::extract::DefaultBodyLimit;
use entity::values::Role;

use crate::routes::{Access, Routes};

pub use crate::access_tokens::{NewToken, TokenError, create_token};
pub use by_command::{
    FileFailed, FileReport, MadeVersion, RecordToExport, export_record, import_file,
};
pub use caller::Caller;
pub(crate) use caller::load_caller;
pub(crate) use guards::{in_time, nothing_here, panicked};
pub(crate) use incoming::Incoming;
pub(crate) use problem::problems;

/// Tokens of trainers, and of coordinators, who may do what trainers do.
const TRAINERS: Access = Access::Token(&[Role::Trainer, Role::Coordinator]);
const COORDINATORS: Access = Access::Token(&[Role::Coordinator]);

/// The largest description of a course; what else is JSON has 2 MiB.
const COURSE_BYTES: usize = 16 * 1024 * 1024;

/// Where the path of every route begins.
pub(crate) const PREFIX: &str = "/api/v1/";

/// A course with documents in it, whose files are longer by a third than on the disk.
fn with_documents() -> Routes {
    Routes::new()
        .post("/api/v1/courses", TRAINERS, courses::create)
        .layer(DefaultBodyLimit::max(COURSE_BYTES))
}

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/openapi.json", Access::Public, open_api::document)
        .get("/api/v1/me", TRAINERS, me::me)
        .get("/api/v1/packages", TRAINERS, packages::list)
        .post("/api/v1/packages", TRAINERS, packages::import)
        .get("/api/v1/packages/{id}", TRAINERS, packages::read)
        .post("/api/v1/packages/{id}/publish", TRAINERS, packages::publish)
        .get(
            "/api/v1/packages/{id}/difference",
            TRAINERS,
            switches::difference,
        )
        .get(
            "/api/v1/packages/{id}/affected",
            TRAINERS,
            switches::affected,
        )
        .post("/api/v1/packages/{id}/switch", TRAINERS, switches::switch)
        .get("/api/v1/packages/{id}/switches", TRAINERS, switches::list)
        .post(
            "/api/v1/switches/{id}/call-off",
            TRAINERS,
            switches::call_off,
        )
        .merge(with_documents())
        .get("/api/v1/courses", TRAINERS, courses::list)
        .get("/api/v1/courses/{id}", TRAINERS, courses::read)
        .post("/api/v1/courses/{id}/publish", TRAINERS, courses::publish)
        .get(
            "/api/v1/courses/{id}/steps/{step_id}/interactions",
            TRAINERS,
            interactions::interactions,
        )
        .get(
            "/api/v1/courses/{id}/steps/{step_id}/objectives",
            TRAINERS,
            interactions::objectives,
        )
        .get("/api/v1/people", COORDINATORS, people::list)
        .post("/api/v1/people", COORDINATORS, people::create)
        .post("/api/v1/people/import", COORDINATORS, people_list::import)
        .get("/api/v1/people/{id}", COORDINATORS, people::read)
        .get("/api/v1/enrolments", COORDINATORS, enrolments::list)
        .post("/api/v1/enrolments", COORDINATORS, enrolments::create)
        .get("/api/v1/enrolments/{id}", TRAINERS, enrolments::read)
        .delete("/api/v1/enrolments/{id}", COORDINATORS, enrolments::delete)
        .post(
            "/api/v1/enrolments/{id}/launch",
            COORDINATORS,
            enrolments::launch,
        )
        .post(
            "/api/v1/enrolments/{id}/withdraw",
            COORDINATORS,
            enrolments::withdraw,
        )
        .get("/api/v1/attempts/{id}", TRAINERS, attempts::read)
        .get(
            "/api/v1/completion-record",
            COORDINATORS,
            completion_record::read,
        )
}
