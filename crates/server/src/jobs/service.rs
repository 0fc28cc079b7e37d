//! The feature's use cases: queueing, claiming, finishing, telling.

use chrono::{DateTime, Duration, Utc};
use entity::{job, values::JobState};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    JobError,
    kinds::{PERIODIC, Periodic},
    queries::{self, Batch},
};
use crate::{
    app::AppState,
    db::{Db, wake_workers_after_commit},
};

/// How long a claim holds unless it is renewed.
pub(super) const LEASE: Duration = Duration::minutes(2);
/// A job that failed this often is given up.
const MOST_ATTEMPTS: i32 = 10;
/// The first wait after a failure; each further failure doubles it.
const FIRST_WAIT_SECONDS: i64 = 5;
const LONGEST_WAIT_SECONDS: i64 = 3600;
/// Done jobs are kept for the health page this long.
const KEPT: Duration = Duration::days(7);
/// Characters of an error that are kept.
const ERROR_CHARS: usize = 500;

/// The kind of the periodic job that removes old done jobs.
pub(crate) const SWEEP: &str = "sweep_jobs";

/// Queues a job; a worker of this server takes it right after the commit, if it is due.
pub(crate) async fn enqueue(
    tx: &DatabaseTransaction,
    kind: &'static str,
    payload: &impl Serialize,
    run_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let mut batch = Batch::new(tx);
    enqueue_in(&mut batch, kind, payload, run_at)?;
    batch.run(tx).await
}

/// The same, among other writes.
pub(crate) fn enqueue_in(
    batch: &mut Batch,
    kind: &'static str,
    payload: &impl Serialize,
    run_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let payload = serde_json::to_vec(payload).map_err(|error| DbErr::Custom(error.to_string()))?;
    batch.insert(new_row(Uuid::now_v7(), kind, payload, run_at));
    wake_workers_after_commit();
    Ok(())
}

/// How the queue stands, for the health page.
#[derive(Debug, Serialize)]
pub(crate) struct Summary {
    pub(crate) waiting: u64,
    pub(crate) running: u64,
    pub(crate) failed: u64,
    /// When the job that is due longest should have run.
    pub(crate) oldest_due_at: Option<DateTime<Utc>>,
    pub(crate) troubles: Vec<Trouble>,
}

/// A job that failed: given up, or waiting for another try.
#[derive(Debug, Serialize)]
pub(crate) struct Trouble {
    pub(crate) kind: String,
    pub(crate) attempts: i32,
    pub(crate) error: String,
    pub(crate) given_up: bool,
    pub(crate) run_at: DateTime<Utc>,
}

pub(crate) async fn summary(db: &Db, now: DateTime<Utc>) -> Result<Summary, DbErr> {
    let db = db.read();
    let troubles = queries::troubled(db, 50).await?;
    Ok(Summary {
        waiting: queries::count(db, JobState::Waiting).await?,
        running: queries::count(db, JobState::Running).await?,
        failed: queries::count(db, JobState::Failed).await?,
        oldest_due_at: queries::oldest_due(db, now).await?,
        troubles: troubles
            .into_iter()
            .map(|job| Trouble {
                kind: job.kind,
                attempts: job.attempts,
                error: job.last_error.unwrap_or_default(),
                given_up: job.state == JobState::Failed,
                run_at: job.run_at,
            })
            .collect(),
    })
}

/// Makes the rows of the periodic jobs, once for all servers.
pub(super) async fn add_periodic(db: &Db, now: DateTime<Utc>) -> Result<(), DbErr> {
    db.write(move |tx| {
        Box::pin(async move {
            for Periodic { kind, every } in PERIODIC {
                let row = new_row(periodic_id(kind), kind, b"null".to_vec(), now + *every);
                queries::insert_once(tx, row).await?;
            }
            Ok::<(), DbErr>(())
        })
    })
    .await
}

/// Claims the job that has waited longest. Reads first, so that an idle server writes nothing.
pub(super) async fn claim(db: &Db, now: DateTime<Utc>) -> Result<Option<job::Model>, DbErr> {
    if !queries::any_claimable(db.read(), now).await? {
        return Ok(None);
    }
    db.write(move |tx| {
        Box::pin(async move {
            let Some(mut job) = queries::lock_next(tx, now).await? else {
                return Ok(None);
            };
            job.state = JobState::Running;
            job.attempts += 1;
            job.lease = Some(Uuid::now_v7());
            job.leased_until = Some(now + LEASE);
            queries::update(tx, job.clone()).await?;
            Ok::<_, DbErr>(Some(job))
        })
    })
    .await
}

/// Keeps a claim alive while its job runs.
pub(super) async fn renew(db: &Db, job: &job::Model, now: DateTime<Utc>) -> Result<(), DbErr> {
    let (id, Some(lease)) = (job.id, job.lease) else {
        return Ok(());
    };
    db.write(move |tx| Box::pin(queries::renew(tx, id, lease, now + LEASE)))
        .await
}

/// Writes down how a claimed job went, unless another worker took it over meanwhile.
pub(super) async fn finish(
    db: &Db,
    job: &job::Model,
    result: Result<(), JobError>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (id, Some(lease)) = (job.id, job.lease) else {
        return Ok(());
    };
    let failure = result.err().map(|error| {
        let final_failure = matches!(error, JobError::GiveUp(_));
        let words = error.to_string().chars().take(ERROR_CHARS).collect();
        (final_failure, words)
    });
    db.write(move |tx| {
        let failure = failure.clone();
        Box::pin(async move {
            let Some(job) = queries::lock_leased(tx, id, lease).await? else {
                return Ok(());
            };
            queries::update(tx, after(job, failure, now)).await
        })
    })
    .await
}

/// The row after a run: done, given up, or waiting for its next time.
fn after(mut job: job::Model, failure: Option<(bool, String)>, now: DateTime<Utc>) -> job::Model {
    job.lease = None;
    job.leased_until = None;
    job.finished_at = Some(now);
    let periodic = PERIODIC
        .iter()
        .find(|it| it.kind == job.kind && periodic_id(it.kind) == job.id);
    if let Some(Periodic { every, .. }) = periodic {
        job.state = JobState::Waiting;
        job.attempts = 0;
        job.run_at = now + *every;
        job.last_error = failure.map(|(_, words)| words);
        return job;
    }
    match failure {
        None => {
            job.state = JobState::Done;
            job.last_error = None;
        }
        Some((final_failure, words)) => {
            job.last_error = Some(words);
            if final_failure || MOST_ATTEMPTS <= job.attempts {
                job.state = JobState::Failed;
            } else {
                job.state = JobState::Waiting;
                job.run_at = now + wait(job.attempts);
            }
        }
    }
    job
}

/// How long a job rests after its `attempts`-th failure.
fn wait(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(20);
    Duration::seconds((FIRST_WAIT_SECONDS << doublings).min(LONGEST_WAIT_SECONDS))
}

/// The periodic job that removes what was done long ago.
pub(super) async fn sweep(app: &AppState) -> Result<(), JobError> {
    let before = app.clock.now() - KEPT;
    app.db
        .write(move |tx| Box::pin(queries::delete_done_before(tx, before)))
        .await
        .map_err(JobError::Db)
}

fn new_row(id: Uuid, kind: &str, payload: Vec<u8>, run_at: DateTime<Utc>) -> job::Model {
    job::Model {
        id,
        kind: kind.to_owned(),
        payload,
        state: JobState::Waiting,
        attempts: 0,
        run_at,
        leased_until: None,
        lease: None,
        last_error: None,
        created_at: run_at,
        finished_at: None,
    }
}

/// The same on every server, so that the row exists once.
fn periodic_id(kind: &str) -> Uuid {
    let digest = Sha256::digest(format!("periodic job {kind}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(kind: &str, attempts: i32) -> job::Model {
        let now = DateTime::UNIX_EPOCH;
        let mut job = new_row(Uuid::now_v7(), kind, Vec::new(), now);
        job.state = JobState::Running;
        job.attempts = attempts;
        job.lease = Some(Uuid::now_v7());
        job
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_an_hour() {
        let seconds: Vec<i64> = [1, 2, 3, 9, 10, 11, 90]
            .map(|attempts| wait(attempts).num_seconds())
            .to_vec();
        assert_eq!(seconds, [5, 10, 20, 1280, 2560, 3600, 3600]);
    }

    #[test]
    fn a_job_is_given_up_after_ten_failures_or_at_once_when_it_says_so() {
        let now = DateTime::UNIX_EPOCH;
        let cases = [
            (1, false, JobState::Waiting),
            (9, false, JobState::Waiting),
            (10, false, JobState::Failed),
            (1, true, JobState::Failed),
        ];
        for (attempts, final_failure, expected) in cases {
            let job = after(
                running("mail", attempts),
                Some((final_failure, "no".into())),
                now,
            );
            assert_eq!(job.state, expected, "{attempts} {final_failure}");
            assert_eq!(job.lease, None);
            assert_eq!(job.last_error.as_deref(), Some("no"));
        }
        let done = after(running("mail", 3), None, now);
        assert_eq!((done.state, done.last_error), (JobState::Done, None));
    }

    #[test]
    fn a_periodic_job_comes_back_whatever_happened() {
        let now = DateTime::UNIX_EPOCH;
        for failure in [None, Some((true, "no".to_owned()))] {
            let mut job = running(SWEEP, 30);
            job.id = periodic_id(SWEEP);
            let job = after(job, failure, now);
            assert_eq!(job.state, JobState::Waiting);
            assert_eq!(job.attempts, 0);
            assert!(now < job.run_at);
        }
    }
}
