//! Password hashing: argon2id, as many at a time as the machine has cores, and
//! a queue that ends in "come back" before it ends in a wait that nobody bears.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use crate::error::AppError;

/// Bytes of a password that are hashed at most; more is refused before hashing.
pub(super) const LONGEST_BYTES: usize = 1024;
/// Characters that a new password has at least.
pub(super) const SHORTEST_CHARS: usize = 10;
/// Hashings that may wait, for each that runs.
const QUEUE_PER_CORE: usize = 48;

/// What a password of nobody is compared with, so that an unknown account takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    hash_now(&super::random_token())
        .expect("a random token can be hashed with the default parameters")
});

/// The bounded pool.
pub(crate) struct Passwords {
    running: Arc<Semaphore>,
    queued: AtomicUsize,
    longest_queue: usize,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            running: Arc::new(Semaphore::new(cores)),
            queued: AtomicUsize::new(0),
            longest_queue: cores * QUEUE_PER_CORE,
        }
    }
}

impl Passwords {
    /// The hash of a new password, in the PHC string format.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = password.to_owned();
        self.run(move || hash_now(&password))
            .await?
            .map_err(|error| AppError::internal(&error))
    }

    /// Whether `password` is the one of `hash`; without a hash it takes as long and says no.
    pub(super) async fn verify(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, AppError> {
        if LONGEST_BYTES < password.len() {
            return Ok(false);
        }
        let password = password.to_owned();
        self.run(move || {
            let is_known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.clone());
            // Hashed in any case: how long it takes must not tell.
            let fits = verify_now(&password, &hash);
            is_known && fits
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let _place = Place::take(self)?;
        let permit = self.running.clone().acquire_owned().await;
        let permit = permit.map_err(|error| AppError::internal(&error))?;
        tokio::task::spawn_blocking(move || {
            // Kept until the work ends, also when the request was given up meanwhile.
            let _permit = permit;
            work()
        })
        .await
        .map_err(|error| AppError::internal(&error))
    }
}

/// A place in the queue, given back when the request ends or is given up.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(passwords: &'a Passwords) -> Result<Self, AppError> {
        let place = Self(&passwords.queued);
        if passwords.longest_queue <= place.0.fetch_add(1, Ordering::Relaxed) {
            return Err(AppError::Busy);
        }
        Ok(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One way of writing each letter, so that every keyboard types the same password.
fn normalised(password: &str) -> String {
    password.nfkc().collect()
}

fn hash_now(password: &str) -> Result<String, argon2::password_hash::Error> {
    let hash: PasswordHash = Argon2::default().hash_password(normalised(password).as_bytes())?;
    Ok(hash.to_string())
}

fn verify_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(normalised(password).as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn d6_passwords_of_any_script_and_with_nul_are_told_apart() {
        let pool = Passwords::default();
        let hash = pool.hash("лозинка\u{0}ђ é").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        for (password, good) in [
            ("лозинка\u{0}ђ é", true),
            ("лозинка\u{0}ђ e\u{301}", true),
            ("лозинка", false),
            ("лозинка\u{0}ђ e", false),
            ("", false),
        ] {
            let verified = pool.verify(password, Some(hash.clone())).await.unwrap();
            assert_eq!(verified, good, "{password:?}");
        }
        assert!(!pool.verify("anything", None).await.unwrap());
    }

    #[tokio::test]
    async fn d6_a_password_of_a_megabyte_is_not_hashed() {
        let pool = Passwords::default();
        let hash = pool.hash("a good password").await.unwrap();
        let permits = pool.running.clone();
        let all = u32::try_from(permits.available_permits()).unwrap();
        // Nothing can be hashed now; what answers has not tried.
        let _blocked = permits.acquire_many_owned(all).await.unwrap();
        let long = "a".repeat(1 << 20);
        assert!(!pool.verify(&long, Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn d6_a_long_queue_says_come_back_and_drains() {
        let pool = Passwords {
            longest_queue: 2,
            ..Passwords::default()
        };
        let places = (Place::take(&pool).unwrap(), Place::take(&pool).unwrap());
        assert!(matches!(pool.verify("x", None).await, Err(AppError::Busy)));
        drop(places);
        assert!(!pool.verify("x", None).await.unwrap());
    }
}
