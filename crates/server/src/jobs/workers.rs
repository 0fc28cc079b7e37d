//! The workers: each claims a job, runs it, writes down how it went.

use std::time::Duration;

use entity::job;
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time,
};

use super::{JobError, kinds, service};
use crate::app::AppState;

/// Jobs that run at the same time on one server.
const WORKERS: usize = 2;
/// How often a worker looks for jobs that came due or from other servers.
const LOOK: Duration = Duration::from_secs(1);
/// How often the lease of a running job is renewed: several times within its length.
const RENEW: Duration = Duration::from_secs(30);
/// A job that runs longer is given up for this time.
const LONGEST: Duration = Duration::from_mins(15);

/// The running workers; they end with [`Workers::stop`], or without a word with the process.
pub struct Workers {
    stop: watch::Sender<bool>,
    running: JoinSet<()>,
}

/// Starts this server's workers.
pub fn start(app: &AppState) -> Workers {
    let (stop, stopped) = watch::channel(false);
    let mut running = JoinSet::new();
    for _ in 0..WORKERS {
        running.spawn(work(app.clone(), stopped.clone()));
    }
    let first = app.clone();
    running.spawn(async move {
        if let Err(error) = service::add_periodic(&first.db, first.clock.now()).await {
            tracing::error!(%error, "the periodic jobs were not made");
        }
    });
    Workers { stop, running }
}

impl Workers {
    /// Takes no more jobs, and waits until the running ones are done.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.running.join_next().await.is_some() {}
    }
}

async fn work(app: AppState, mut stopped: watch::Receiver<bool>) {
    loop {
        if *stopped.borrow() {
            return;
        }
        match service::claim(&app.db, app.clock.now()).await {
            Ok(Some(job)) => {
                // There may be more: another worker looks while this one runs the job.
                app.db.jobs_committed().notify_one();
                run(&app, job).await;
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "no job could be claimed"),
        }
        tokio::select! {
            () = app.db.jobs_committed().notified() => {}
            () = time::sleep(LOOK) => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

async fn run(app: &AppState, job: job::Model) {
    let result = run_renewing(app, &job).await;
    match &result {
        Ok(()) => tracing::debug!(kind = job.kind, job = %job.id, "job done"),
        Err(error) => {
            tracing::warn!(kind = job.kind, job = %job.id, attempt = job.attempts, %error, "job failed");
        }
    }
    if let Err(error) = service::finish(&app.db, &job, result, app.clock.now()).await {
        // The lease runs out and the job is run again.
        tracing::error!(kind = job.kind, job = %job.id, %error, "the end of a job was not stored");
    }
}

/// Runs the job in a task of its own, so that a panic is its failure and nothing else.
async fn run_renewing(app: &AppState, job: &job::Model) -> Result<(), JobError> {
    let mut running = {
        let (app, kind, payload) = (app.clone(), job.kind.clone(), job.payload.clone());
        AbortOnDrop(tokio::spawn(async move {
            kinds::run(&app, &kind, &payload).await
        }))
    };
    let deadline = time::Instant::now() + LONGEST;
    loop {
        tokio::select! {
            ended = &mut running.0 => return match ended {
                Ok(result) => result,
                Err(_) => Err(JobError::Retry("the job panicked".into())),
            },
            () = time::sleep_until(deadline) => {
                return Err(JobError::Retry("the job took too long".into()));
            }
            () = time::sleep(RENEW) => {
                if let Err(error) = service::renew(&app.db, job, app.clock.now()).await {
                    tracing::warn!(%error, "a lease was not renewed");
                }
            }
        }
    }
}

struct AbortOnDrop(JoinHandle<Result<(), JobError>>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
