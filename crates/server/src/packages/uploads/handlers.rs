//! The requests of an upload. Those of the script are answered in JSON, also
//! when they are refused; a form without script gets pages.

use std::sync::atomic::Ordering;

use axum::{
    Json,
    body::to_bytes,
    extract::{
        DefaultBodyLimit, FromRequest as _, Multipart, Path, Request, State,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use entity::{upload, values::UploadState};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use super::{
    service::{self, NewUpload, UploadError},
    views,
};
use crate::{
    app::AppState,
    error::{AppError, Message},
    packages::service::module_and_number,
    page::Page,
    routes::{Routes, TRAINERS},
};

/// What the other fields of the form may take beside the file.
const FORM_BYTES: u64 = 64 * 1024;

pub(in crate::packages) fn routes() -> Routes {
    Routes::new()
        .post("/uploads", TRAINERS, begin)
        .get("/uploads/{id}", TRAINERS, status)
        .delete("/uploads/{id}", TRAINERS, abandon)
        .put("/uploads/{id}/chunks/{position}", TRAINERS, receive)
        .post("/uploads/{id}/finish", TRAINERS, finish)
        .get("/uploads/{id}/report", TRAINERS, report)
        .post("/modules/upload", TRAINERS, whole_file)
}

/// An error as the script shows it.
struct Refusal(AppError, String, Option<String>);

impl Refusal {
    fn new(page: &Page, error: AppError) -> Self {
        let words = page.translate(&error.message());
        Self(error, words, None)
    }
}

impl axum::response::IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(error, message, url) = self;
        let status = error.status();
        // Logged and given its `Retry-After` by the error's own response.
        let (mut parts, _) = error.into_response().into_parts();
        parts.extensions.clear();
        let body = Json(serde_json::json!({ "message": message, "url": url }));
        (status, parts.headers, body).into_response()
    }
}

#[derive(Debug, Deserialize)]
struct Begin {
    name: String,
    size: u64,
    package_id: Option<Uuid>,
}

#[derive(Debug, Serialize)]
struct Status {
    id: Uuid,
    file_name: String,
    size_bytes: i64,
    chunk_bytes: i64,
    state: UploadState,
    received: Vec<Chunk>,
    /// Files that the check on this server has been through.
    files_checked: Option<u64>,
    /// Where to go when it is over.
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct Chunk {
    position: i32,
    hash: String,
}

impl Status {
    async fn of(app: &AppState, upload: upload::Model) -> Result<Self, AppError> {
        let chunks = match upload.state {
            UploadState::Receiving => service::chunks(app, upload.id).await?,
            UploadState::Checking | UploadState::Imported | UploadState::Refused => Vec::new(),
        };
        let received = chunks.into_iter().map(|chunk| Chunk {
            position: chunk.position,
            hash: chunk.hash,
        });
        let progress = app.packages.progress_of(upload.id);
        Ok(Self {
            id: upload.id,
            received: received.collect(),
            files_checked: progress.map(|it| it.files.load(Ordering::Relaxed)),
            url: url_of(app, &upload).await?,
            file_name: upload.file_name,
            size_bytes: upload.size_bytes,
            chunk_bytes: upload.chunk_bytes,
            state: upload.state,
        })
    }
}

/// Where an upload has led, when it is over.
async fn url_of(app: &AppState, upload: &upload::Model) -> Result<Option<String>, AppError> {
    Ok(match (upload.state, upload.version_id) {
        (UploadState::Imported, Some(version_id)) => {
            let (package_id, number) = module_and_number(app, version_id).await?;
            Some(format!("/modules/{package_id}/versions/{number}"))
        }
        (UploadState::Refused, _) => Some(format!("/uploads/{}/report", upload.id)),
        _ => None,
    })
}

/// Opens an upload, or finds the one that this person began with the same file.
async fn begin(
    State(app): State<AppState>,
    page: Page,
    Json(asked): Json<Begin>,
) -> Result<Response, Refusal> {
    let refuse = |error: AppError| Refusal::new(&page, error);
    let new = NewUpload {
        person_id: page.person().map_err(refuse)?.id,
        package_id: asked.package_id,
        file_name: asked.name,
        size_bytes: asked.size,
    };
    let upload = service::begin(&app, new, app.clock.now())
        .await
        .map_err(|error| refuse(error.into()))?;
    let status = Status::of(&app, upload).await.map_err(refuse)?;
    Ok((StatusCode::CREATED, Json(status)).into_response())
}

async fn status(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Json<Status>, Refusal> {
    let refuse = |error: AppError| Refusal::new(&page, error);
    let upload = mine(&app, &page, id).await.map_err(refuse)?;
    service::resume(&app, &upload, app.clock.now())
        .await
        .map_err(|error| refuse(error.into()))?;
    Ok(Json(Status::of(&app, upload).await.map_err(refuse)?))
}

async fn mine(app: &AppState, page: &Page, id: Uuid) -> Result<upload::Model, AppError> {
    Ok(service::of_person(app, id, page.person()?.id).await?)
}

async fn receive(
    State(app): State<AppState>,
    page: Page,
    Path((id, position)): Path<(Uuid, u64)>,
    request: Request,
) -> Result<StatusCode, Refusal> {
    let refuse = |error: AppError| Refusal::new(&page, error);
    let upload = mine(&app, &page, id).await.map_err(refuse)?;
    // Nothing of the body is read while too many others are in memory.
    let Ok(_place) = app.packages.receiving.try_acquire() else {
        return Err(refuse(UploadError::Busy.into()));
    };
    let content = to_bytes(request.into_body(), service::CHUNK_LIMIT_BYTES)
        .await
        .map_err(|_| refuse(AppError::TooLarge(Message::new("upload-chunk-too-large"))))?;
    match service::receive(&app, &upload, position, content, app.clock.now()).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(UploadError::RefusedEarly) => {
            let mut refusal = refuse(UploadError::RefusedEarly.into());
            refusal.2 = Some(format!("/uploads/{id}/report"));
            Err(refusal)
        }
        Err(error) => Err(refuse(error.into())),
    }
}

async fn finish(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, Refusal> {
    let refuse = |error: AppError| Refusal::new(&page, error);
    let upload = mine(&app, &page, id).await.map_err(refuse)?;
    service::finish(&app, &upload, app.clock.now())
        .await
        .map_err(|error| refuse(error.into()))?;
    let upload = mine(&app, &page, id).await.map_err(refuse)?;
    let status = Status::of(&app, upload).await.map_err(refuse)?;
    Ok((StatusCode::ACCEPTED, Json(status)).into_response())
}

async fn abandon(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Refusal> {
    let refuse = |error: AppError| Refusal::new(&page, error);
    let upload = mine(&app, &page, id).await.map_err(refuse)?;
    service::abandon(&app, &upload)
        .await
        .map_err(|error| refuse(error.into()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// What became of an upload: its version, its report, or that it is still under way.
async fn report(
    State(app): State<AppState>,
    page: Page,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let upload = service::find(&app, id).await?.ok_or(AppError::NotFound)?;
    service::resume(&app, &upload, app.clock.now()).await?;
    if upload.state == UploadState::Imported {
        let url = url_of(&app, &upload).await?.ok_or(AppError::NotFound)?;
        return Ok(Redirect::to(&url).into_response());
    }
    if upload.state == UploadState::Refused {
        return page.render(&views::Refused::new(page.face, &upload));
    }
    page.render(&views::Waiting::new(upload))
}

/// The form without script: the whole file in one request.
async fn whole_file(
    State(app): State<AppState>,
    page: Page,
    mut request: Request,
) -> Result<Redirect, AppError> {
    let person_id = page.person()?.id;
    let limit = usize::try_from(service::archive_limit_bytes() + FORM_BYTES).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(limit).apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| AppError::Invalid(Message::new("upload-form-unreadable")))?;
    let mut package_id = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("package_id") {
            package_id = field.text().await.map_err(unreadable)?.parse().ok();
        } else if field.name() == Some("file") {
            service::may_come_for(&app, package_id).await?;
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let (archive, size_bytes) = keep(&app, field).await?;
            let new = NewUpload {
                person_id,
                package_id,
                file_name,
                size_bytes,
            };
            let url = match service::check_file(&app, new, archive, app.clock.now()).await? {
                Ok(imported) => format!(
                    "/modules/{}/versions/{}",
                    imported.package_id, imported.number
                ),
                Err(upload_id) => format!("/uploads/{upload_id}/report"),
            };
            return Ok(Redirect::to(&url));
        }
    }
    Err(UploadError::Empty.into())
}

fn unreadable(_: MultipartError) -> AppError {
    AppError::Invalid(Message::new("upload-form-unreadable"))
}

/// The file of the form, on disk without a name, and its length.
async fn keep(app: &AppState, mut field: Field<'_>) -> Result<(std::fs::File, u64), AppError> {
    let limit_bytes = service::archive_limit_bytes();
    let broken = |error: std::io::Error| AppError::below(&error);
    let archive = tempfile::tempfile_in(&app.config.settings.data).map_err(broken)?;
    let mut archive = tokio::fs::File::from_std(archive);
    let mut size_bytes = 0;
    while let Some(piece) = field.chunk().await.map_err(unreadable)? {
        size_bytes += piece.len() as u64;
        if limit_bytes < size_bytes {
            return Err(UploadError::TooLarge { limit_bytes }.into());
        }
        archive.write_all(&piece).await.map_err(broken)?;
    }
    if size_bytes == 0 {
        return Err(UploadError::Empty.into());
    }
    archive.flush().await.map_err(broken)?;
    Ok((archive.into_std().await, size_bytes))
}
