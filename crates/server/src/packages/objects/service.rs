//! Registering, sweeping and setting aside objects.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};

use super::queries;
use crate::{app::AppState, store::StoreError};

/// An object that nobody points at stays for so long: an import may still be on its way to it.
pub(in crate::packages) const GRACE: chrono::Duration = chrono::Duration::hours(6);
/// How long whoever wants an object waits for a sweep to finish with it.
const WAIT: Duration = Duration::from_millis(200);
const WAITS: u32 = 50;

#[derive(Debug, thiserror::Error)]
pub(crate) enum SweepError {
    #[error(transparent)]
    Db(#[from] DbErr),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps these objects (hash and size) from being swept for some hours. Call it
/// before the object is stored, and store it in any case: it may just have gone.
pub(crate) async fn register(
    app: &AppState,
    mut objects: Vec<(String, u64)>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    objects.sort_unstable();
    objects.dedup();
    let hashes: Vec<String> = objects.iter().map(|(hash, _)| hash.clone()).collect();
    for _ in 0..WAITS {
        let (objects, hashes) = (objects.clone(), hashes.clone());
        let leaving = app
            .db
            .write(move |tx| {
                let (objects, hashes) = (objects.clone(), hashes.clone());
                Box::pin(async move {
                    queries::want(tx, &objects, now).await?;
                    queries::being_removed(tx, &hashes).await
                })
            })
            .await?;
        if leaving.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(WAIT).await;
    }
    Err(DbErr::Custom(
        "an object is being swept for longer than ten seconds".into(),
    ))
}

/// The objects that anything points at.
pub(crate) async fn pointed_at(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    queries::pointed_at(db).await
}

/// Takes away what nobody points at any more. Answers how many objects went.
pub(crate) async fn sweep(app: &AppState, now: DateTime<Utc>) -> Result<usize, SweepError> {
    let mut removed = 0;
    loop {
        let hashes = app
            .db
            .write(move |tx| Box::pin(queries::mark_orphans(tx, now - GRACE, now)))
            .await?;
        if hashes.is_empty() {
            return Ok(removed);
        }
        for hash in &hashes {
            app.store.delete(hash).await?;
        }
        removed += hashes.len();
        app.db
            .write(move |tx| {
                let hashes = hashes.clone();
                Box::pin(async move { queries::forget(tx, &hashes).await })
            })
            .await?;
    }
}

/// Sets a damaged object aside and notes it, so that versions which use it say
/// so and the same content, sent again, mends it.
pub(crate) async fn quarantine(
    app: &AppState,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), SweepError> {
    tracing::error!(hash, "a stored object is damaged or gone; it was set aside");
    app.store.quarantine(hash).await?;
    let hash = hash.to_owned();
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move { queries::mark_damaged(tx, &hash, now).await })
        })
        .await?;
    Ok(())
}
