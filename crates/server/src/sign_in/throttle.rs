//! Slowing down whoever guesses, without locking out whoever is guessed.
//!
//! A try is counted before the password is looked at, so that many at once gain
//! nothing. Buckets hold hashes, not addresses.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use entity::throttle;
use sea_orm::DbErr;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::queries;
use crate::{db::Db, error::AppError};

/// How a kind of bucket slows down.
#[derive(Debug, Clone, Copy)]
struct Limit {
    /// Failures that cost nothing.
    free: i32,
    /// The wait after the first failure that costs; each further one doubles it.
    first_wait_seconds: i64,
    longest_wait_seconds: i64,
    /// Failures older than this are forgotten.
    window_seconds: i64,
}

/// One account, guessed from one network. Others may go on signing in to it from elsewhere.
const ACCOUNT_FROM_NETWORK: Limit = Limit {
    free: 5,
    first_wait_seconds: 10,
    longest_wait_seconds: 15 * 60,
    window_seconds: 60 * 60,
};
/// Many accounts, guessed from one network; a classroom behind one address stays below it.
const NETWORK: Limit = Limit {
    free: 100,
    first_wait_seconds: 30,
    longest_wait_seconds: 15 * 60,
    window_seconds: 15 * 60,
};
/// Mails asked for from one network.
const MAILS_TO_NETWORK: Limit = Limit {
    free: 30,
    first_wait_seconds: 60,
    longest_wait_seconds: 15 * 60,
    window_seconds: 60 * 60,
};

/// The buckets that one try is counted in.
#[derive(Debug, Clone)]
pub(crate) struct Gate(Vec<(String, Limit)>);

impl Gate {
    /// A password for `account` (any string that names it) from `network`.
    pub(super) fn password(account: &str, network: IpAddr) -> Self {
        Self(vec![
            (
                bucket(&format!("password\n{account}\n{network}")),
                ACCOUNT_FROM_NETWORK,
            ),
            (bucket(&format!("passwords\n{network}")), NETWORK),
        ])
    }

    /// A mail that anybody may ask for.
    pub(super) fn mail(network: IpAddr) -> Self {
        Self(vec![(
            bucket(&format!("mail\n{network}")),
            MAILS_TO_NETWORK,
        )])
    }

    /// Something only guessing opens, such as the set-up code.
    pub(crate) fn secret(name: &str, network: IpAddr) -> Self {
        Self(vec![(
            bucket(&format!("{name}\n{network}")),
            ACCOUNT_FROM_NETWORK,
        )])
    }
}

fn bucket(facts: &str) -> String {
    hex::encode(Sha256::digest(facts.as_bytes()))
}

/// Tries that are counted at the same time. A flood from one network queues for one row;
/// on PostgreSQL each waiter would hold a connection that the rest of the site needs.
static COUNTING: Semaphore = Semaphore::const_new(2);

/// Counts a try as failed, or refuses it when the last ones were too many.
pub(crate) async fn enter(db: &Db, gate: &Gate, now: DateTime<Utc>) -> Result<(), AppError> {
    let _turn = COUNTING.acquire().await;
    let gate = gate.clone();
    db.write(move |tx| {
        let gate = gate.clone();
        Box::pin(async move {
            for (bucket, limit) in gate.0 {
                let row = queries::lock_throttle(tx, &bucket, now).await?;
                if now < row.until {
                    let seconds = (row.until - now).num_seconds() + 1;
                    return Err(AppError::TooMany {
                        retry_after_seconds: u64::try_from(seconds).unwrap_or(1),
                    });
                }
                queries::update(tx, one_more(row, limit, now)).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Takes the try back: it was no failure.
pub(crate) async fn forgive(db: &Db, gate: &Gate, now: DateTime<Utc>) -> Result<(), DbErr> {
    let _turn = COUNTING.acquire().await;
    let gate = gate.clone();
    db.write(move |tx| {
        let gate = gate.clone();
        Box::pin(async move {
            for (bucket, limit) in gate.0 {
                let mut row = queries::lock_throttle(tx, &bucket, now).await?;
                // Whoever knows the password begins afresh; the network's count only loses this try.
                let is_account = limit.free < NETWORK.free;
                row.failures = if is_account {
                    0
                } else {
                    (row.failures - 1).max(0)
                };
                row.until = now;
                queries::update(tx, row).await?;
            }
            Ok(())
        })
    })
    .await
}

fn one_more(mut row: throttle::Model, limit: Limit, now: DateTime<Utc>) -> throttle::Model {
    if row.since + Duration::seconds(limit.window_seconds) <= now {
        row.failures = 0;
        row.since = now;
    }
    row.failures = row.failures.saturating_add(1);
    row.until = now + wait(row.failures, limit);
    if limit.free < row.failures {
        // Whoever goes on guessing keeps the window open.
        row.since = now;
    }
    row
}

fn wait(failures: i32, limit: Limit) -> Duration {
    let beyond = failures - limit.free;
    if beyond <= 0 {
        return Duration::zero();
    }
    let doublings = u32::try_from(beyond - 1).unwrap_or(0).min(20);
    Duration::seconds((limit.first_wait_seconds << doublings).min(limit.longest_wait_seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d2_the_wait_doubles_after_the_free_tries_and_ends_at_a_quarter_of_an_hour() {
        let seconds =
            [1, 5, 6, 7, 12, 13, 10_000].map(|it| wait(it, ACCOUNT_FROM_NETWORK).num_seconds());
        assert_eq!(seconds, [0, 0, 10, 20, 640, 900, 900]);
    }

    #[test]
    fn d2_ten_thousand_guesses_from_one_network_take_months() {
        let mut row = throttle::Model {
            bucket: String::new(),
            failures: 0,
            since: DateTime::UNIX_EPOCH,
            until: DateTime::UNIX_EPOCH,
        };
        for _ in 0..10_000 {
            row = one_more(row.clone(), ACCOUNT_FROM_NETWORK, row.until);
        }
        assert!(90 < (row.until - DateTime::UNIX_EPOCH).num_days());
    }
}
