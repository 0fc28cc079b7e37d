//! Objects by the SHA-256 of their content: a folder by default, S3 by configuration.
//!
//! An object is written under a temporary name and moved to `objects/ab/abcd…`,
//! so a reader never sees half of one; writing the same content twice is
//! harmless. Its row in `stored_object` is the feature's business.

use std::{
    path::{Path as FilePath, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::TryStreamExt as _;
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, WriteMultipart, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path as ObjectPath, prefix::PrefixStore,
};
use sha2::{Digest as _, Sha256};

use crate::config::Settings;

/// Where content lies whose hash is not known yet.
const INCOMING: &str = "incoming";
/// Parts of a multipart upload; S3 wants at least 5 MiB.
const PART_BYTES: usize = 6 * 1024 * 1024;
/// Parts under way at once, beside the one that fills.
const PARTS_IN_FLIGHT: usize = 1;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("OBUKA_STORAGE is `{0}`; it must be `folder`, `folder:PATH` or `s3://BUCKET/PREFIX`")]
    Unknown(String),
    #[error("the folder for package files cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] object_store::Error),
    #[error("object {0} does not have the content that its name promises")]
    Corrupt(String),
}

impl StoreError {
    /// Whether the object is gone, or is not what its name promises.
    pub(crate) fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::Corrupt(_) | Self::Store(object_store::Error::NotFound { .. })
        )
    }
}

/// Content under a temporary name.
#[derive(Debug)]
pub(crate) struct Staged {
    pub(crate) hash: String,
    pub(crate) size_bytes: u64,
    temporary: ObjectPath,
}

/// The content-addressed store.
#[derive(Clone)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// Where the objects lie, if that is a folder.
    folder: Option<Arc<FilePath>>,
}

impl Store {
    /// Opens the store that `OBUKA_STORAGE` names.
    pub fn open(settings: &Settings) -> Result<Self, StoreError> {
        let words = settings.storage.as_str();
        if let Some(bucket) = words.strip_prefix("s3://") {
            return Ok(Self {
                objects: s3(settings, bucket)?,
                folder: None,
            });
        }
        let folder = match words.split_once(':') {
            None if words == "folder" => settings.data.join("files"),
            Some(("folder", path)) => path.into(),
            _ => return Err(StoreError::Unknown(words.to_owned())),
        };
        std::fs::create_dir_all(&folder)?;
        // Folders stay when their last file goes: a rename makes the folder durable that
        // its file has left, and fails when somebody else has just removed it.
        let objects = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            folder: Some(folder.into()),
        })
    }

    /// Whether the folder is there; false for a store that is none.
    pub(crate) fn folder_is_there(&self) -> bool {
        self.folder.as_ref().is_some_and(|it| it.is_dir())
    }

    /// Stores `content` and answers its hash, once it is durable.
    pub async fn put(&self, content: Bytes) -> Result<String, StoreError> {
        let hash = hex::encode(Sha256::digest(&content));
        self.put_hashed(&hash, content).await?;
        Ok(hash)
    }

    /// Stores content that is longer than memory should hold: `next` gives the
    /// pieces in order until there are none.
    pub(crate) async fn put_stream<S, E>(&self, pieces: S) -> Result<(String, u64), E>
    where
        S: futures::Stream<Item = Result<Bytes, E>> + Unpin,
        E: From<StoreError>,
    {
        let staged = self.stage(pieces).await?;
        let stored = (staged.hash.clone(), staged.size_bytes);
        self.keep(staged).await?;
        Ok(stored)
    }

    /// Receives content under a temporary name, so that its hash is known
    /// before it becomes an object: [`Store::keep`] or [`Store::drop_staged`] follow.
    pub(crate) async fn stage<S, E>(&self, mut pieces: S) -> Result<Staged, E>
    where
        S: futures::Stream<Item = Result<Bytes, E>> + Unpin,
        E: From<StoreError>,
    {
        use futures::StreamExt as _;
        let temporary = ObjectPath::from(format!("{INCOMING}/{}", uuid::Uuid::now_v7()));
        let failed = |error: object_store::Error| E::from(StoreError::Store(error));
        let upload = self
            .objects
            .put_multipart(&temporary)
            .await
            .map_err(failed)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        let mut hasher = Sha256::new();
        let mut size_bytes = 0;
        while let Some(piece) = pieces.next().await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(error) => {
                    drop(upload.abort().await);
                    return Err(error);
                }
            };
            upload
                .wait_for_capacity(PARTS_IN_FLIGHT)
                .await
                .map_err(failed)?;
            hasher.update(&piece);
            size_bytes += piece.len() as u64;
            upload.put(piece);
        }
        upload.finish().await.map_err(failed)?;
        Ok(Staged {
            hash: hex::encode(hasher.finalize()),
            size_bytes,
            temporary,
        })
    }

    /// Makes staged content an object.
    pub(crate) async fn keep(&self, staged: Staged) -> Result<(), StoreError> {
        let path = object(&staged.hash);
        if self.objects.head(&path).await.is_ok() {
            return self.drop_staged(staged).await;
        }
        Ok(self.objects.rename(&staged.temporary, &path).await?)
    }

    /// Forgets staged content.
    pub(crate) async fn drop_staged(&self, staged: Staged) -> Result<(), StoreError> {
        Ok(self.objects.delete(&staged.temporary).await?)
    }

    /// Stores `content`, whose hash the caller has computed; answers once it is durable.
    pub(crate) async fn put_hashed(&self, hash: &str, content: Bytes) -> Result<(), StoreError> {
        let path = object(hash);
        if self.objects.head(&path).await.is_err() {
            self.objects.put(&path, PutPayload::from(content)).await?;
        }
        Ok(())
    }

    /// Takes an object whose content is not what its name promises out of the
    /// way, so that good content can come in its place. It stays for inspection.
    pub(crate) async fn quarantine(&self, hash: &str) -> Result<(), StoreError> {
        let aside = ObjectPath::from(format!("quarantine/{hash}"));
        match self.objects.rename(&object(hash), &aside).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The whole object; its content is checked against its name.
    pub async fn get(&self, hash: &str) -> Result<Bytes, StoreError> {
        let content = self.objects.get(&object(hash)).await?.bytes().await?;
        if hex::encode(Sha256::digest(&content)) == hash {
            Ok(content)
        } else {
            Err(StoreError::Corrupt(hash.to_owned()))
        }
    }

    /// A part of the object, for range requests.
    pub(crate) async fn get_range(
        &self,
        hash: &str,
        range: std::ops::Range<u64>,
    ) -> Result<Bytes, StoreError> {
        Ok(self.objects.get_range(&object(hash), range).await?)
    }

    /// The object as a stream.
    pub(crate) async fn stream(
        &self,
        hash: &str,
    ) -> Result<futures::stream::BoxStream<'static, object_store::Result<Bytes>>, StoreError> {
        Ok(self.objects.get(&object(hash)).await?.into_stream())
    }

    pub(crate) async fn delete(&self, hash: &str) -> Result<(), StoreError> {
        match self.objects.delete(&object(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes what was begun and never became an object, unless it was touched
    /// after `before`: a server that was killed leaves such files behind.
    pub(crate) async fn sweep_unfinished(
        &self,
        before: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        if let Some(folder) = self.folder.clone() {
            let sweeping =
                tokio::task::spawn_blocking(move || sweep_unfinished(&folder, before.into()));
            return Ok(sweeping.await.map_err(std::io::Error::other)??);
        }
        let incoming = ObjectPath::from(INCOMING);
        let found: Vec<_> = self.objects.list(Some(&incoming)).try_collect().await?;
        let old = found.iter().filter(|it| it.last_modified < before);
        let mut removed = 0;
        for object in old {
            self.objects.delete(&object.location).await?;
            removed += 1;
        }
        Ok(removed)
    }

    /// The store underneath, for back-up and sweeping.
    pub(crate) fn objects(&self) -> &Arc<dyn ObjectStore> {
        &self.objects
    }
}

/// The same for a folder: everything below `incoming`, and what the folder's
/// store was writing beside an object under a name that ends in `#1`.
fn sweep_unfinished(folder: &FilePath, before: SystemTime) -> std::io::Result<usize> {
    let mut folders = vec![folder.join(INCOMING)];
    folders.extend(entries(&folder.join("objects"))?);
    let mut removed = 0;
    for folder in folders {
        let takes_all = folder.ends_with(INCOMING);
        for path in entries(&folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if !takes_all && !name.contains('#') {
                continue;
            }
            removed += remove_older(&path, before)?;
        }
    }
    Ok(removed)
}

/// Removes the file if nobody touched it since; says how many went.
pub(crate) fn remove_older(path: &FilePath, before: SystemTime) -> std::io::Result<usize> {
    // It may become an object, or be removed, at any moment.
    let gone_is_fine = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Ok(0),
        _ => Err(error),
    };
    match path.metadata().and_then(|it| it.modified()) {
        Ok(modified) if modified < before => {
            std::fs::remove_file(path).map(|()| 1).or_else(gone_is_fine)
        }
        Ok(_) => Ok(0),
        Err(error) => gone_is_fine(error),
    }
}

/// What lies in a folder; nothing when there is none.
pub(crate) fn entries(folder: &FilePath) -> std::io::Result<Vec<PathBuf>> {
    match std::fs::read_dir(folder) {
        Ok(found) => found.map(|it| Ok(it?.path())).collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The store behind `s3://BUCKET/PREFIX`. What the settings leave open comes
/// from the usual `AWS_…` variables.
fn s3(settings: &Settings, bucket: &str) -> Result<Arc<dyn ObjectStore>, StoreError> {
    let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
    if let Some(endpoint) = &settings.s3_endpoint {
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"));
    }
    if let Some(region) = &settings.s3_region {
        builder = builder.with_region(region);
    }
    if let (Some(id), Some(secret)) = (&settings.s3_access_key_id, &settings.s3_secret_access_key) {
        builder = builder
            .with_access_key_id(id)
            .with_secret_access_key(secret);
    }
    Ok(Arc::new(PrefixStore::new(builder.build()?, prefix)))
}

/// Where the object with this hash lies.
pub(crate) fn object(hash: &str) -> ObjectPath {
    ObjectPath::from(format!("objects/{}/{hash}", &hash[..2.min(hash.len())]))
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    /// Imports keep some of what they have staged and drop what is there already, at
    /// the same time: the last one to leave must not take the folder from another.
    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_dropped_takes_no_folder_from_what_is_kept() {
        let data = tempfile::tempdir().unwrap();
        let settings = Settings {
            data: data.path().to_path_buf(),
            ..Settings::default()
        };
        let store = Store::open(&settings).unwrap();
        let staged = async |content: String| {
            let piece = Ok::<_, StoreError>(Bytes::from(content));
            store.stage(stream::iter([piece])).await.unwrap()
        };

        for round in 0..50 {
            let kept = staged(format!("kept {round}")).await;
            let dropped = staged("dropped".to_owned()).await;
            let (kept, dropped) = tokio::join!(
                tokio::spawn({
                    let store = store.clone();
                    async move { store.keep(kept).await }
                }),
                tokio::spawn({
                    let store = store.clone();
                    async move { store.drop_staged(dropped).await }
                }),
            );
            kept.unwrap().unwrap();
            dropped.unwrap().unwrap();
            assert!(settings.data.join("files").join(INCOMING).is_dir());
        }
    }
}
