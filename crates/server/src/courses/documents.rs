//! Documents of course steps, on their way into the store.

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::service::StepContent;
use crate::{app::AppState, assets, error::AppError, packages::objects};

/// Stores the file and answers what a step needs to point at it.
pub(crate) async fn keep(
    app: &AppState,
    name: String,
    content: Bytes,
) -> Result<StepContent, AppError> {
    let size_bytes = content.len() as u64;
    let hash = hex::encode(Sha256::digest(&content));
    // First, so that no sweep takes it before the step points at it.
    objects::service::register(app, vec![(hash.clone(), size_bytes)], app.clock.now()).await?;
    app.store.put_hashed(&hash, content).await?;
    Ok(StepContent::Document {
        hash,
        media_type: assets::media_type(&name).to_owned(),
        name,
        size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
    })
}

/// The last part of a file's name, without what a header or a file system minds.
pub(crate) fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|it| !it.is_control())
        .take(150)
        .collect()
}
