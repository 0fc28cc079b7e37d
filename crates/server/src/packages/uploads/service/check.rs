//! The check of a whole upload. It runs beside the requests; whoever asks
//! after an upload whose check died with its server starts it again.

use std::{fs::File, io::Write as _, time::Duration};

use chrono::{DateTime, Utc};
use entity::{upload, values::UploadState};
use uuid::Uuid;

use super::{NewUpload, UploadError, queries, refuse};
use crate::{
    app::AppState,
    packages::{
        objects,
        service::{Import, ImportError, Imported, Source, import_file},
    },
    store::StoreError,
};

/// A check says so often that it lives …
const BEAT: Duration = Duration::from_secs(15);
/// … and is taken over when it was silent for so long.
const SILENCE: chrono::Duration = chrono::Duration::seconds(60);
/// An upload that nobody went on with for so long is removed.
const ABANDONED: chrono::Duration = chrono::Duration::days(2);

/// Starts the check of this upload on this server, without waiting for it.
pub(super) fn start(app: &AppState, upload_id: Uuid) {
    let app = app.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = beat(&app, upload_id) => {}
            result = run(&app, upload_id) => {
                if let Err(error) = result {
                    tracing::error!(%error, %upload_id, "an upload was not checked; it will be tried again");
                }
            }
        }
        app.packages.end_progress(upload_id);
    });
}

/// Keeps the claim alive until the check is over.
async fn beat(app: &AppState, upload_id: Uuid) {
    loop {
        tokio::time::sleep(BEAT).await;
        let now = app.clock.now();
        let touched = app
            .db
            .write(move |tx| Box::pin(queries::touch(tx, upload_id, now)))
            .await;
        if let Err(error) = touched {
            tracing::warn!(%error, "a check could not say that it lives");
        }
    }
}

/// Takes over the check if it has died. Any server may.
pub(in crate::packages) async fn resume(
    app: &AppState,
    upload: &upload::Model,
    now: DateTime<Utc>,
) -> Result<(), UploadError> {
    if upload.state != UploadState::Checking || now < upload.touched_at + SILENCE {
        return Ok(());
    }
    let upload_id = upload.id;
    let claimed = app
        .db
        .write(move |tx| Box::pin(queries::claim(tx, upload_id, now - SILENCE, now)))
        .await?;
    if claimed {
        start(app, upload_id);
    }
    Ok(())
}

async fn run(app: &AppState, upload_id: Uuid) -> Result<(), ImportError> {
    let Some(upload) = queries::find::<upload::Entity>(app.db.read(), upload_id).await? else {
        return Ok(());
    };
    if upload.state != UploadState::Checking {
        return Ok(());
    }
    let archive = match assemble(app, &upload).await {
        Ok(archive) => archive,
        Err(ImportError::Store(StoreError::Corrupt(hash))) => {
            return ask_again(app, &upload, &hash).await;
        }
        Err(error) => return Err(error),
    };
    let now = app.clock.now();
    let import = Import {
        by: Some(upload.person_id),
        file_name: upload.file_name.clone(),
        source: std::path::PathBuf::new(),
        publish: false,
        package_id: upload.package_id,
        profile: app.config.settings.package_profile,
    };
    let source = Source {
        archive,
        upload_id: Some(upload.id),
    };
    match import_file(app, import, source, now).await {
        Ok(_) => {
            let forgotten = app
                .db
                .write(move |tx| Box::pin(queries::forget_chunks(tx, upload_id, None)));
            Ok(forgotten.await?)
        }
        Err(ImportError::Refused(report)) => {
            Ok(refuse(app, upload_id, UploadState::Checking, &report, now).await?)
        }
        Err(ImportError::UploadGone) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The chunks as one file without a name, which is gone with the process.
async fn assemble(app: &AppState, upload: &upload::Model) -> Result<File, ImportError> {
    let chunks = queries::chunks(app.db.read(), upload.id).await?;
    let folder = app.config.settings.data.clone();
    let mut file = blocking(move || tempfile::tempfile_in(folder)).await?;
    for chunk in chunks {
        let content = match app.store.get(&chunk.hash).await {
            Ok(content) => content,
            Err(error) if error.is_loss() => {
                return Err(StoreError::Corrupt(chunk.hash).into());
            }
            Err(error) => return Err(error.into()),
        };
        file = blocking(move || {
            file.write_all(&content)?;
            Ok(file)
        })
        .await?;
    }
    Ok(file)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| std::io::Error::other(error.to_string()))?
}

/// A chunk was damaged in the store: the browser is asked for it once more.
async fn ask_again(app: &AppState, upload: &upload::Model, hash: &str) -> Result<(), ImportError> {
    let now = app.clock.now();
    objects::service::quarantine(app, hash, now)
        .await
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    let (upload_id, hash) = (upload.id, hash.to_owned());
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move {
                queries::forget_chunks(tx, upload_id, Some(&hash)).await?;
                let change = (UploadState::Checking, UploadState::Receiving);
                queries::change_state(tx, upload_id, change, None, now).await?;
                Ok::<_, sea_orm::DbErr>(())
            })
        })
        .await?;
    Ok(())
}

/// Imports a file that came whole, in one request. A refused one leaves an
/// upload whose report stays; its id is answered.
pub(in crate::packages) async fn check_file(
    app: &AppState,
    new: NewUpload,
    archive: File,
    now: DateTime<Utc>,
) -> Result<Result<Imported, Uuid>, ImportError> {
    let import = Import {
        by: Some(new.person_id),
        file_name: super::shown_name(&new.file_name),
        source: std::path::PathBuf::new(),
        publish: false,
        package_id: new.package_id,
        profile: app.config.settings.package_profile,
    };
    let source = Source {
        archive,
        upload_id: None,
    };
    let report = match import_file(app, import, source, now).await {
        Ok(imported) => return Ok(Ok(imported)),
        Err(ImportError::Refused(report)) => report,
        Err(error) => return Err(error),
    };
    let row = upload::Model {
        problem: Some(super::problem(&report)),
        ..new.into_row(UploadState::Refused, now)
    };
    let upload_id = row.id;
    app.db
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { queries::insert(tx, row).await })
        })
        .await?;
    Ok(Err(upload_id))
}

/// Goes on with checks that died, and removes uploads that were given up.
pub(in crate::packages) async fn sweep(
    app: &AppState,
    now: DateTime<Utc>,
) -> Result<(), UploadError> {
    let db = app.db.read();
    for upload in queries::stale(db, UploadState::Checking, now - SILENCE).await? {
        resume(app, &upload, now).await?;
    }
    for upload in queries::stale(db, UploadState::Receiving, now - ABANDONED).await? {
        let upload_id = upload.id;
        app.db
            .write(move |tx| Box::pin(queries::remove(tx, upload_id)))
            .await?;
    }
    Ok(())
}
