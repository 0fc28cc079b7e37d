//! What trainers do on an attempt's page: recompute, grant completion, save the
//! calls as a vector file, or the way through the module as a vector's folder.

use std::{
    collections::HashMap,
    io::{Cursor, Write as _},
};

use axum::{Form, extract::Path, http::StatusCode, response::Response};
use course_runtime::cmi;
use entity::values::{LaunchMode, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    access,
    handlers::{attempt_view, visible},
    recompute,
    report::{moves, stored},
    sequence_vector,
    state::AttemptState,
    vectors::{self, Courses},
    views::{Notice, Typed},
};
use crate::{
    completions::service::{self as completions, Grant},
    download::download,
    error::{AppError, Message},
    packages::service as packages,
    page::Page,
    routes::{Routes, TRAINERS},
    sign_in::Reader,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/attempts/{id}/vectors", TRAINERS, vector_file)
        .get("/attempts/{id}/trace", TRAINERS, trace_folder)
        .post("/attempts/{id}/recompute", TRAINERS, recompute)
        .post("/attempts/{id}/grant", TRAINERS, grant)
}

/// Whether this reader may decide about the attempt, and not only look at it:
/// nobody does about their own, but for trials.
pub(super) fn may_decide(reader: &Reader, row: &entity::attempt::Model) -> bool {
    let is_own = row.person_id == reader.id && row.mode != LaunchMode::Trial;
    reader.role != Role::Trainee && !is_own
}

/// The attempt's row, if this reader may decide about it.
async fn decidable(page: &Page, id: Uuid) -> Result<entity::attempt::Model, AppError> {
    let reader = page.person()?;
    let (row, _) = visible(&page.app, reader, id).await?;
    if may_decide(reader, &row) {
        Ok(row)
    } else {
        Err(AppError::Forbidden)
    }
}

async fn vector_file(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let (row, _) = visible(&page.app, page.person()?, id).await?;
    let db = page.app.db.read();
    let now = access::course(db, row.package_version_id).await?;
    let state = AttemptState::from_bytes(&row.state).map_err(|error| AppError::below(&error))?;
    let stored = stored(db, id).await?;
    let mut earlier = HashMap::new();
    let moves = moves(db, &stored).await?;
    let between = stored.iter().filter_map(|it| it.trace.moved);
    for (between, told) in between.zip(&moves) {
        let course = access::course(db, between.from).await?;
        earlier.insert(between.from, (course, told.from));
    }
    let courses = Courses { now, earlier };
    let file = vectors::vector_file(id, &courses, &state, &stored)
        .map_err(|error| AppError::below(&error))?;
    let text = serde_json::to_string_pretty(&file).map_err(|error| AppError::below(&error))?;
    let name = format!("attempt-{id}.json");
    Ok(download(text, "application/json", (&name, None)))
}

/// A folder of `sequencing` as an archive: the manifest, and what happened with it.
async fn trace_folder(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    let (row, _) = visible(&page.app, page.person()?, id).await?;
    let app = &page.app;
    let db = app.db.read();
    let course = access::course(db, row.package_version_id).await?;
    let now = app.clock.now();
    let manifest = packages::manifest(app, row.package_version_id, now).await?;
    let manifest = manifest
        .filter(|_| course.standard == cmi::Version::Scorm2004)
        .ok_or(AppError::NotFound)?;
    let state = AttemptState::from_bytes(&row.state).map_err(|error| AppError::below(&error))?;
    let stored = stored(db, id).await?;
    // A way that began in another version has two manifests.
    if stored.iter().any(|it| it.trace.moved.is_some()) {
        return Err(AppError::NotFound);
    }
    let name = format!("attempt-{id}");
    let trace = sequence_vector::trace_file(&name, &course, state.header.seed, &stored);
    let trace = serde_json::to_vec_pretty(&trace).map_err(|error| AppError::below(&error))?;
    let files = [("imsmanifest.xml", &manifest[..]), ("trace.json", &trace)];
    let archive = archive(&name, &files).map_err(|error| AppError::below(&error))?;
    let file_name = format!("{name}.zip");
    Ok(download(archive, "application/zip", (&file_name, None)))
}

/// The files in a folder of this name.
fn archive(folder: &str, files: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(format!("{folder}/{name}"), options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

async fn recompute(page: Page, Path(id): Path<Uuid>) -> Result<Response, AppError> {
    decidable(&page, id).await?;
    let app = &page.app;
    let by = page.person()?.id;
    let changes = recompute::recompute(app, id, by, page.face, app.clock.now()).await?;
    let mut view = attempt_view(&page, id).await?;
    view.notice = Some(Notice::Recomputed { changes });
    page.render(&view)
}

#[derive(Debug, Deserialize)]
struct GrantForm {
    #[serde(default)]
    on: String,
    #[serde(default)]
    reason: String,
}

async fn grant(
    page: Page,
    Path(id): Path<Uuid>,
    Form(form): Form<GrantForm>,
) -> Result<Response, AppError> {
    let row = decidable(&page, id).await?;
    let enrolment_id = row
        .enrolment_id
        .filter(|_| row.mode == LaunchMode::Normal)
        .ok_or(AppError::NotFound)?;
    let app = &page.app;
    let Ok(on) = form.on.trim().parse() else {
        return wrong(&page, id, form, &Message::new("grant-date-wrong")).await;
    };
    let asked = Grant {
        by: page.person()?.id,
        reason: form.reason.clone(),
        on,
    };
    let granted = completions::grant(app, enrolment_id, asked, app.clock.now()).await;
    match granted.map_err(AppError::from) {
        Ok(granted) => {
            let mut view = attempt_view(&page, id).await?;
            view.notice = Some(Notice::Granted {
                issued: granted.issued,
            });
            page.render(&view)
        }
        Err(AppError::Invalid(message)) => wrong(&page, id, form, &message).await,
        Err(error) => Err(error),
    }
}

/// The page with what was typed and what is wrong with it.
async fn wrong(
    page: &Page,
    id: Uuid,
    form: GrantForm,
    message: &Message,
) -> Result<Response, AppError> {
    let mut view = attempt_view(page, id).await?;
    view.typed = Typed {
        on: form.on,
        reason: form.reason,
        fault: Some(page.translate(message)),
    };
    page.render_with(StatusCode::UNPROCESSABLE_ENTITY, &view)
}
